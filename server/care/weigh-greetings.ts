import type { CareOccasion } from '../../entities/care.ts';
import type { Customer } from '../../entities/customer.ts';
import type { ReadCtx } from '../kernel/context.ts';
import type { Held } from '../touches/hold.ts';
import { judge, NO_SENDER, type Greetings } from './judge.ts';
import { writeGreetings, type Written } from './senders.ts';

/** Who of some customers is left out of an occasion's day and why; and what each reads who has somebody to write to him. */
export async function weighGreetings(
  ctx: ReadCtx,
  occasion: CareOccasion,
  customers: readonly Customer[],
  { day, at, planning }: Pick<Greetings, 'day' | 'at'> & { planning: boolean },
): Promise<{ held: Map<string, Held>; written: Map<string, Written> }> {
  const customerIds = customers.map(({ id }) => id);
  const held = await judge(ctx, { occasionId: occasion.id, day, customerIds, at }, { planning });
  const written = await writeGreetings(ctx, customers, occasion.texts);
  for (const id of customerIds) if (!held.has(id) && !written.has(id)) held.set(id, NO_SENDER);
  return { held, written };
}

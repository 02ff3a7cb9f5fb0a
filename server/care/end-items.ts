import { In } from 'typeorm';
import { CareItem } from '../../entities/care.ts';
import type { Ctx } from '../kernel/context.ts';
import { chunks } from '../touches/chunks.ts';
import { holdTouches } from '../touches/hold-touch.ts';
import type { Held } from '../touches/hold.ts';
import { careSource } from './judge.ts';

const AT_ONCE = 500;

/** Ends greetings that were not sent, with the reason, here and in the log of what was held back. */
export async function endItems(
  ctx: Ctx,
  { occasionId, day, status }: Pick<CareItem, 'occasionId' | 'day' | 'status'>,
  why: ReadonlyMap<string, Pick<Held, 'reason' | 'sentence'>>,
): Promise<void> {
  const reasons = new Map([...why.values()].map((each) => [each.reason, each.sentence]));
  for (const [reason, detail] of reasons) {
    const ids = [...why].filter(([, each]) => each.reason === reason).map(([id]) => id);
    for (const some of chunks(ids, AT_ONCE)) {
      await ctx.db.update(
        CareItem,
        { occasionId, day, customerId: In(some) },
        { status, reason, detail, massSendId: null },
      );
    }
  }
  await holdTouches(ctx, { kind: 'care', source: careSource(occasionId, day) }, why);
}

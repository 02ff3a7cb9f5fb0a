import { Callback } from '../../entities/callback.ts';
import type { Ctx } from '../kernel/context.ts';

/** Gives a callback that was set aside another row of tries; false where it is not there any more. */
export async function retryCallback({ db, now }: Ctx, id: string): Promise<boolean> {
  const { affected } = await db.update(
    Callback,
    { id, status: 'dead' },
    { status: 'received', attempts: 0, dueAt: now, failure: null },
  );
  return affected === 1;
}

/** Settles a callback that was set aside without its effect; that it came is kept, so that a repetition stays without one too. */
export async function dropCallback({ db, now }: Ctx, id: string): Promise<boolean> {
  const { affected } = await db.update(Callback, { id, status: 'dead' }, { status: 'done', doneAt: now });
  return affected === 1;
}

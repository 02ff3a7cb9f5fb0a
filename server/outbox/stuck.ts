import { OutboxMessage, OutboxPause } from '../../entities/outbox-message.ts';
import type { Ctx } from '../kernel/context.ts';
import { recheckSeconds } from './lane-front.ts';

/**
 * Sends a message anew that was given up; false where it is not there any more or is of no use now.
 * What may have arrived is still looked up, or checked by WeCom, as long as WeCom remembers; later it goes as a new one.
 */
export async function retryMessage({ db, now }: Ctx, id: string): Promise<boolean> {
  const row = await db.findOneBy(OutboxMessage, { id, status: 'dead' });
  if (!row || (row.expiresAt && row.expiresAt < now)) return false;
  const forgotten = row.digest !== null && recheckSeconds(row, now) === null;
  const { affected } = await db.update(
    OutboxMessage,
    { id, status: 'dead' },
    {
      ...{ status: 'pending', attempts: 0, dueAt: now, failure: null },
      ...(forgotten && { uncertain: false, triedAt: null, checkSeconds: 0 }),
    },
  );
  return affected === 1;
}

/** Forgets a message that was given up; false where there is none. */
export async function dropMessage({ db }: Ctx, id: string): Promise<boolean> {
  const { affected } = await db.delete(OutboxMessage, { id, status: 'dead' });
  return affected === 1;
}

/** Has a paused channel tried at once; false where it is not paused. */
export async function tryChannel({ db, now }: Ctx, channel: string): Promise<boolean> {
  const { affected } = await db.update(OutboxPause, { channel }, { until: now });
  return affected === 1;
}

import { IsNull, type EntityManager } from 'typeorm';
import { OutboxMessage } from '../../entities/outbox-message.ts';
import type { Transact } from '../db/transaction.ts';

/** How a delivery leaves its row. */
export type Settlement = Partial<
  Pick<OutboxMessage, 'status' | 'dueAt' | 'failure' | 'uncertain' | 'attempts' | 'sentAt' | 'leaseUntil' | 'claim'>
>;

/** The row as long as it is still this delivery's: a process that stood still for too long must not touch what another has taken. */
export const stillOurs = ({ id, claim }: Pick<OutboxMessage, 'id' | 'claim'>) => ({
  ...{ id, status: 'sending' as const },
  claim: claim ?? IsNull(),
});

/** Writes how deliveries ended; false where the message is no longer ours. */
export type Settle = (row: OutboxMessage, change: Settlement) => Promise<boolean>;

/** A settlement on its way to the database. */
interface Owed {
  row: OutboxMessage;
  change: Settlement;
  done(ours: boolean): void;
  failed(error: unknown): void;
}

/** Settles one by one, and together in one transaction what comes while another is being written: that costs the disk once. */
export function createSettle(transact: Transact): Settle {
  let owed: Owed[] = [];
  let writing = false;

  async function writeAll(): Promise<void> {
    writing = true;
    while (owed.length > 0) {
      const batch = owed;
      owed = [];
      await transact((db) => write(db, batch)).then(
        (ours) => batch.forEach(({ done }, at) => done(ours[at] ?? false)),
        (error: unknown) => batch.forEach(({ failed }) => failed(error)),
      );
    }
    writing = false;
  }

  return (row, change) =>
    new Promise((done, failed) => {
      owed.push({ row, change, done, failed });
      if (!writing) void writeAll();
    });
}

async function write(db: EntityManager, batch: readonly Owed[]): Promise<boolean[]> {
  const ours: boolean[] = [];
  for (const { row, change } of batch) {
    const { affected } = await db.update(OutboxMessage, stillOurs(row), change);
    ours.push(affected === 1);
  }
  return ours;
}

import { In, LessThanOrEqual } from 'typeorm';
import { Campaign } from '../../entities/campaign.ts';
import { Installation } from '../../entities/installation.ts';
import { OutboxMessage } from '../../entities/outbox-message.ts';
import { Session } from '../../entities/session.ts';
import type { Database } from '../../server/db/data-source.ts';
import { createTransact } from '../../server/db/transaction.ts';
import { addSeconds } from '../../server/kernel/dates.ts';
import { DomainError } from '../../server/kernel/errors.ts';

/** WeCom drops a second copy of a message for half an hour (wecom-api 4.2, duplicate_check_interval). */
const CHECKED_SECONDS = 1800;

/** What a restored database was changed in before anybody works with it. */
export interface Mended {
  corpId: string;
  /** Messages that were owed, and may have left since the backup: they go again, marked so that WeCom drops a second copy. */
  uncertain: number;
  /** Messages for which it is too late for that: they wait for an admin's word. */
  setAside: number;
  /** Campaigns that were to begin between the backup and now. */
  campaigns: number;
}

/**
 * Readies a restored database: what was sent after the backup must not be sent again where that can be known, and who was
 * logged out since must not be logged in. Throws where the database is not the product's.
 */
export async function mendRestored(database: Database, now: Date): Promise<Mended> {
  const installation = await database.reader.manager.findOneBy(Installation, { id: 'this' });
  if (!installation)
    throw new DomainError('invalid', 'backup.not-ours', '这个备份里没有常客的安装记录，没有用它。请换一个备份。');
  return createTransact(database)(async (db) => {
    const owed = { status: In(['pending', 'sending']) };
    const checkedSince = addSeconds(now, -CHECKED_SECONDS);
    const tooLate = await db.update(
      OutboxMessage,
      { ...owed, dueAt: LessThanOrEqual(checkedSince) },
      { status: 'dead', leaseUntil: null, uncertain: true, failure: 'from a backup: may have been delivered since' },
    );
    const uncertain = await db.update(
      OutboxMessage,
      { ...owed, dueAt: LessThanOrEqual(now) },
      { status: 'pending', leaseUntil: null, uncertain: true },
    );
    const campaigns = await db.update(
      Campaign,
      { status: In(['approved', 'sending']), sendAt: LessThanOrEqual(now) },
      { status: 'cancelled' },
    );
    await db.deleteAll(Session);
    return {
      corpId: installation.corpId,
      uncertain: uncertain.affected ?? 0,
      setAside: tooLate.affected ?? 0,
      campaigns: campaigns.affected ?? 0,
    };
  });
}

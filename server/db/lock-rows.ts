import type { EntityManager } from 'typeorm';

const AT_ONCE = 1000;

/**
 * Makes whoever else locks one of these rows wait until this transaction is over; what is read after it is what the others left.
 * On SQLite there is one writer anyway. Rows are taken in the order of their ids, so that two never wait for each other.
 */
export async function lockRows(
  db: EntityManager,
  entity: new () => { id: string },
  ids: readonly string[],
): Promise<void> {
  if (db.connection.options.type === 'better-sqlite3') return;
  const ordered = [...new Set(ids)].sort();
  for (let at = 0; at < ordered.length; at += AT_ONCE) {
    await db
      .createQueryBuilder(entity, 'e')
      .select('e.id')
      .where('e.id IN (:...some)', { some: ordered.slice(at, at + AT_ONCE) })
      .orderBy('e.id')
      .setLock('pessimistic_write')
      .getMany();
  }
}

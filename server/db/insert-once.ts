import type { EntityManager } from 'typeorm';

/** Inserts rows of which some may be there already, put there perhaps by another process in this very moment; those stay as they are. */
export async function insertOnce<E extends object>(
  db: EntityManager,
  entity: new () => E,
  rows: readonly E[],
  key: readonly (keyof E & string)[],
): Promise<void> {
  await db
    .createQueryBuilder()
    .insert()
    .into(entity)
    .values([...rows] as object[])
    // Not orIgnore: MySQL then swallows other errors as well.
    .orUpdate([...key].slice(0, 1), [...key])
    .execute();
}

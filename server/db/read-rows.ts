import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

/** Values by the names that a SELECT calls them by: `:days`, and `:...ids` for each of a list. */
export type Named = Readonly<Record<string, unknown>>;

/** The rows of a SELECT with named parameters, as the database gives them. */
export async function readRows(db: EntityManager, select: string, named: Named): Promise<Record<string, unknown>[]> {
  const [sql, values] = db.connection.driver.escapeQueryWithParameters(select, { ...named });
  return db.query<Record<string, unknown>[]>(sql, values);
}

/** The rows of a SELECT of all columns of an entity, which it need not name. */
export async function readEntities<E extends ObjectLiteral>(
  db: EntityManager,
  entity: EntityTarget<E>,
  select: string,
  named: Named,
): Promise<E[]> {
  const { driver } = db.connection;
  const { columns } = db.connection.getMetadata(entity);
  const rows = await readRows(db, select, named);
  return rows.map(
    (row) =>
      Object.fromEntries(
        columns.map((column) => [
          column.propertyName,
          driver.prepareHydratedValue(row[column.databaseName], column) as unknown,
        ]),
      ) as E,
  );
}

import { Table, type TableColumnOptions, type TableForeignKeyOptions, type TableIndexOptions } from 'typeorm';

/** Column types that mean the same on SQLite and MySQL; the entities' side of them is `entities/columns.ts`. */
export const id = (name = 'id'): TableColumnOptions => ({ name, type: 'varchar', length: '26', isPrimary: true });
export const ref = (name: string, isNullable = false): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: '26',
  isNullable,
});
export const words = (name: string, length: number, isNullable = false): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
  isNullable,
});
export const longText = (name: string, isNullable = false): TableColumnOptions => ({ name, type: 'text', isNullable });
export const instant = (name: string, isNullable = false): TableColumnOptions => ({
  name,
  type: 'datetime',
  precision: 3,
  isNullable,
});
export const count = (name: string, isNullable = false): TableColumnOptions => ({ name, type: 'integer', isNullable });
export const fen = (name: string, isNullable = false): TableColumnOptions => ({ name, type: 'bigint', isNullable });
export const flag = (name: string): TableColumnOptions => ({ name, type: 'boolean' });
export const json = (name: string, isNullable = false): TableColumnOptions => ({ name, type: 'json', isNullable });

/** The same column as part of the primary key. */
export const key = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isPrimary: true });

/** An index by name. */
export const index = (name: string, ...columnNames: string[]): TableIndexOptions => ({ name, columnNames });

/** An index that admits a value once; NULL may occur many times. */
export const unique = (name: string, ...columnNames: string[]): TableIndexOptions => ({
  name,
  columnNames,
  isUnique: true,
});

/** A foreign key by name. */
export const foreignKey = (name: string, columnName: string, referencedTableName: string): TableForeignKeyOptions => ({
  name,
  columnNames: [columnName],
  referencedTableName,
  referencedColumnNames: ['id'],
  onUpdate: 'NO ACTION',
  onDelete: 'NO ACTION',
});

/** A table as both databases make it. */
export function table(
  name: string,
  columns: TableColumnOptions[],
  constraints: { indices?: TableIndexOptions[]; foreignKeys?: TableForeignKeyOptions[] } = {},
): Table {
  return new Table({ name, columns, ...constraints });
}

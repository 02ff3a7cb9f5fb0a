import { Column, ForeignKey, Index, PrimaryColumn, type ColumnOptions } from 'typeorm';

/** Our own ids: 26 characters that sort by time. */
export const ID_LENGTH = 26;

/** The row's own id. */
export const Id = (): PropertyDecorator => PrimaryColumn({ type: 'varchar', length: ID_LENGTH });

/** Another row's id; the constraint is named so that both databases and the migrations agree on it. */
export function Ref(
  entity: string,
  constraint: string,
  { nullable = false, primary = false }: { nullable?: boolean; primary?: boolean } = {},
): PropertyDecorator {
  const column = { type: 'varchar', length: ID_LENGTH } as const;
  return (target, property) => {
    (primary ? PrimaryColumn(column) : Column({ ...column, nullable }))(target, property);
    ForeignKey(entity, { name: constraint, onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })(target, property as string);
  };
}

/** Words of at most `length` characters; also enumerations. */
export const Words = (length: number, options: Pick<ColumnOptions, 'nullable' | 'default'> = {}): PropertyDecorator =>
  Column({ type: 'varchar', length, ...options });

/** Text of up to 64 KB. */
export const LongText = (options: Pick<ColumnOptions, 'nullable'> = {}): PropertyDecorator =>
  Column({ type: 'text', ...options });

/** A point in time, stored in UTC to the millisecond. */
export const Instant = (options: Pick<ColumnOptions, 'nullable'> = {}): PropertyDecorator =>
  Column({ type: 'datetime', precision: 3, ...options });

/** A whole number up to 2^31. */
export const Count = (options: Pick<ColumnOptions, 'nullable' | 'default'> = {}): PropertyDecorator =>
  Column({ type: 'integer', ...options });

const asNumber = {
  to: (fen: number | null) => fen,
  from: (fen: string | number | null) => (fen === null ? null : Number(fen)),
};

/** An amount of money in fen (分): whole, exact up to 90 trillion yuan. */
export const Fen = (options: Pick<ColumnOptions, 'nullable' | 'default'> = {}): PropertyDecorator =>
  Column({ type: 'bigint', transformer: asNumber, ...options });

/** Yes or no. */
export const Flag = (options: Pick<ColumnOptions, 'default'> = {}): PropertyDecorator =>
  Column({ type: 'boolean', ...options });

/** Structured content whose shape its definition checks. */
export const Json = (options: Pick<ColumnOptions, 'nullable'> = {}): PropertyDecorator =>
  Column({ type: 'json', ...options });

export { Index };

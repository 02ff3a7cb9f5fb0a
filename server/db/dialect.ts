import type { EntityManager } from 'typeorm';

/** The Shanghai day of an instant as SQL: a number that counts from 1970-01-01. The databases share no way to reckon with dates. */
export const shanghaiDaySql = ({ connection }: EntityManager, column: string): string =>
  connection.options.type === 'better-sqlite3'
    ? `(CAST(strftime('%s', ${column}, '+8 hours') AS INTEGER) / 86400)`
    : `(TO_DAYS(${column} + INTERVAL 8 HOUR) - 719528)`;

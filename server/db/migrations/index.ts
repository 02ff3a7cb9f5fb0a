import { Foundation0001 } from './0001-foundation.ts';

/** All migrations in their order; a published one is never changed. */
export const migrations = [Foundation0001];

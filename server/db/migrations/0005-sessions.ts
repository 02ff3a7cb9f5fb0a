import type { MigrationInterface, QueryRunner } from 'typeorm';
import { foreignKey, index, instant, key, ref, table, words } from './schema.ts';

const sessions = table(
  'sessions',
  [
    key(words('id', 64)),
    ref('memberId', true),
    words('externalUserId', 64, true),
    instant('createdAt'),
    instant('lastSeenAt'),
    instant('expiresAt'),
    instant('revokedAt', true),
  ],
  {
    indices: [index('ix_sessions_member', 'memberId'), index('ix_sessions_expiry', 'expiresAt')],
    foreignKeys: [foreignKey('fk_sessions_member', 'memberId', 'members')],
  },
);

/** Who is logged in to the pages. */
export class Sessions0005 implements MigrationInterface {
  name = 'Sessions1763683200005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(sessions);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(sessions.name);
  }
}

import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { index } from './schema.ts';

/** Who delivers a message, since when it may have arrived, and an index that leads to what is due however much waits. */
export class OutboxClaims0010 implements MigrationInterface {
  name = 'OutboxClaims1763683200010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE outbox ADD COLUMN channel varchar(32) NOT NULL DEFAULT 'chat'`);
    await runner.query('ALTER TABLE outbox ADD COLUMN claim varchar(26) NULL');
    await runner.query('ALTER TABLE outbox ADD COLUMN triedAt datetime(3) NULL');
    await runner.query('ALTER TABLE outbox ADD COLUMN digest varchar(32) NULL');
    await runner.query('ALTER TABLE outbox ADD COLUMN checkSeconds integer NOT NULL DEFAULT 0');
    await runner.query(
      `UPDATE outbox SET channel = 'directory' WHERE code IN ('wecom.fetch-directory', 'wecom.fetch-member')`,
    );
    await runner.query(
      `UPDATE outbox SET channel = 'customers' WHERE channel = 'chat' AND code LIKE 'wecom.%' AND code <> 'wecom.create-menu'`,
    );
    await runner.query(`UPDATE outbox SET triedAt = createdAt WHERE status = 'sending' OR uncertain = 1`);
    await runner.dropIndex('outbox', 'ix_outbox_due');
    await runner.createIndex(
      'outbox',
      new TableIndex(index('ix_outbox_due', 'status', 'channel', 'urgency', 'dueAt', 'id')),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('outbox', 'ix_outbox_due');
    await runner.createIndex('outbox', new TableIndex(index('ix_outbox_due', 'status', 'urgency', 'id')));
    for (const column of ['checkSeconds', 'digest', 'triedAt', 'claim', 'channel']) {
      await runner.query(`ALTER TABLE outbox DROP COLUMN ${column}`);
    }
  }
}

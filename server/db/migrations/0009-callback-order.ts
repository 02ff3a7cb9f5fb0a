import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When WeCom says that a callback happened, so that those of one source take effect in that order. */
export class CallbackOrder0009 implements MigrationInterface {
  name = 'CallbackOrder1763683200009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE callbacks ADD COLUMN createTime integer NOT NULL DEFAULT 0');
    await runner.query('CREATE INDEX ix_callbacks_source ON callbacks (source, status, createTime)');
  }

  async down(runner: QueryRunner): Promise<void> {
    const onTable = runner.connection.options.type === 'better-sqlite3' ? '' : ' ON callbacks';
    await runner.query(`DROP INDEX ix_callbacks_source${onTable}`);
    await runner.query('ALTER TABLE callbacks DROP COLUMN createTime');
  }
}

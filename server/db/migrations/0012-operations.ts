import type { MigrationInterface, QueryRunner } from 'typeorm';
import { instant, key, table, words } from './schema.ts';

/** What is stuck and who was told, and how scheduled work fares. */
export class Operations0012 implements MigrationInterface {
  name = 'Operations1763683200012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      table('alerts', [key(words('code', 64)), instant('since'), words('reason', 255, true), instant('toldAt', true)]),
    );
    await runner.createTable(
      table('job_runs', [
        key(words('code', 64)),
        instant('okAt', true),
        instant('failingSince', true),
        words('failure', 255, true),
      ]),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('job_runs');
    await runner.dropTable('alerts');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { openDatabase } from '../../server/db/data-source.ts';
import { migrations } from '../../server/db/migrations/index.ts';

/** A migration of three statements that waits for ever before the third, if it is told to. */
export const halfway = (pause: () => Promise<void>) =>
  class Halfway implements MigrationInterface {
    name = 'Halfway9000000000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query('CREATE TABLE halfway (id integer PRIMARY KEY, note varchar(32) NULL)');
      await runner.query(`INSERT INTO halfway (id, note) VALUES (1, 'first')`);
      await pause();
      await runner.query('ALTER TABLE halfway ADD COLUMN more varchar(32) NULL');
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('DROP TABLE halfway');
    }
  };

// As a program: opens the database of its argument, says when it stands in the middle, and stays there to be killed.
const [, program, url] = process.argv;
if (url !== undefined && program === import.meta.filename) {
  const forever = (): Promise<void> => {
    process.stdout.write('in the middle\n');
    return new Promise(() => void setInterval(() => undefined, 1000));
  };
  await openDatabase(url, [...migrations, halfway(forever)]);
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the approval of a campaign froze, and how far its audience has been gone through. */
export class CampaignBatches0008 implements MigrationInterface {
  name = 'CampaignBatches1763683200008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE campaigns ADD COLUMN frozen json NULL');
    await runner.query('ALTER TABLE campaigns ADD COLUMN reached varchar(26) NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE campaigns DROP COLUMN reached');
    await runner.query('ALTER TABLE campaigns DROP COLUMN frozen');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, foreignKey, id, index, instant, key, longText, ref, table, unique, words } from './schema.ts';

const customer = (name: string) => foreignKey(name, 'customerId', 'customers');

const tables = [
  table(
    'touches',
    [
      id(),
      ref('customerId'),
      ref('memberId', true),
      words('kind', 16),
      flag('automatic'),
      words('source', 64),
      instant('at'),
      flag('value'),
    ],
    {
      indices: [unique('ux_touches_source', 'source', 'customerId'), index('ix_touches_customer', 'customerId', 'at')],
      foreignKeys: [customer('fk_touches_customer'), foreignKey('fk_touches_member', 'memberId', 'members')],
    },
  ),
  table(
    'held_touches',
    [
      id(),
      ref('customerId'),
      words('kind', 16),
      words('source', 64),
      words('reason', 32),
      words('detail', 255),
      instant('at'),
    ],
    {
      indices: [
        unique('ux_held_touches_source', 'source', 'customerId'),
        index('ix_held_touches_customer', 'customerId', 'at'),
      ],
      foreignKeys: [customer('fk_held_touches_customer')],
    },
  ),
  table(
    'consents',
    [id('customerId'), key(words('purpose', 16)), flag('allowed'), instant('at'), words('source', 64)],
    { foreignKeys: [customer('fk_consents_customer')] },
  ),
  table(
    'tickets',
    [
      id(),
      words('number', 16),
      ref('customerId'),
      words('kind', 16),
      longText('subject'),
      words('status', 8),
      ref('openedById'),
      ref('ownerId'),
      instant('openedAt'),
      instant('closedAt', true),
      longText('solution', true),
    ],
    {
      indices: [
        unique('ux_tickets_number', 'number'),
        index('ix_tickets_customer', 'customerId', 'openedAt'),
        index('ix_tickets_owner', 'ownerId', 'status', 'openedAt'),
      ],
      foreignKeys: [
        customer('fk_tickets_customer'),
        foreignKey('fk_tickets_opened_by', 'openedById', 'members'),
        foreignKey('fk_tickets_owner', 'ownerId', 'members'),
      ],
    },
  ),
];

/** The ledger of touches, what was held back, what customers consent to, and their tickets. */
export class Touches0003 implements MigrationInterface {
  name = 'Touches1763683200003';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of tables) await runner.createTable(each);
    // Contacts from before there was a ledger belong to it as well.
    const source =
      runner.connection.options.type === 'better-sqlite3' ? `'followup:' || id` : `CONCAT('followup:', id)`;
    await runner.query(
      `INSERT INTO touches (id, customerId, memberId, kind, automatic, source, at, value)
       SELECT id, customerId, authorId, 'contact', 0, ${source}, at, 1 FROM followups`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...tables].reverse()) await runner.dropTable(each.name);
  }
}

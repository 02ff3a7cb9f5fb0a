import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  count,
  flag,
  foreignKey,
  id,
  index,
  instant,
  json,
  key,
  longText,
  ref,
  table,
  unique,
  words,
} from './schema.ts';

const tables = [
  table(
    'mass_sends',
    [
      id(),
      words('msgid', 128, true),
      ref('memberId'),
      words('purpose', 16),
      longText('text'),
      json('link', true),
      words('status', 16),
      words('ending', 16, true),
      instant('expiresAt'),
      instant('createdAt'),
      instant('checkAt', true),
      instant('checkedAt', true),
    ],
    {
      indices: [
        unique('ux_mass_sends_msgid', 'msgid'),
        index('ix_mass_sends_check', 'checkAt'),
        index('ix_mass_sends_member', 'memberId', 'status'),
      ],
      foreignKeys: [foreignKey('fk_mass_sends_member', 'memberId', 'members')],
    },
  ),
  table('mass_recipients', [id('massSendId'), id('customerId'), words('status', 16)], {
    indices: [index('ix_mass_recipients_customer', 'customerId', 'status')],
    foreignKeys: [
      foreignKey('fk_mass_recipients_mass_send', 'massSendId', 'mass_sends'),
      foreignKey('fk_mass_recipients_customer', 'customerId', 'customers'),
    ],
  }),
  table(
    'care_occasions',
    [
      id(),
      words('kind', 16),
      words('holidayName', 16, true),
      words('title', 64),
      words('segmentId', 26, true),
      json('texts'),
      count('leadDays'),
      words('sendAt', 5),
      flag('enabled'),
      ref('createdById', true),
      instant('createdAt'),
      instant('updatedAt'),
    ],
    { foreignKeys: [foreignKey('fk_care_occasions_creator', 'createdById', 'members')] },
  ),
  table('care_plans', [id('occasionId'), key(words('day', 10)), words('reached', 26), flag('done')], {
    foreignKeys: [foreignKey('fk_care_plans_occasion', 'occasionId', 'care_occasions')],
  }),
  table(
    'care_items',
    [
      id(),
      ref('occasionId'),
      ref('customerId'),
      words('day', 10),
      words('status', 8),
      ref('memberId'),
      ref('massSendId', true),
      words('reason', 32, true),
      words('detail', 255, true),
      longText('text'),
      instant('at'),
    ],
    {
      indices: [
        unique('ux_care_items_once', 'occasionId', 'customerId', 'day'),
        index('ix_care_items_due', 'status', 'at'),
        index('ix_care_items_customer', 'customerId', 'at'),
        index('ix_care_items_member', 'memberId', 'at'),
        index('ix_care_items_mass_send', 'massSendId', 'customerId'),
      ],
      foreignKeys: [
        foreignKey('fk_care_items_occasion', 'occasionId', 'care_occasions'),
        foreignKey('fk_care_items_customer', 'customerId', 'customers'),
        foreignKey('fk_care_items_member', 'memberId', 'members'),
        foreignKey('fk_care_items_mass_send', 'massSendId', 'mass_sends'),
      ],
    },
  ),
  table('care_briefs', [id('memberId'), key(words('day', 10))], {
    foreignKeys: [foreignKey('fk_care_briefs_member', 'memberId', 'members')],
  }),
];

/** Mass sends that members confirm, and the occasions of care that make them. */
export class Care0006 implements MigrationInterface {
  name = 'Care1763683200006';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of tables) await runner.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...tables].reverse()) await runner.dropTable(each.name);
  }
}

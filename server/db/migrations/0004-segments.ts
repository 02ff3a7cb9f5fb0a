import type { MigrationInterface, QueryRunner } from 'typeorm';
import { count, fen, flag, foreignKey, id, index, instant, json, key, ref, table, unique, words } from './schema.ts';

const tables = [
  table(
    'birthdays',
    [id('customerId'), words('calendar', 8), count('year', true), count('month'), count('day'), flag('leap')],
    {
      indices: [index('ix_birthdays_day', 'calendar', 'month', 'day')],
      foreignKeys: [foreignKey('fk_birthdays_customer', 'customerId', 'customers')],
    },
  ),
  table('tags', [id(), words('groupName', 64), words('name', 64), words('wecomId', 64, true)], {
    indices: [unique('ux_tags_wecom', 'wecomId'), index('ix_tags_name', 'name')],
  }),
  table('customer_tags', [id('customerId'), id('tagId')], {
    indices: [index('ix_customer_tags_tag', 'tagId', 'customerId')],
    foreignKeys: [
      foreignKey('fk_customer_tags_customer', 'customerId', 'customers'),
      foreignKey('fk_customer_tags_tag', 'tagId', 'tags'),
    ],
  }),
  table(
    'segments',
    [id(), words('name', 64), json('rule'), ref('createdById'), instant('createdAt'), instant('updatedAt')],
    {
      indices: [index('ix_segments_name', 'name')],
      foreignKeys: [foreignKey('fk_segments_creator', 'createdById', 'members')],
    },
  ),
  table('customer_tiers', [id('customerId'), words('tier', 1), count('score'), json('reasons'), instant('at')], {
    indices: [index('ix_customer_tiers_tier', 'tier', 'customerId')],
    foreignKeys: [foreignKey('fk_customer_tiers_customer', 'customerId', 'customers')],
  }),
  table(
    'tier_changes',
    [id(), ref('customerId'), words('previous', 1, true), words('tier', 1), count('score'), instant('at')],
    {
      indices: [index('ix_tier_changes_customer', 'customerId', 'at')],
      foreignKeys: [foreignKey('fk_tier_changes_customer', 'customerId', 'customers')],
    },
  ),
  table('tier_runs', [
    key(words('day', 10)),
    words('reached', 26),
    flag('done'),
    fen('coreFen'),
    fen('halfFen'),
    instant('startedAt'),
  ]),
];

/** Birthdays, tags, segments and tiers: what a set of customers is described by. */
export class Segments0004 implements MigrationInterface {
  name = 'Segments1763683200004';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of tables) await runner.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...tables].reverse()) await runner.dropTable(each.name);
  }
}

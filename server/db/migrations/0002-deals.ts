import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  count,
  fen,
  flag,
  foreignKey,
  id,
  index,
  instant,
  key,
  longText,
  ref,
  table,
  unique,
  words,
} from './schema.ts';

const tables = [
  table(
    'deals',
    [
      id(),
      ref('customerId'),
      ref('ownerId'),
      words('title', 128),
      fen('amountFen', true),
      words('stage', 8),
      ref('careTaskId', true),
      instant('quotedAt', true),
      instant('closedAt', true),
      words('lostBecause', 255, true),
      instant('createdAt'),
    ],
    {
      indices: [
        index('ix_deals_customer', 'customerId', 'stage', 'closedAt'),
        index('ix_deals_owner', 'ownerId', 'stage', 'closedAt'),
        index('ix_deals_closed', 'stage', 'closedAt'),
      ],
      foreignKeys: [
        foreignKey('fk_deals_customer', 'customerId', 'customers'),
        foreignKey('fk_deals_owner', 'ownerId', 'members'),
        foreignKey('fk_deals_care_task', 'careTaskId', 'tasks'),
      ],
    },
  ),
  table(
    'orders',
    [
      id(),
      ref('customerId'),
      ref('dealId', true),
      words('title', 128),
      fen('amountFen'),
      words('category', 64, true),
      flag('discounted'),
      instant('placedAt'),
      instant('createdAt'),
    ],
    {
      indices: [
        unique('ux_orders_deal', 'dealId'),
        index('ix_orders_customer', 'customerId', 'placedAt'),
        index('ix_orders_placed', 'placedAt'),
      ],
      foreignKeys: [
        foreignKey('fk_orders_customer', 'customerId', 'customers'),
        foreignKey('fk_orders_deal', 'dealId', 'deals'),
      ],
    },
  ),
  table(
    'customer_values',
    [id('customerId'), count('orderCount'), fen('totalFen'), instant('firstOrderAt'), instant('lastOrderAt')],
    {
      indices: [
        index('ix_customer_values_total', 'totalFen', 'customerId'),
        index('ix_customer_values_last', 'lastOrderAt', 'customerId'),
      ],
      foreignKeys: [foreignKey('fk_customer_values_customer', 'customerId', 'customers')],
    },
  ),
  table(
    'maintenance',
    [id('customerId'), ref('dealId'), ref('ownerId'), words('stage', 12), longText('note', true), instant('startedAt')],
    {
      indices: [index('ix_maintenance_owner', 'ownerId', 'customerId')],
      foreignKeys: [
        foreignKey('fk_maintenance_customer', 'customerId', 'customers'),
        foreignKey('fk_maintenance_deal', 'dealId', 'deals'),
        foreignKey('fk_maintenance_owner', 'ownerId', 'members'),
      ],
    },
  ),
  table('maintenance_steps', [id('customerId'), key(words('code', 32)), ref('taskId'), words('lane', 8)], {
    indices: [index('ix_maintenance_steps_task', 'taskId')],
    foreignKeys: [
      foreignKey('fk_maintenance_steps_customer', 'customerId', 'customers'),
      foreignKey('fk_maintenance_steps_task', 'taskId', 'tasks'),
    ],
  }),
];

/** Deals, orders and what follows them: what a customer was offered, what he bought, and who looks after him then. */
export class Deals0002 implements MigrationInterface {
  name = 'Deals1763683200002';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of tables) await runner.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...tables].reverse()) await runner.dropTable(each.name);
  }
}

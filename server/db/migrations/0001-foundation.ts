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
  table('installation', [
    key(words('id', 8)),
    words('corpId', 64),
    flag('sandbox'),
    instant('seededAt', true),
    instant('createdAt'),
  ]),
  table('departments', [key(count('id')), count('parentId'), words('name', 128), instant('syncedAt')]),
  table(
    'members',
    [
      id(),
      words('userId', 64),
      words('userKey', 64),
      words('name', 64),
      words('position', 128, true),
      words('status', 8),
      instant('greetedAt', true),
      instant('syncedAt', true),
      instant('createdAt'),
    ],
    { indices: [unique('ux_members_user_key', 'userKey')] },
  ),
  table('member_departments', [id('memberId'), key(count('departmentId')), flag('isLeader')], {
    indices: [index('ix_member_departments_department', 'departmentId')],
    foreignKeys: [foreignKey('fk_member_departments_member', 'memberId', 'members')],
  }),
  table('member_leaders', [id('memberId'), key(words('leaderKey', 64)), count('position')], {
    foreignKeys: [foreignKey('fk_member_leaders_member', 'memberId', 'members')],
  }),
  table(
    'customers',
    [
      id(),
      words('externalUserId', 64, true),
      words('name', 128),
      words('company', 128, true),
      words('phone', 32, true),
      words('stage', 16),
      words('source', 64, true),
      ref('ownerId'),
      words('pinyin', 255),
      words('initials', 64),
      words('sound', 255),
      count('followupCount'),
      instant('lastFollowedUpAt', true),
      instant('createdAt'),
    ],
    {
      indices: [
        unique('ux_customers_external_user', 'externalUserId'),
        index('ix_customers_owner', 'ownerId', 'id'),
        index('ix_customers_name', 'name'),
        index('ix_customers_sound', 'sound'),
      ],
      foreignKeys: [foreignKey('fk_customers_owner', 'ownerId', 'members')],
    },
  ),
  table('customer_tokens', [key(words('token', 64)), id('customerId')], {
    indices: [index('ix_customer_tokens_customer', 'customerId')],
    foreignKeys: [foreignKey('fk_customer_tokens_customer', 'customerId', 'customers')],
  }),
  table(
    'customer_relations',
    [
      id('customerId'),
      id('memberId'),
      words('remark', 64, true),
      longText('description', true),
      count('addWay', true),
      words('state', 64, true),
      flag('half'),
      instant('welcomedAt', true),
      instant('since'),
      instant('endedAt', true),
      words('endedBy', 8, true),
    ],
    {
      indices: [index('ix_customer_relations_member', 'memberId', 'customerId')],
      foreignKeys: [
        foreignKey('fk_customer_relations_customer', 'customerId', 'customers'),
        foreignKey('fk_customer_relations_member', 'memberId', 'members'),
      ],
    },
  ),
  table(
    'followups',
    [
      id(),
      ref('customerId'),
      ref('authorId'),
      words('channel', 8),
      words('phase', 12),
      longText('note'),
      longText('reaction', true),
      longText('nextStep', true),
      instant('nextStepAt', true),
      instant('at'),
      instant('createdAt'),
    ],
    {
      indices: [index('ix_followups_customer', 'customerId', 'at'), index('ix_followups_author', 'authorId', 'at')],
      foreignKeys: [
        foreignKey('fk_followups_customer', 'customerId', 'customers'),
        foreignKey('fk_followups_author', 'authorId', 'members'),
      ],
    },
  ),
  table(
    'tasks',
    [
      id(),
      ref('ownerId'),
      ref('customerId', true),
      ref('followupId', true),
      longText('title'),
      words('status', 8),
      instant('dueAt'),
      instant('remindAt', true),
      instant('doneAt', true),
      instant('createdAt'),
    ],
    {
      indices: [
        index('ix_tasks_owner', 'ownerId', 'status', 'dueAt'),
        index('ix_tasks_reminder', 'remindAt'),
        index('ix_tasks_customer', 'customerId', 'status', 'dueAt'),
      ],
      foreignKeys: [
        foreignKey('fk_tasks_owner', 'ownerId', 'members'),
        foreignKey('fk_tasks_customer', 'customerId', 'customers'),
        foreignKey('fk_tasks_followup', 'followupId', 'followups'),
      ],
    },
  ),
  table(
    'callbacks',
    [
      id(),
      words('identity', 72),
      words('source', 128),
      words('kind', 64),
      longText('payload'),
      words('status', 8),
      count('attempts'),
      instant('dueAt'),
      words('failure', 255, true),
      instant('receivedAt'),
      instant('doneAt', true),
    ],
    { indices: [unique('ux_callbacks_identity', 'identity'), index('ix_callbacks_status', 'status', 'id')] },
  ),
  table(
    'outbox',
    [
      id(),
      words('code', 64),
      json('payload'),
      words('lane', 128),
      count('urgency'),
      words('status', 8),
      count('attempts'),
      flag('uncertain'),
      instant('dueAt'),
      instant('expiresAt', true),
      instant('leaseUntil', true),
      words('failure', 255, true),
      instant('createdAt'),
      instant('sentAt', true),
    ],
    { indices: [index('ix_outbox_due', 'status', 'urgency', 'id'), index('ix_outbox_lane', 'lane', 'sentAt')] },
  ),
  table('outbox_pauses', [key(words('channel', 32)), instant('until'), words('reason', 255), instant('since')]),
];

/** The tables of the foundation: who works here, whom they look after, what WeCom told and what it is owed. */
export class Foundation0001 implements MigrationInterface {
  name = 'Foundation1763683200001';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of tables) await runner.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...tables].reverse()) await runner.dropTable(each.name);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { count, flag, foreignKey, id, index, instant, key, longText, ref, table, unique, words } from './schema.ts';

const tables = [
  table(
    'offers',
    [
      id(),
      words('title', 64),
      words('kind', 16),
      longText('terms'),
      count('stock', true),
      count('issued'),
      count('perCustomer'),
      instant('validFrom'),
      instant('validUntil'),
      flag('priceOffer'),
      words('status', 8),
      ref('createdById'),
      instant('createdAt'),
    ],
    {
      indices: [index('ix_offers_status', 'status', 'validUntil')],
      foreignKeys: [foreignKey('fk_offers_creator', 'createdById', 'members')],
    },
  ),
  table(
    'campaigns',
    [
      id(),
      words('title', 64),
      words('segmentId', 32, true),
      ref('offerId'),
      longText('text'),
      instant('sendAt'),
      count('holdoutPercent'),
      words('status', 16),
      words('allCustomersReason', 255, true),
      ref('createdById'),
      ref('approvedById', true),
      instant('createdAt'),
    ],
    {
      indices: [
        index('ix_campaigns_status', 'status', 'sendAt'),
        index('ix_campaigns_offer', 'offerId'),
        index('ix_campaigns_segment', 'segmentId'),
      ],
      foreignKeys: [
        foreignKey('fk_campaigns_offer', 'offerId', 'offers'),
        foreignKey('fk_campaigns_creator', 'createdById', 'members'),
        foreignKey('fk_campaigns_approver', 'approvedById', 'members'),
      ],
    },
  ),
  table(
    'campaign_members',
    [
      key(ref('campaignId')),
      key(ref('customerId')),
      words('state', 8),
      words('reason', 32, true),
      words('detail', 255, true),
      ref('memberId', true),
      ref('massSendId', true),
      instant('sentAt', true),
    ],
    {
      indices: [
        index('ix_campaign_members_customer', 'customerId', 'state'),
        index('ix_campaign_members_sender', 'campaignId', 'memberId', 'state'),
        index('ix_campaign_members_mass_send', 'massSendId'),
      ],
      foreignKeys: [
        foreignKey('fk_campaign_members_campaign', 'campaignId', 'campaigns'),
        foreignKey('fk_campaign_members_customer', 'customerId', 'customers'),
        foreignKey('fk_campaign_members_member', 'memberId', 'members'),
        foreignKey('fk_campaign_members_mass_send', 'massSendId', 'mass_sends'),
      ],
    },
  ),
  table(
    'coupons',
    [
      id(),
      words('code', 16),
      ref('offerId'),
      ref('campaignId', true),
      ref('customerId'),
      words('status', 8),
      instant('claimedAt'),
      instant('redeemedAt', true),
      ref('redeemedById', true),
    ],
    {
      indices: [
        unique('ux_coupons_code', 'code'),
        index('ix_coupons_customer', 'customerId', 'offerId'),
        index('ix_coupons_offer', 'offerId', 'status'),
        index('ix_coupons_campaign', 'campaignId', 'status'),
      ],
      foreignKeys: [
        foreignKey('fk_coupons_offer', 'offerId', 'offers'),
        foreignKey('fk_coupons_campaign', 'campaignId', 'campaigns'),
        foreignKey('fk_coupons_customer', 'customerId', 'customers'),
        foreignKey('fk_coupons_redeemed_by', 'redeemedById', 'members'),
      ],
    },
  ),
  table('coupon_guesses', [id('memberId'), count('wrong'), instant('since')], {
    foreignKeys: [foreignKey('fk_coupon_guesses_member', 'memberId', 'members')],
  }),
];

/** Offers with their coupons, and the campaigns that make them. */
export class Offers0007 implements MigrationInterface {
  name = 'Offers1763683200007';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of tables) await runner.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...tables].reverse()) await runner.dropTable(each.name);
  }
}

import { Entity } from 'typeorm';
import { Count, Flag, Id, Index, Instant, LongText, Ref, Words } from './columns.ts';

/** An offer (优惠): what a customer can claim as a coupon, while it lasts. */
@Entity('offers')
@Index('ix_offers_status', ['status', 'validUntil'])
export class Offer {
  @Id() id!: string;
  @Words(64) title!: string;
  @Words(16) kind!: 'gift' | 'discount' | 'service' | 'early';
  /** What the customer has to know, e.g. where it can be used. */
  @LongText() terms!: string;
  /** How many coupons there are in all; null for as many as are wanted. */
  @Count({ nullable: true }) stock!: number | null;
  /** How many have been claimed; never more than the stock. */
  @Count() issued!: number;
  /** How many one customer may claim. */
  @Count() perCustomer!: number;
  @Instant() validFrom!: Date;
  /** The first instant at which neither offer nor coupon is of use any more. */
  @Instant() validUntil!: Date;
  /** Lowers the price: counts against the cap on price offers. */
  @Flag() priceOffer!: boolean;
  @Words(8) status!: 'draft' | 'open' | 'closed';
  @Ref('Member', 'fk_offers_creator') createdById!: string;
  @Instant() createdAt!: Date;
}

/** A coupon (券): one customer's claim on an offer, good for one use. */
@Entity('coupons')
@Index('ux_coupons_code', ['code'], { unique: true })
@Index('ix_coupons_customer', ['customerId', 'offerId'])
@Index('ix_coupons_offer', ['offerId', 'status'])
@Index('ix_coupons_campaign', ['campaignId', 'status'])
export class Coupon {
  @Id() id!: string;
  /** What is shown at the counter; nobody can guess it. */
  @Words(16) code!: string;
  @Ref('Offer', 'fk_coupons_offer') offerId!: string;
  /** The campaign that made the offer to him; null where none did. */
  @Ref('Campaign', 'fk_coupons_campaign', { nullable: true }) campaignId!: string | null;
  @Ref('Customer', 'fk_coupons_customer') customerId!: string;
  @Words(8) status!: 'claimed' | 'redeemed' | 'expired';
  @Instant() claimedAt!: Date;
  @Instant({ nullable: true }) redeemedAt!: Date | null;
  /** The member at the counter. */
  @Ref('Member', 'fk_coupons_redeemed_by', { nullable: true }) redeemedById!: string | null;
}

/** How often a member has lately tried codes that there are not. */
@Entity('coupon_guesses')
export class CouponGuess {
  @Ref('Member', 'fk_coupon_guesses_member', { primary: true }) memberId!: string;
  @Count() wrong!: number;
  /** Since when they are counted. */
  @Instant() since!: Date;
}

import { z } from 'zod';
import { idField, instantField } from '../kernel/fields.ts';

/** The kinds of an offer by their codes. */
export const offerKind = z.enum(['gift', 'discount', 'service', 'early']);

/** What a manager says of a new offer. */
export const offerInput = z
  .object({
    title: z.string().trim().min(1, '优惠要有名字').max(64, '名字最多 64 个字'),
    kind: offerKind,
    terms: z.string().trim().max(2000, '说明最多 2000 个字'),
    /** Null for as many as are wanted. */
    stock: z.int('库存要是整数').min(1, '库存至少 1 份').max(1_000_000, '库存最多 100 万份').nullable(),
    perCustomer: z.int('每人限领要是整数').min(1, '每人至少 1 份').max(100, '每人最多 100 份'),
    validFrom: instantField,
    /** The first instant at which it is over. */
    validUntil: instantField,
    /** Lowers the price; a discount always does. */
    priceOffer: z.boolean(),
  })
  .refine(({ validFrom, validUntil }) => validFrom < validUntil, '结束时间要在开始时间之后');

/** See `offerInput`. */
export type OfferInput = z.input<typeof offerInput>;

/** The id of an offer as an input. */
export const offerIdInput = z.object({ id: idField });

/** An offer as members see it. */
export const offerView = z
  .object({
    id: z.string(),
    title: z.string(),
    kind: z.object({ code: offerKind, name: z.string() }),
    terms: z.string(),
    stock: z.int().nullable(),
    issued: z.int(),
    redeemed: z.int(),
    perCustomer: z.int(),
    validFrom: z.date(),
    validUntil: z.date(),
    priceOffer: z.boolean(),
    status: z.enum(['draft', 'open', 'closed']),
  })
  .meta({ id: 'OfferView' });

/** See `offerView`. */
export type OfferView = z.infer<typeof offerView>;

/** A coupon as its owner sees it. */
export const couponView = z
  .object({
    id: z.string(),
    code: z.string(),
    title: z.string(),
    kind: z.object({ code: offerKind, name: z.string() }),
    terms: z.string(),
    priceOffer: z.boolean(),
    status: z.enum(['claimed', 'redeemed', 'expired']),
    validUntil: z.date(),
    claimedAt: z.date(),
    redeemedAt: z.date().nullable(),
  })
  .meta({ id: 'CouponView' });

/** See `couponView`. */
export type CouponView = z.infer<typeof couponView>;

/** An offer that a customer may claim, as he sees it. */
export const claimableView = z
  .object({
    id: z.string(),
    title: z.string(),
    kind: z.object({ code: offerKind, name: z.string() }),
    terms: z.string(),
    priceOffer: z.boolean(),
    validUntil: z.date(),
    /** How many are left in all; null for as many as are wanted. */
    left: z.int().nullable(),
  })
  .meta({ id: 'ClaimableView' });

/** What a customer finds on his own page: his coupons, what he may claim, and who looks after him. */
export const ownOffersView = z
  .object({
    name: z.string(),
    owner: z.object({ name: z.string() }),
    /** The latest first. */
    coupons: z.array(couponView),
    claimable: z.array(claimableView),
    /** Why nothing can be claimed at present; null where nothing speaks against it. */
    hold: z.string().nullable(),
  })
  .meta({ id: 'OwnOffersView' });

/** See `ownOffersView`. */
export type OwnOffersView = z.infer<typeof ownOffersView>;

/** A code as it is read out at the counter. */
export const codeInput = z.object({ code: z.string().trim().min(1, '券码还没写').max(64, '券码没有这么长') });

/** A coupon at the counter: what it is good for, whose it is and what has become of it. */
export const counterCouponView = couponView
  .extend({
    /** The whole name only where the member may see him. */
    customerName: z.string(),
    /** Null where he may not. */
    customerId: z.string().nullable(),
    /** Who used it up; null as long as nobody has. */
    redeemedBy: z.string().nullable(),
    now: z.date(),
  })
  .meta({ id: 'CounterCouponView' });

/** See `counterCouponView`. */
export type CounterCouponView = z.infer<typeof counterCouponView>;

/** What a code stands for; `wrong` is the sentence where there is no such code. */
export const counterView = z
  .object({ coupon: counterCouponView.nullable(), wrong: z.string().nullable() })
  .meta({ id: 'CounterView' });

/** See `counterView`. */
export type CounterView = z.infer<typeof counterView>;

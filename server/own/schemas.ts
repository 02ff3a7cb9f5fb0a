import { z } from 'zod';
import { fenField, idField } from '../kernel/fields.ts';
import { claimableView, couponView } from '../offers/schemas.ts';

/** What a customer may be written to for, by its codes. */
export const purposeCode = z.enum(['care', 'offer']);

/** What a customer finds on his own page; nothing in it that members keep to themselves. */
export const ownPage = z
  .object({
    now: z.date(),
    /** Null before WeCom has told it. */
    company: z.string().nullable(),
    name: z.string(),
    /** It is kept today. */
    birthday: z.boolean(),
    /** The how manieth year since his first order, and the how manieth day of it; null before that. */
    together: z.object({ year: z.int(), day: z.int() }).nullable(),
    /** The latest first. */
    coupons: z.array(couponView),
    claimable: z.array(claimableView),
    /** Why nothing can be claimed at present; null where nothing speaks against it. */
    hold: z.string().nullable(),
    /** Who looks after him, the one of service last. */
    keepers: z.array(
      z.object({
        name: z.string(),
        lane: z.enum(['sales', 'service']),
        /** They are WeChat contacts, so he can simply write. */
        inWechat: z.boolean(),
      }),
    ),
    /** What he brought up and waits for, and what was settled in the last days. */
    tickets: z.array(
      z.object({
        number: z.string(),
        kind: z.string(),
        openedAt: z.date(),
        settledAt: z.date().nullable(),
        /** Who takes care of it. */
        by: z.string(),
      }),
    ),
    orderCount: z.int(),
    /** The latest of them first. */
    orders: z.array(z.object({ id: z.string(), placedAt: z.date(), amountFen: fenField })),
    consents: z.object({ care: z.boolean(), offer: z.boolean() }),
  })
  .meta({ id: 'OwnPage' });

/** See `ownPage`. */
export type OwnPage = z.infer<typeof ownPage>;

/** Which offer a customer claims. */
export const claimInput = z.object({ offerId: idField });

/** What a customer says about being written to for a purpose. */
export const ownConsentInput = z.object({ purpose: purposeCode, allowed: z.boolean() });

import { z } from 'zod';
import { cursorField, idField, instantField } from '../kernel/fields.ts';
import { offerKind } from '../offers/schemas.ts';

/** WeCom takes 4000 bytes of text (wecom-api 6.4). */
const MOST_BYTES = 4000;

/** What a member says of a campaign that he drafts. */
export const campaignInput = z.object({
  title: z.string().trim().min(1, '活动要有名字').max(64, '名字最多 64 个字'),
  /** Null for all customers. */
  segmentId: z.string().min(1).max(32).nullable(),
  offerId: idField,
  text: z
    .string()
    .trim()
    .min(1, '发什么还没写')
    .refine((text) => Buffer.byteLength(text) <= MOST_BYTES, '文字太长了，最多 1300 字左右')
    .refine((text) => !/[{}]/.test(text), '活动的文字里不能用 { }，群发出去的是同一段话'),
  sendAt: instantField,
  holdoutPercent: z.int('对照组要是整数').min(0, '对照组最少 0%').max(50, '对照组最多 50%'),
  /** Asked for where everybody gets the same. */
  allCustomersReason: z.string().trim().max(255, '理由最多 255 个字').nullable(),
});

/** See `campaignInput`. */
export type CampaignInput = z.input<typeof campaignInput>;

/** A campaign as an input. */
export const campaignIdInput = z.object({ id: idField });

/** A campaign to be approved as the preview of this version showed it. */
export const approveInput = campaignIdInput.extend({ version: z.string().max(64) });

/** A campaign to be changed. */
export const campaignChangeInput = campaignInput.extend({ id: idField });

const status = z.object({
  code: z.enum(['draft', 'submitted', 'approved', 'sending', 'done', 'cancelled']),
  name: z.string(),
});

/** A campaign in the list. */
export const campaignRow = z
  .object({
    id: z.string(),
    title: z.string(),
    status,
    offerTitle: z.string(),
    sendAt: z.date(),
    createdBy: z.string(),
    approvedBy: z.string().nullable(),
    /** How many it is meant for, and how many of them it has reached; null before it is approved. */
    reach: z.object({ gets: z.int(), sent: z.int() }).nullable(),
    /** It waits for whoever asks. */
    canApprove: z.boolean(),
  })
  .meta({ id: 'CampaignRow' });

/** See `campaignRow`. */
export type CampaignRow = z.infer<typeof campaignRow>;

/** Who gets a campaign, who is held out, and who is left out and why; the three add up to the total. */
export const campaignPreview = z
  .object({
    id: z.string(),
    title: z.string(),
    status,
    segment: z.object({ id: z.string().nullable(), name: z.string() }),
    offer: z.object({
      ...{ id: z.string(), title: z.string(), kind: z.object({ code: offerKind, name: z.string() }) },
      ...{ terms: z.string(), priceOffer: z.boolean(), perCustomer: z.int(), validUntil: z.date() },
      /** How many are left; null for as many as are wanted. */
      left: z.int().nullable(),
    }),
    text: z.string(),
    sendAt: z.date(),
    holdoutPercent: z.int(),
    total: z.int(),
    gets: z.int(),
    holdout: z.int(),
    leftOut: z.int(),
    /** Of those who get it, how many it has reached. */
    sent: z.int(),
    /** The most frequent first; the counts add up to those left out. */
    reasons: z.array(
      z.object({ reason: z.string(), cause: z.string(), count: z.int(), names: z.array(z.string()).max(5) }),
    ),
    /** How many members have to confirm. */
    senders: z.int(),
    /** How many of them have not, for some of their customers. */
    unconfirmed: z.int(),
    coupons: z.object({ claimed: z.int(), redeemed: z.int() }),
    /** Sentences that whoever approves should have read. */
    warnings: z.array(z.string()),
    /** That these customers have mostly bought at a price off; null where they have not, or nothing is off. */
    habit: z.string().nullable(),
    /** Everybody gets the same, so that a reason is asked for. */
    everybody: z.boolean(),
    allCustomersReason: z.string().nullable(),
    createdBy: z.string(),
    approvedBy: z.string().nullable(),
    /** Who is told when it is submitted. */
    approvers: z.array(z.string()),
    /** What an approval has to name. */
    version: z.string(),
    canEdit: z.boolean(),
    canSubmit: z.boolean(),
    canApprove: z.boolean(),
    canCancel: z.boolean(),
    now: z.date(),
  })
  .meta({ id: 'CampaignPreview' });

/** See `campaignPreview`. */
export type CampaignPreview = z.infer<typeof campaignPreview>;

/** Those whom a campaign leaves out for one cause, from where the page before ended. */
export const leftOutInput = campaignIdInput.extend({ cause: z.string().max(255), cursor: cursorField.optional() });

/** See `leftOutInput`. */
export type LeftOutInput = z.output<typeof leftOutInput>;

/** A page of those whom a campaign leaves out for one cause, as far as whoever asks may see them. */
export const leftOutPage = z
  .object({
    items: z.array(z.object({ id: z.string(), name: z.string(), company: z.string().nullable() })),
    cursor: z.string().nullable(),
  })
  .meta({ id: 'LeftOutPage' });

/** See `leftOutPage`. */
export type LeftOutPage = z.infer<typeof leftOutPage>;

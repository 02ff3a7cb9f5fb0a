import { z } from 'zod';
import { cursorField, idField } from '../kernel/fields.ts';
import { memberName } from '../members/schemas.ts';

/** What one may say of a new customer. */
export const newCustomerInput = z.object({
  name: z.string().trim().min(1, '客户要有名字').max(64, '名字最多 64 个字'),
  company: z.string().trim().min(1).max(128, '公司名最多 128 个字').nullable(),
  phone: z
    .string()
    .regex(/^\+?[\d-]{5,20}$/, '电话只能有数字和短横，例如 13800138000')
    .nullable(),
});

/** See `newCustomerInput`. */
export type NewCustomerInput = z.infer<typeof newCustomerInput>;

/** A customer as lists and cards show him; the phone is masked. */
export const customerView = z.object({
  id: z.string(),
  name: z.string(),
  company: z.string().nullable(),
  phone: z.string().nullable(),
  stage: z.string(),
  source: z.string().nullable(),
  ownerName: z.string(),
  followupCount: z.number(),
  lastFollowedUpAt: z.date().nullable(),
});

/** See `customerView`. */
export type CustomerView = z.infer<typeof customerView>;

/** The stages before the deal, and the deal itself, by their codes. */
export const stageCode = z.enum(['lead', 'contacted', 'needs', 'quoted', 'negotiating', 'won']);

/** A stage with its Chinese name and its place in line: 报价 4 / 6. */
export const stageView = z
  .object({ code: stageCode, name: z.string(), place: z.int(), of: z.int() })
  .meta({ id: 'StageView' });

/**
 * How often somebody is contacted: what the rhythm line is drawn from.
 * Once `silentDays` passes `windowDays` he has been left alone for too long.
 */
export const rhythmView = z
  .object({
    /** Left and right end of the line; the right one is now. */
    from: z.date(),
    to: z.date(),
    /** In the order of time; `value`: a contact that was worth something, `greeting`: greetings only, `order`: an order or a quote. */
    dots: z.array(z.object({ at: z.date(), kind: z.enum(['value', 'greeting', 'order']) })),
    /** When the next contact is planned. */
    nextAt: z.date().nullable(),
    /** Days since the last contact, or since he is known where there was none. */
    silentDays: z.int(),
    /** The usual number of days between two contacts; null below four contacts. */
    usualDays: z.int().nullable(),
    windowDays: z.int(),
    /** Days beyond the window, 0 within it. */
    overDays: z.int(),
  })
  .meta({ id: 'RhythmView' });

/** See `rhythmView`. */
export type RhythmView = z.infer<typeof rhythmView>;

/** A customer as a row names him. */
export const customerName = z
  .object({
    id: z.string(),
    name: z.string(),
    company: z.string().nullable(),
    stage: stageView,
    tier: z.enum(['A', 'B', 'C']).nullable(),
  })
  .meta({ id: 'CustomerName' });

/** See `customerName`. */
export type CustomerName = z.infer<typeof customerName>;

/** A customer in the list; the phone is masked. */
export const customerRow = customerName
  .extend({
    phone: z.string().nullable(),
    owner: memberName,
    mine: z.boolean(),
    followupCount: z.int(),
    lastFollowedUpAt: z.date().nullable(),
    rhythm: rhythmView,
  })
  .meta({ id: 'CustomerRow' });

/** See `customerRow`. */
export type CustomerRow = z.infer<typeof customerRow>;

/** Which customers to list: those contacted last first, those never contacted at the end. */
export const listCustomersInput = z.object({
  /** The beginning of a name, company, pinyin or initials. */
  q: z.string().trim().max(64, '最多 64 个字').optional(),
  stage: stageCode.optional(),
  /** Only those whom the member owns himself. */
  mine: z.enum(['1']).optional(),
  cursor: cursorField.optional(),
});

/** See `listCustomersInput`. */
export type ListCustomersInput = z.infer<typeof listCustomersInput>;

/** A page of the list. */
export const customerPage = z
  .object({ items: z.array(customerRow), cursor: z.string().nullable() })
  .meta({ id: 'CustomerPage' });

/** A birthday as pages show it. */
export const birthdayView = z
  .object({
    /** 1990年5月20日, 农历闰六月初三. */
    words: z.string(),
    /** 明天, 12月22日: the next day on which it is kept. */
    next: z.string(),
  })
  .meta({ id: 'BirthdayView' });

/** See `birthdayView`. */
export type BirthdayView = z.infer<typeof birthdayView>;

/** A birthday as somebody says it, solar or lunar; null forgets it. */
export const tellBirthdayInput = z.object({
  id: idField,
  said: z.string().trim().min(1, '生日还没写').max(64, '最多 64 个字').nullable(),
});

/** The birthday as it was kept; where the words can be meant in both calendars nothing was, and the two readings are asked about. */
export const toldBirthday = z
  .object({ birthday: birthdayView.nullable(), question: z.array(z.string()).nullable() })
  .meta({ id: 'ToldBirthday' });

import { z } from 'zod';
import { isCivilDate } from '../kernel/calendar.ts';
import { customerName } from '../customers/schemas.ts';
import { memberName } from '../members/schemas.ts';
import { QUIET_HOURS } from '../touches/guard.ts';
import { readDay } from './days.ts';
import { isGreetingDay } from './greetings.ts';

const text = z.string().trim();

/** Occasions that came with the product have ids of their own. */
const occasionId = z.string().regex(/^[0-9A-Za-z-]{1,26}$/, '编号不对，请重新打开页面');

/** A day of our times: beyond them the lunar calendar is not known. */
const dayField = z
  .string()
  .regex(/^(?:19|20)\d{2}-\d{2}-\d{2}$/, '日子写成 2026-11-25 这样')
  .refine((day) => isCivilDate(readDay(day)), '没有这一天');

/** What a manager says of an occasion. */
export const occasionInput = z
  .object({
    kind: z.enum(['birthday', 'holiday']),
    holidayName: z.string().nullable(),
    title: z.string().trim().min(1, '关怀要有名字').max(64, '名字最多 64 个字'),
    segmentId: z.string().max(26).nullable(),
    texts: z.object({ default: text, A: text.optional(), B: text.optional(), C: text.optional() }),
    leadDays: z.int().min(0, '提前的天数不能是负数').max(30, '最多提前 30 天'),
    sendAt: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间写成 09:00 这样')
      .refine(
        (clock) => clock >= `${String(QUIET_HOURS.to).padStart(2, '0')}:00` && clock < `${QUIET_HOURS.from}:00`,
        `${QUIET_HOURS.from}:00 到次日 ${QUIET_HOURS.to}:00 不打扰，换个时间`,
      ),
    enabled: z.boolean(),
  })
  .refine(({ kind, holidayName }) => (kind === 'birthday' ? holidayName === null : isGreetingDay(holidayName)), {
    error: '没有这个节日',
  });

/** See `occasionInput`. */
export type OccasionInput = z.input<typeof occasionInput>;

/** An occasion to be changed. */
export const occasionChangeInput = occasionInput.safeExtend({ id: occasionId });

/** An occasion that may leave from now on, or may not any more. */
export const confirmInput = z.object({ id: occasionId, enabled: z.boolean() });

/** One occasion, and the day that is meant; without one the next. */
export const occasionDayInput = z.object({ id: occasionId, day: dayField.optional() });

/** A month; without one the present. */
export const monthInput = z.object({
  year: z.coerce.number().int().min(1901, '年份不对').max(2099, '年份不对').optional(),
  month: z.coerce.number().int().min(1, '月份不对').max(12, '月份不对').optional(),
});

/** A day. */
export const dayInput = z.object({ day: dayField });

const tierCode = z.enum(['A', 'B', 'C']).nullable();

/** An occasion as pages show it. */
export const occasionView = z
  .object({
    id: z.string(),
    kind: z.enum(['birthday', 'holiday']),
    holidayName: z.string().nullable(),
    title: z.string(),
    segmentId: z.string().nullable(),
    /** 所有人, or the segment's name. */
    audience: z.string(),
    texts: z.object({
      default: z.string(),
      A: z.string().optional(),
      B: z.string().optional(),
      C: z.string().optional(),
    }),
    leadDays: z.int(),
    sendAt: z.string(),
    enabled: z.boolean(),
    /** The next day on which it is kept. */
    next: z.string(),
    editable: z.boolean(),
  })
  .meta({ id: 'OccasionView' });

/** All occasions, and what new ones can be made of. */
export const occasionListView = z
  .object({
    items: z.array(occasionView),
    /** The holidays on which customers can be greeted, with what the product proposes to say; the next first. */
    holidays: z.array(z.object({ name: z.string(), title: z.string(), next: z.string(), text: z.string() })),
    /** The words that a greeting may hold in braces. */
    words: z.array(z.string()),
    /** Whoever asks may write occasions. */
    editable: z.boolean(),
    today: z.string(),
  })
  .meta({ id: 'OccasionListView' });

/** What was kept, and what whoever wrote it should look at again. */
export const savedOccasionView = z
  .object({ occasion: occasionView, warnings: z.array(z.string()) })
  .meta({ id: 'SavedOccasionView' });

/** A greeting as one customer will read it; merged parts come from what is known of him. */
export const careLetterView = z
  .object({
    tier: tierCode,
    customerName: z.string(),
    memberName: z.string(),
    parts: z.array(z.object({ text: z.string(), merged: z.boolean() })),
  })
  .meta({ id: 'CareLetterView' });

/** What an occasion that is being written would do. */
export const careDraftView = z
  .object({
    day: z.string(),
    /** How many it means, also those who will be left out. */
    total: z.int(),
    samples: z.array(careLetterView),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'CareDraftView' });

/** How an occasion stands on a day; `included` and all of `leftOut` make `total`. */
export const careProgressView = z
  .object({
    occasion: occasionView,
    day: z.string(),
    at: z.date(),
    stage: z.enum(['proposed', 'set', 'underway', 'done', 'missed']),
    total: z.int(),
    included: z.int(),
    sent: z.int(),
    waiting: z.int(),
    /** The first of each reason are named. */
    leftOut: z.array(
      z.object({
        reason: z.string(),
        cause: z.string(),
        count: z.int(),
        customers: z.array(z.object({ id: z.string(), name: z.string(), company: z.string().nullable() })),
      }),
    ),
    tiers: z.array(z.object({ tier: tierCode, count: z.int() })),
    senders: z.int(),
    confirmations: z.int().nullable(),
    /** Percent of the contacts that the included may have in 30 days, before and after this one. */
    budget: z.object({ before: z.int(), after: z.int() }).nullable(),
    samples: z.array(careLetterView),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'CareProgressView' });

/** A month of care. */
export const careMonthView = z
  .object({
    now: z.date(),
    today: z.string(),
    year: z.int(),
    month: z.int(),
    days: z.array(
      z.object({
        day: z.string(),
        /** 初三, or the month's name on its first day. */
        lunar: z.string(),
        /** A holiday or a solar term. */
        feast: z.string().nullable(),
        birthdays: z.int(),
        holidays: z.array(z.object({ id: z.string(), title: z.string(), enabled: z.boolean() })),
        /** Still to be greeted. */
        planned: z.int(),
        sent: z.int(),
      }),
    ),
  })
  .meta({ id: 'CareMonthView' });

/** A day of care, seen closely. */
export const careDayView = z
  .object({
    day: z.string(),
    date: z.string(),
    lunar: z.string(),
    feast: z.string().nullable(),
    birthdays: z.array(z.object({ customer: customerName, owner: memberName, words: z.string(), plan: z.string() })),
    birthdayCount: z.int(),
    occasions: z.array(
      z.object({ id: z.string(), kind: z.enum(['birthday', 'holiday']), title: z.string(), enabled: z.boolean() }),
    ),
  })
  .meta({ id: 'CareDayView' });

/** What care asks of the member today, and whose days come within the week. */
export const ownCareView = z
  .object({
    marks: z.array(z.date()),
    coming: z.array(
      z.object({
        customer: customerName,
        kind: z.enum(['birthday', 'anniversary']),
        day: z.string(),
        inDays: z.int(),
        /** 农历十月十八. */
        lunar: z.string(),
        years: z.int().nullable(),
      }),
    ),
    comingCount: z.int(),
  })
  .meta({ id: 'OwnCareView' });

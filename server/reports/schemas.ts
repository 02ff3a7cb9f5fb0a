import { z } from 'zod';
import { PERIODS } from './periods.ts';

/** Which period to look at. */
export const figuresInput = z.object({ period: z.enum(PERIODS) });

/** How a figure stands: of so many cases so many hit (or took so many days), and what that comes to. */
const reading = z.object({
  cases: z.int(),
  sum: z.int(),
  /** To one decimal, in the figure's unit; null for a share of too few cases, and for the average of none. */
  value: z.number().nullable(),
});

/** A figure with its definition, what it should be, how it stands and how it came there. */
export const figureView = z
  .object({
    code: z.string(),
    title: z.string(),
    short: z.string(),
    definition: z.string(),
    unit: z.enum(['percent', 'days']),
    noun: z.string(),
    target: z.number().nullable(),
    direction: z.enum(['up', 'down']),
    now: reading,
    before: reading,
    /** Each looks back as far as the period is long; the oldest first. */
    points: z.array(z.object({ day: z.string(), cases: z.int(), value: z.number().nullable() })),
  })
  .meta({ id: 'FigureView' });

/** See `figureView`. */
export type FigureView = z.infer<typeof figureView>;

/** What became of the greetings of a period: those that arrived, and the rest by the reason. */
export const careOutcome = z.object({
  sent: z.int(),
  leftOut: z.int(),
  /** The most frequent first. */
  reasons: z.array(z.object({ cause: z.string(), count: z.int() })),
});

/** See `careOutcome`. */
export type CareOutcome = z.infer<typeof careOutcome>;

/** What became of the coupons claimed in a period, in all and by offer, those claimed most first. */
export const couponOutcome = z.object({
  claimed: z.int(),
  redeemed: z.int(),
  offers: z.array(
    z.object({ id: z.string(), title: z.string(), priceOffer: z.boolean(), claimed: z.int(), redeemed: z.int() }),
  ),
});

/** See `couponOutcome`. */
export type CouponOutcome = z.infer<typeof couponOutcome>;

/** How those whom the actor may see do in a period. */
export const figuresView = z
  .object({
    /** Whose work it is, e.g. 销售一部 · 6 人. */
    who: z.string(),
    /** Whether others' work is in it as well. */
    several: z.boolean(),
    from: z.date(),
    to: z.date(),
    figures: z.array(figureView),
    care: careOutcome,
    coupons: couponOutcome,
  })
  .meta({ id: 'FiguresView' });

/** See `figuresView`. */
export type FiguresView = z.infer<typeof figuresView>;

/** A member's part of the figures of a period, by the figure's code. */
export const personFigures = z
  .object({
    id: z.string(),
    name: z.string(),
    left: z.boolean(),
    figures: z.record(z.string(), reading),
  })
  .meta({ id: 'PersonFigures' });

/** See `personFigures`. */
export type PersonFigures = z.infer<typeof personFigures>;

/** The figures of a period by person. */
export const figuresByPersonView = z.object({ people: z.array(personFigures) });

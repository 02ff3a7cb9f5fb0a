import type { CustomerTier } from '../../entities/tier.ts';
import { shanghaiDaysBetween } from '../kernel/dates.ts';
import { yuan } from '../kernel/money.ts';

/** What a tier is reckoned from. */
export interface TierFacts {
  /** All that he has bought for; null for who has never bought. */
  value: { orderCount: number; totalFen: number; firstOrderAt: Date; lastOrderAt: Date } | null;
  lastFollowedUpAt: Date | null;
}

/** What a buyer must have spent to be among the first 20 % and the first half of all buyers, in fen. */
export interface ValueLines {
  coreFen: number;
  halfFen: number;
}

/** What a customer's tier is, and why. */
export type Scored = Pick<CustomerTier, 'tier' | 'score' | 'reasons'>;

/** One part of the score: what is true, and its points. */
interface Part {
  fact: string;
  points: number;
}

/** How many points the parts can give; together 100. */
export const WEIGHTS = { value: 50, activity: 30, years: 20 } as const;

/** From how many points on a customer is in a tier. */
export const TIER_FROM = { A: 70, B: 40 } as const;

const VALUE_POINTS = { core: WEIGHTS.value, half: 30, buyer: 15 } as const;
/** Days since the last order and since the last contact that still count, with their points; each half of the activity. */
const ORDER_WITHIN = [
  { days: 90, points: 15 },
  { days: 180, points: 10 },
  { days: 365, points: 5 },
] as const;
const CONTACT_WITHIN = [
  { days: 30, points: 15 },
  { days: 90, points: 10 },
  { days: 180, points: 5 },
] as const;
const YEARS_FROM = [
  { days: 3 * 365, points: WEIGHTS.years },
  { days: 365, points: 12 },
  { days: 0, points: 6 },
] as const;

/**
 * Scores a customer by what he has bought for among all buyers (50), by how lately he ordered and was contacted (15 each),
 * and by how long he has been buying (20): A from 70 points on, B from 40, else C.
 */
export function scoreTier(facts: TierFacts, lines: ValueLines, now: Date): Scored {
  const parts: [name: string, most: number, part: Part][] = [
    ['价值', WEIGHTS.value, scoreValue(facts, lines)],
    ['活跃', WEIGHTS.activity, scoreActivity(facts, now)],
    ['年限', WEIGHTS.years, scoreYears(facts, now)],
  ];
  const score = parts.reduce((sum, [, , { points }]) => sum + points, 0);
  return {
    tier: score >= TIER_FROM.A ? 'A' : score >= TIER_FROM.B ? 'B' : 'C',
    score,
    reasons: parts.map(([name, most, { fact, points }]) => `${name} ${points}/${most}：${fact}`),
  };
}

function scoreValue({ value }: TierFacts, { coreFen, halfFen }: ValueLines): Part {
  if (!value || value.orderCount === 0) return { fact: '没下过单', points: 0 };
  const spent = `累计 ${yuan(value.totalFen)}`;
  if (value.totalFen >= coreFen) return { fact: `${spent}，排在前 20%`, points: VALUE_POINTS.core };
  if (value.totalFen >= halfFen) return { fact: `${spent}，排在前一半`, points: VALUE_POINTS.half };
  return { fact: `${spent}，排在后一半`, points: VALUE_POINTS.buyer };
}

function scoreActivity({ value, lastFollowedUpAt }: TierFacts, now: Date): Part {
  const sinceOrder = value && value.orderCount > 0 ? shanghaiDaysBetween(value.lastOrderAt, now) : null;
  const sinceContact = lastFollowedUpAt && shanghaiDaysBetween(lastFollowedUpAt, now);
  return {
    fact: [
      sinceOrder === null ? '没下过单' : `${sinceOrder} 天前下单`,
      sinceContact === null ? '没联系过' : `${sinceContact} 天前联系`,
    ].join('，'),
    points: pointsWithin(ORDER_WITHIN, sinceOrder) + pointsWithin(CONTACT_WITHIN, sinceContact),
  };
}

function scoreYears({ value }: TierFacts, now: Date): Part {
  if (!value || value.orderCount === 0) return { fact: '还没有合作', points: 0 };
  const days = shanghaiDaysBetween(value.firstOrderAt, now);
  return {
    fact: days < 365 ? '合作不满 1 年' : `合作 ${Math.floor(days / 365)} 年`,
    points: YEARS_FROM.find((step) => days >= step.days)?.points ?? 0,
  };
}

const pointsWithin = (steps: readonly { days: number; points: number }[], days: number | null): number =>
  days === null ? 0 : (steps.find((step) => days <= step.days)?.points ?? 0);

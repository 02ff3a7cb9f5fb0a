import type { SelectQueryBuilder } from 'typeorm';
import { CarePlan, type CareItem, type CareOccasion } from '../../entities/care.ts';
import { Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import { CustomerTier } from '../../entities/tier.ts';
import { compareDates, shiftDays } from '../kernel/calendar.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { toShanghai } from '../kernel/dates.ts';
import { readDay, sendTime } from './days.ts';
import { loadOccasion } from './list-occasions.ts';
import { visibleItems } from './policy.ts';
import {
  inOrder,
  MOST_NAMED,
  nextDay,
  previewOccasion,
  SAMPLES,
  type CarePreview,
  type Tier,
} from './preview-occasion.ts';
import { letterParts, warningsOf } from './texts.ts';

/** How an occasion stands on a day: whom it will greet, or whom it is greeting or has greeted. */
export interface CareProgress extends Omit<CarePreview, 'confirmations' | 'withoutName'> {
  occasion: CareOccasion;
  /** Not switched on; to be planned that morning; planned, or before the members; over; over without a greeting. */
  stage: 'proposed' | 'set' | 'underway' | 'done' | 'missed';
  /** Of those included, how many have it, and how many wait for their member. */
  sent: number;
  waiting: number;
  /** How often members will have to confirm; null once it is planned. */
  confirmations: number | null;
}

/** How an occasion stands on a day, the next one unless said otherwise, among the customers whom the actor may see. */
export async function careProgress(ctx: ReadCtx, id: string, asked?: string): Promise<CareProgress> {
  const occasion = await loadOccasion(ctx, id);
  const day = asked ?? nextDay(ctx, occasion);
  const planned = await ctx.db.existsBy(CarePlan, { occasionId: id, day });
  if (planned || (await itemsOf(ctx, occasion, day).getExists())) return progressOf(ctx, occasion, day);
  const sendDay = shiftDays(readDay(day), -occasion.leadDays);
  if (compareDates(sendDay, toShanghai(ctx.now)) < 0) {
    return { ...(await progressOf(ctx, occasion, day)), stage: 'missed' };
  }
  const preview = await previewOccasion(ctx, id, day);
  return { ...preview, occasion, stage: occasion.enabled ? 'set' : 'proposed', sent: 0, waiting: 0 };
}

async function progressOf(ctx: ReadCtx, occasion: CareOccasion, day: string): Promise<CareProgress> {
  const items = () => itemsOf(ctx, occasion, day);
  const states = await items()
    .select('i.status', 'status')
    .addSelect('COUNT(*)', 'n')
    .groupBy('i.status')
    .getRawMany<{ status: CareItem['status']; n: number | string }>();
  const count = (...wanted: CareItem['status'][]): number =>
    states.reduce((sum, { status, n }) => sum + (wanted.includes(status) ? Number(n) : 0), 0);
  const included = count('planned', 'waiting', 'sent');
  return {
    ...{ occasion, day, at: sendTime(occasion, day), budget: null, warnings: warningsOf(occasion.texts) },
    ...{ total: states.reduce((sum, { n }) => sum + Number(n), 0), included },
    ...{ sent: count('sent'), waiting: count('waiting') },
    stage: count('planned', 'waiting') > 0 ? 'underway' : 'done',
    ...{ senders: await countSenders(items()), confirmations: null },
    tiers: await tiersOf(items()),
    samples: await samplesOf(items(), occasion),
    leftOut: await leftOutOf(items),
  };
}

/** An occasion's greetings of a day, as rows named `i`, to customers whom the actor may see. */
const itemsOf = (ctx: ReadCtx, { id }: CareOccasion, day: string): SelectQueryBuilder<CareItem> =>
  visibleItems(ctx).andWhere('i.occasionId = :occasionId AND i.day = :day', { occasionId: id, day });

const INCLUDED = `i.status IN ('planned', 'waiting', 'sent')`;

async function countSenders(items: SelectQueryBuilder<CareItem>): Promise<number> {
  const row = await items
    .andWhere(INCLUDED)
    .select('COUNT(DISTINCT i.memberId)', 'n')
    .getRawOne<{ n: number | string }>();
  return Number(row?.n ?? 0);
}

async function tiersOf(items: SelectQueryBuilder<CareItem>): Promise<CareProgress['tiers']> {
  const rows = await items
    .andWhere(INCLUDED)
    .leftJoin(CustomerTier, 't', 't.customerId = i.customerId')
    .select('t.tier', 'tier')
    .addSelect('COUNT(*)', 'n')
    .groupBy('t.tier')
    .getRawMany<{ tier: Tier; n: number | string }>();
  return inOrder(new Map(rows.map(({ tier, n }) => [tier, Number(n)])));
}

async function samplesOf(
  items: SelectQueryBuilder<CareItem>,
  { texts }: CareOccasion,
): Promise<CareProgress['samples']> {
  const samples: CareProgress['samples'] = [];
  for (const tier of ['A', 'B', 'C', null] as const) {
    const rows = await items
      .clone()
      .andWhere(INCLUDED)
      .innerJoin(Customer, 'k', 'k.id = i.customerId')
      .innerJoin(Member, 'm', 'm.id = i.memberId')
      .leftJoin(CustomerTier, 't', 't.customerId = i.customerId')
      .andWhere(tier === null ? 't.tier IS NULL' : 't.tier = :tier', { tier })
      .select('k.name', 'customerName')
      .addSelect('m.name', 'memberName')
      .addSelect('i.text', 'text')
      .orderBy('i.id')
      .limit(SAMPLES)
      .getRawMany<{ customerName: string; memberName: string; text: string }>();
    samples.push(...rows.map((row) => ({ ...row, tier, parts: letterParts(texts, row.text) })));
  }
  return samples;
}

async function leftOutOf(items: () => SelectQueryBuilder<CareItem>): Promise<CareProgress['leftOut']> {
  const groups = await items()
    .andWhere(`NOT (${INCLUDED})`)
    .select('i.reason', 'reason')
    .addSelect('i.detail', 'detail')
    .addSelect('COUNT(*)', 'n')
    .groupBy('i.reason')
    .addGroupBy('i.detail')
    .orderBy('n', 'DESC')
    .getRawMany<{ reason: string | null; detail: string | null; n: number | string }>();
  const leftOut: CareProgress['leftOut'] = [];
  for (const { reason, detail, n } of groups) {
    const customers = await items()
      .andWhere(`NOT (${INCLUDED})`)
      .andWhere(reason === null ? 'i.reason IS NULL' : 'i.reason = :reason', { reason })
      .andWhere(detail === null ? 'i.detail IS NULL' : 'i.detail = :detail', { detail })
      .innerJoin(Customer, 'k', 'k.id = i.customerId')
      .select('k.id', 'id')
      .addSelect('k.name', 'name')
      .addSelect('k.company', 'company')
      .orderBy('i.id')
      .limit(MOST_NAMED)
      .getRawMany<{ id: string; name: string; company: string | null }>();
    leftOut.push({ reason: reason ?? '', cause: (detail ?? '').replace(/。$/, ''), count: Number(n), customers });
  }
  return leftOut;
}

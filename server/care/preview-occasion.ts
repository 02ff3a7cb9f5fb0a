import type { CareOccasion, CareTexts } from '../../entities/care.ts';
import type { Customer } from '../../entities/customer.ts';
import type { CustomerTier } from '../../entities/tier.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { dateKey, shiftDays } from '../kernel/calendar.ts';
import { toShanghai } from '../kernel/dates.ts';
import { nextCandidates } from './candidates.ts';
import { nextKept, readDay, sendTimeFrom } from './days.ts';
import { loadOccasion } from './list-occasions.ts';
import { countMeant } from './meant.ts';
import { contactsBefore, shareOf, type BudgetShare } from './budget-share.ts';
import { addVersion, settleTexts, withoutNameWarning, type Version } from './personal.ts';
import { writeGreetings, type Written } from './senders.ts';
import { letterParts, warningsOf, type LetterPart } from './texts.ts';
import { weighGreetings } from './weigh-greetings.ts';

const BATCH = 500;
/** So many days are looked through for the birthday that shows how a text will read. */
const BIRTHDAYS_AHEAD = 31;
/** Letters that are shown of each tier. */
export const SAMPLES = 3;
/** Customers who are named for one reason. */
export const MOST_NAMED = 30;

/** A customer's tier, null until he has one. */
export type Tier = CustomerTier['tier'] | null;

/** Who is left out for a reason; only the first are named. */
export interface LeftOut {
  reason: string;
  cause: string;
  count: number;
  customers: Pick<Customer, 'id' | 'name' | 'company'>[];
}

/** A greeting as one customer will read it. */
export interface CareSample {
  tier: Tier;
  customerName: string;
  memberName: string;
  text: string;
  parts: LetterPart[];
}

/** What an occasion will do on a day, among the customers whom the actor may see; `included` and all of `leftOut` make `total`. */
export interface CarePreview {
  day: string;
  at: Date;
  total: number;
  included: number;
  leftOut: LeftOut[];
  /** Those included, by tier. */
  tiers: { tier: Tier; count: number }[];
  /** How many members will have to confirm, and how often in all. */
  senders: number;
  confirmations: number;
  /** How many of those included get the text that does not name them, because their member has enough to confirm. */
  withoutName: number;
  /** Null where nobody is included. */
  budget: BudgetShare | null;
  samples: CareSample[];
  warnings: string[];
}

/** Shows who will be greeted on an occasion's day, the next one unless said otherwise, and who is left out and why. */
export async function previewOccasion(ctx: ReadCtx, id: string, day?: string): Promise<CarePreview> {
  const occasion = await loadOccasion(ctx, id);
  return previewCare(ctx, occasion, day ?? nextDay(ctx, occasion));
}

/** The next day for which an occasion's greetings can still leave. */
export const nextDay = ({ now }: ReadCtx, occasion: CareOccasion): string =>
  dateKey(nextKept(occasion, shiftDays(toShanghai(now), occasion.leadDays)));

/** What an occasion that is being written would do: whom it means, and letters of the first of them. */
export async function previewDraft(
  ctx: ReadCtx,
  occasion: CareOccasion,
): Promise<Pick<CarePreview, 'day' | 'total' | 'samples' | 'warnings'>> {
  const { day, customers } = await nextMeant(ctx, occasion);
  const written = await writeGreetings(ctx, customers, occasion.texts);
  const samples: CareSample[] = [];
  for (const { id, name } of customers) {
    const greeting = written.get(id);
    if (greeting) addSample(samples, occasion.texts, name, greeting);
  }
  const total = await countMeant(ctx, [occasion], readDay(day));
  return { day, total, samples, warnings: warningsOf(occasion.texts) };
}

/** The next day on which an occasion means somebody; birthdays are not every day's. */
async function nextMeant(ctx: ReadCtx, occasion: CareOccasion): Promise<{ day: string; customers: Customer[] }> {
  const first = readDay(nextDay(ctx, occasion));
  const days = occasion.kind === 'birthday' ? BIRTHDAYS_AHEAD : 1;
  for (let ahead = 0; ahead < days; ahead += 1) {
    const day = dateKey(shiftDays(first, ahead));
    const { customers } = await nextCandidates(ctx, occasion, day, { after: '', limit: BATCH });
    if (customers.length > 0) return { day, customers };
  }
  return { day: dateKey(first), customers: [] };
}

async function previewCare(ctx: ReadCtx, occasion: CareOccasion, day: string): Promise<CarePreview> {
  const at = sendTimeFrom(ctx.now, occasion, day);
  const tally: Tally = {
    ...{ total: 0, leftOut: [], tiers: new Map(), samples: [] },
    ...{ senders: new Set(), versions: new Map(), contacts: 0 },
  };
  for (let after = '', done = false; !done;) {
    const next = await nextCandidates(ctx, occasion, day, { after, limit: BATCH });
    await addCustomers(ctx, { occasion, day, at }, next.customers, tally);
    ({ reached: after, done } = next);
  }
  const { total, leftOut, tiers, samples, senders, contacts } = tally;
  const { versions, withoutName } = settleTexts([...tally.versions.values()]);
  const included = [...tiers.values()].reduce((sum, count) => sum + count, 0);
  return {
    ...{ day, at, total, included, samples, senders: senders.size, confirmations: versions.length, withoutName },
    leftOut: leftOut.sort((a, b) => b.count - a.count),
    tiers: inOrder(tiers),
    budget: shareOf({ customers: included, contacts }),
    warnings: [...warningsOf(occasion.texts), ...(withoutName > 0 ? [withoutNameWarning(withoutName)] : [])],
  };
}

/** The counts of tiers, A first, those without one last. */
export const inOrder = (tiers: ReadonlyMap<Tier, number>): CarePreview['tiers'] =>
  (['A', 'B', 'C', null] as const).flatMap((tier) => {
    const count = tiers.get(tier);
    return count === undefined ? [] : [{ tier, count }];
  });

/** What is counted while going through the customers. */
interface Tally {
  total: number;
  leftOut: LeftOut[];
  tiers: Map<Tier, number>;
  samples: CareSample[];
  senders: Set<string>;
  versions: Map<string, Version>;
  contacts: number;
}

async function addCustomers(
  ctx: ReadCtx,
  { occasion, day, at }: { occasion: CareOccasion; day: string; at: Date },
  customers: readonly Customer[],
  tally: Tally,
): Promise<void> {
  const { held, written } = await weighGreetings(ctx, occasion, customers, { day, at, planning: true });
  const included: string[] = [];
  tally.total += customers.length;
  for (const customer of customers) {
    const greeting = written.get(customer.id);
    const why = held.get(customer.id);
    if (why) countOut(tally.leftOut, why, customer);
    if (why || !greeting) continue;
    included.push(customer.id);
    tally.tiers.set(greeting.tier, (tally.tiers.get(greeting.tier) ?? 0) + 1);
    tally.senders.add(greeting.sender.id);
    addVersion(tally.versions, customer.id, greeting);
    addSample(tally.samples, occasion.texts, customer.name, greeting);
  }
  tally.contacts += await contactsBefore(ctx, included, at);
}

function addSample(
  samples: CareSample[],
  texts: CareTexts,
  customerName: string,
  { sender, text, tier }: Written,
): void {
  if (samples.filter((each) => each.tier === tier).length >= SAMPLES) return;
  samples.push({ tier, customerName, memberName: sender.name, text, parts: letterParts(texts, text) });
}

/** Counts a customer who is left out, and names him if he is among the first. */
export function countOut(
  leftOut: LeftOut[],
  { reason, cause }: Pick<LeftOut, 'reason' | 'cause'>,
  { id, name, company }: LeftOut['customers'][number],
): void {
  let group = leftOut.find((each) => each.reason === reason && each.cause === cause);
  if (!group) leftOut.push((group = { reason, cause, count: 0, customers: [] }));
  group.count += 1;
  if (group.customers.length < MOST_NAMED) group.customers.push({ id, name, company });
}

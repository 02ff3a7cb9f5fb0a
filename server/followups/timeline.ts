import { In, LessThanOrEqual, type EntityTarget, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import type { Customer } from '../../entities/customer.ts';
import { Deal } from '../../entities/deal.ts';
import { Followup } from '../../entities/followup.ts';
import { Member } from '../../entities/member.ts';
import { Order } from '../../entities/order.ts';
import { Ticket } from '../../entities/ticket.ts';
import { Consent, HeldTouch, Touch } from '../../entities/touch.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { pageOf, readCursor, type Page, type Position } from '../kernel/paging.ts';
import type { TimelineEntry } from './schemas.ts';
import {
  consentEntry,
  dealEntry,
  followupEntry,
  heldEntry,
  orderEntry,
  ticketEntry,
  touchEntry,
  type Entry,
} from './timeline-entries.ts';

const PAGE = 20;

/** What a page of the time line is asked for by. */
interface Ask {
  ctx: ReadCtx;
  customerId: string;
  /** Only what lies before it; null for the latest. */
  before: Position | null;
}

/** What a time line is put together from; each gives its latest entries before a position. */
const SOURCES: Record<TimelineEntry['kind'], (ask: Ask) => Promise<Entry[]>> = {
  followup: async (ask) => (await latest(ask, Followup, 'at')).map(followupEntry),
  order: async (ask) => (await latest(ask, Order, 'placedAt')).map(orderEntry),
  deal: async (ask) => (await latest(ask, Deal, 'quotedAt', 'e.quotedAt IS NOT NULL')).flatMap(dealEntry),
  ticket: async (ask) => (await latest(ask, Ticket, 'openedAt')).map(ticketEntry),
  touch: async (ask) => (await latest(ask, Touch, 'at', 'e.automatic = :yes', { yes: true })).map(touchEntry),
  held: async (ask) => (await latest(ask, HeldTouch, 'at')).map(heldEntry),
  consent: async (ask) => (await consents(ask)).map(consentEntry),
};

/** A page of all that happened with a customer up to now, the latest first; for callers who have found that the actor may see him. */
export async function readTimeline(
  ctx: ReadCtx,
  { id: customerId }: Pick<Customer, 'id'>,
  { cursor, kind }: { cursor?: string | undefined; kind?: TimelineEntry['kind'] | undefined } = {},
): Promise<Page<TimelineEntry>> {
  const ask: Ask = { ctx, customerId, before: cursor === undefined ? null : readCursor(cursor) };
  const sources = kind === undefined ? Object.values(SOURCES) : [SOURCES[kind]];
  const entries = (await Promise.all(sources.map((source) => source(ask)))).flat();
  entries.sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1));
  const page = pageOf(entries, PAGE, ({ at, id }) => ({ at, id }));
  const memberIds = [...new Set(page.items.flatMap(({ memberId }) => (memberId ? [memberId] : [])))];
  const members = await ctx.db.findBy(Member, { id: In(memberIds) });
  const names = new Map(members.map(({ id, name }) => [id, { id, name }]));
  return {
    ...page,
    items: page.items.map(({ memberId, ...entry }) => ({ ...entry, by: names.get(memberId ?? '') ?? null })),
  };
}

/** One row more than a page holds of a customer's rows of one kind, the latest first. */
function latest<E extends ObjectLiteral>(
  { ctx, customerId, before }: Ask,
  entity: EntityTarget<E>,
  time: string,
  condition?: string,
  parameters: ObjectLiteral = {},
): Promise<E[]> {
  const query: SelectQueryBuilder<E> = ctx.db
    .createQueryBuilder(entity, 'e')
    .where('e.customerId = :customerId', { customerId })
    .andWhere(`e.${time} <= :now`, { now: ctx.now });
  if (condition !== undefined) query.andWhere(condition, parameters);
  if (before) query.andWhere(`(e.${time} < :at OR (e.${time} = :at AND e.id < :id))`, { at: before.at, id: before.id });
  return query
    .orderBy(`e.${time}`, 'DESC')
    .addOrderBy('e.id', 'DESC')
    .limit(PAGE + 1)
    .getMany();
}

/** What he last said about each purpose: so few that they are read at once. */
async function consents({ ctx, customerId, before }: Ask): Promise<Consent[]> {
  const said = await ctx.db.findBy(Consent, { customerId, at: LessThanOrEqual(ctx.now) });
  const isBefore = (consent: Consent): boolean => {
    if (!before?.at) return true;
    const { at, id } = consentEntry(consent);
    return at < before.at || (at.getTime() === before.at.getTime() && id < before.id);
  };
  return said.filter(isBefore);
}

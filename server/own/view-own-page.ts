import { In, IsNull, MoreThan } from 'typeorm';
import { Birthday } from '../../entities/birthday.ts';
import { CustomerRelation, type Customer } from '../../entities/customer.ts';
import { Maintenance } from '../../entities/maintenance.ts';
import { Member } from '../../entities/member.ts';
import { Order } from '../../entities/order.ts';
import { Ticket } from '../../entities/ticket.ts';
import { birthdayKeysOn } from '../kernel/birthdays.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { addDays, toShanghai } from '../kernel/dates.ts';
import { companyName } from '../members/organisation.ts';
import { ownCustomer } from '../offers/own-customer.ts';
import { viewOwnOffers } from '../offers/view-own-offers.ts';
import { valueOf } from '../orders/customer-value.ts';
import { consentsOf } from '../touches/consent.ts';
import type { OwnPage } from './schemas.ts';
import { together } from './together.ts';

const ORDERS_SHOWN = 50;
const TICKETS_SHOWN = 20;
/** For so many days a customer still reads that something was settled. */
const SETTLED_DAYS = 7;

/** What a customer finds on his own page. */
export async function viewOwnPage(ctx: ReadCtx, externalUserId: string): Promise<OwnPage> {
  const customer = await ownCustomer(ctx, externalUserId);
  const [offers, value, keepers, tickets, orders] = await Promise.all([
    viewOwnOffers(ctx, externalUserId),
    valueOf(ctx, customer),
    keepersOf(ctx, customer),
    ownTickets(ctx, customer),
    ctx.db.find(Order, {
      where: { customerId: customer.id },
      order: { placedAt: 'DESC', id: 'DESC' },
      take: ORDERS_SHOWN,
    }),
  ]);
  const { name, coupons, claimable, hold } = offers;
  return {
    ...{ now: ctx.now, company: await companyName(ctx), name, birthday: await isBirthday(ctx, customer) },
    together: value && together(value.firstOrderAt, ctx.now),
    ...{ coupons, claimable, hold, keepers, tickets },
    orderCount: value?.orderCount ?? 0,
    orders: orders.map(({ id, placedAt, amountFen }) => ({ id, placedAt, amountFen })),
    consents: await consentsOf(ctx, customer.id),
  };
}

async function isBirthday({ db, now }: ReadCtx, { id }: Customer): Promise<boolean> {
  const birthday = await db.findOneBy(Birthday, { customerId: id });
  if (!birthday) return false;
  const { calendar, month, day, leap } = birthday;
  return birthdayKeysOn(toShanghai(now)).some(
    (key) => key.calendar === calendar && key.month === month && key.day === day && key.leap === leap,
  );
}

/** Who looks after him in both lanes; one person in both is told once, and nobody who has left. */
async function keepersOf({ db }: ReadCtx, customer: Customer): Promise<OwnPage['keepers']> {
  const maintenance = await db.findOneBy(Maintenance, { customerId: customer.id });
  const lanes = [
    { memberId: customer.ownerId, lane: 'sales' as const },
    ...(maintenance && maintenance.ownerId !== customer.ownerId
      ? [{ memberId: maintenance.ownerId, lane: 'service' as const }]
      : []),
  ];
  const ids = lanes.map(({ memberId }) => memberId);
  const members = await db.findBy(Member, { id: In(ids) });
  const relations = await db.findBy(CustomerRelation, {
    customerId: customer.id,
    memberId: In(ids),
    endedAt: IsNull(),
  });
  return lanes.flatMap(({ memberId, lane }) => {
    const member = members.find(({ id, status }) => id === memberId && status !== 'left');
    const inWechat = relations.some((relation) => relation.memberId === memberId);
    return member ? [{ name: member.name, lane, inWechat }] : [];
  });
}

/** What a member wrote down of it stays with the members. */
async function ownTickets({ db, now }: ReadCtx, { id: customerId }: Customer): Promise<OwnPage['tickets']> {
  const tickets = await db.find(Ticket, {
    where: [
      { customerId, status: 'open' },
      { customerId, closedAt: MoreThan(addDays(now, -SETTLED_DAYS)) },
    ],
    order: { openedAt: 'DESC', id: 'DESC' },
    take: TICKETS_SHOWN,
  });
  const members = await db.findBy(Member, { id: In([...new Set(tickets.map(({ ownerId }) => ownerId))]) });
  const names = new Map(members.map(({ id, name }) => [id, name]));
  return tickets.map(({ number, kind, openedAt, closedAt, ownerId }) => ({
    ...{ number, kind: OWN_TICKET_KINDS[kind], openedAt, settledAt: closedAt, by: names.get(ownerId) ?? '' },
  }));
}

/** What the customer reads where members read 咨询, 故障, 退换, 投诉. */
const OWN_TICKET_KINDS: Record<Ticket['kind'], string> = {
  question: '您的咨询',
  fault: '您的报修',
  return: '您的退换',
  complaint: '您反映的问题',
};

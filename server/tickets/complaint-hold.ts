import { In } from 'typeorm';
import { Ticket } from '../../entities/ticket.ts';
import { addDays } from '../kernel/dates.ts';
import { PURPOSES, type Held, type Hold } from '../touches/hold.ts';

/** For so many days after a complaint is settled nothing is offered; default of a later setting. */
export const DAYS_AFTER_COMPLAINT = 14;

/** While a complaint is open, nothing is sent on the product's own accord; for two weeks more nothing is offered. */
export const complaintHold: Hold = async ({ db }, { customerIds, kind, at }) => {
  const complaints = await db.find(Ticket, {
    select: { customerId: true, status: true, closedAt: true },
    where: { customerId: In([...customerIds]), kind: 'complaint' },
  });
  const since = addDays(at, -DAYS_AFTER_COMPLAINT);
  const tickets = complaints.filter(
    ({ status, closedAt }) => status === 'open' || (kind === 'offer' && closedAt !== null && closedAt > since),
  );
  const held = new Map<string, Held>();
  for (const { customerId, status } of tickets) {
    if (status === 'open' || !held.has(customerId)) held.set(customerId, status === 'open' ? OPEN[kind] : RECENT[kind]);
  }
  return held;
};

const because = (reason: string, cause: string, kind: keyof typeof PURPOSES): Held => ({
  reason,
  cause,
  sentence: `${cause}，${PURPOSES[kind]}已暂停。`,
});

const OPEN = {
  care: because('complaint', '投诉未结', 'care'),
  offer: because('complaint', '投诉未结', 'offer'),
};
const RECENT = {
  care: because('complaint-recent', `结案不满 ${DAYS_AFTER_COMPLAINT} 天`, 'care'),
  offer: because('complaint-recent', `结案不满 ${DAYS_AFTER_COMPLAINT} 天`, 'offer'),
};

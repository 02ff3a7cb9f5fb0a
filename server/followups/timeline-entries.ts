import type { Deal } from '../../entities/deal.ts';
import type { Followup } from '../../entities/followup.ts';
import type { Order } from '../../entities/order.ts';
import type { Ticket } from '../../entities/ticket.ts';
import type { Consent, HeldTouch, Touch } from '../../entities/touch.ts';
import { presentTicket, TICKET_KINDS } from '../tickets/present.ts';
import { PURPOSES } from '../touches/hold.ts';
import { TOUCH_KINDS } from '../touches/list-touches.ts';
import { CHANNELS } from './present.ts';
import type { TimelineEntry } from './schemas.ts';

/** An entry of the time line before the name of the member who did it is known. */
export type Entry = Omit<TimelineEntry, 'by'> & { memberId: string | null };

const NOTHING = {
  text: '',
  memberId: null,
  channel: null,
  reaction: null,
  nextStep: null,
  amountFen: null,
  state: null,
};

const DEAL_STATES: Record<Deal['stage'], string> = { open: '进行中', won: '成交', lost: '没有成' };

/** A contact. */
export const followupEntry = ({ id, at, channel, note, authorId, reaction, ...next }: Followup): Entry => ({
  ...NOTHING,
  ...{ id, kind: 'followup', at, title: CHANNELS[channel], text: note, memberId: authorId, channel, reaction },
  nextStep: next.nextStepAt && { text: next.nextStep ?? '', at: next.nextStepAt },
});

/** An order. */
export const orderEntry = ({ id, placedAt, title, amountFen }: Order): Entry => ({
  ...NOTHING,
  ...{ id, kind: 'order', at: placedAt, title: '订单', text: title, amountFen },
});

/** A quote, with what became of it. */
export const dealEntry = ({ id, quotedAt, title, amountFen, ownerId, stage, lostBecause }: Deal): Entry[] =>
  quotedAt === null
    ? []
    : [
        {
          ...NOTHING,
          ...{ id, kind: 'deal', at: quotedAt, title: '报价', memberId: ownerId, amountFen },
          text: [title, lostBecause].filter(Boolean).join('。'),
          state: DEAL_STATES[stage],
        },
      ];

/** What a customer brought up. */
export function ticketEntry(ticket: Ticket): Entry {
  const { subject, solution } = presentTicket(ticket);
  const { id, number, kind, openedAt, openedById, status } = ticket;
  return {
    ...NOTHING,
    ...{ id, kind: 'ticket', at: openedAt, title: `${TICKET_KINDS[kind]} #${number}`, memberId: openedById },
    text: solution ? `${subject}。${solution}` : subject,
    state: status === 'open' ? '处理中' : '已结案',
  };
}

/** What the product sent of its own accord. */
export const touchEntry = ({ id, at, kind, memberId }: Touch): Entry => ({
  ...NOTHING,
  ...{ id, kind: 'touch', at, title: TOUCH_KINDS[kind], memberId, state: '已发' },
});

/** What it did not send, and why. */
export const heldEntry = ({ id, at, kind, detail }: HeldTouch): Entry => ({
  ...NOTHING,
  ...{ id, kind: 'held', at, title: `未发：${TOUCH_KINDS[kind]}`, text: detail },
});

/** What he last said about being written to, by himself or to a member. */
export const consentEntry = ({ purpose, allowed, at, source }: Consent): Entry => ({
  ...NOTHING,
  ...{
    id: `consent-${purpose}`,
    kind: 'consent',
    at,
    title: `${allowed ? '愿意接收' : '不再接收'}${PURPOSES[purpose]}`,
  },
  text: source === 'page' ? '客户在会员页上自己改的。' : '',
  memberId: /^member:(.+)$/.exec(source)?.[1] ?? null,
});

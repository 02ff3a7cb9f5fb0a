import type { Customer } from '../../entities/customer.ts';
import type { Ticket } from '../../entities/ticket.ts';
import { DAYS_AFTER_COMPLAINT } from '../../server/tickets/complaint-hold.ts';
import type { OpenedTicket } from '../../server/tickets/open-ticket.ts';
import { TICKET_KINDS } from '../../server/tickets/present.ts';
import type { Notice } from '../../server/wecom/messages/chat-notice.ts';
import type { Card } from '../answer.ts';

/** Says that a complaint is kept, what is held back because of it, and who was told. */
export function complaintCard({ ticket, customer, told }: OpenedTicket): Card {
  return {
    title: `已登记投诉 ${ticket.number}：${customer.name}`,
    ...(customer.company && { description: customer.company }),
    rows: [
      { name: '内容', value: ticket.subject },
      { name: '营销', value: '关怀和优惠已暂停' },
      ...(told.length > 0 ? [{ name: '已告知', value: told.map(({ name }) => name).join('、') }] : []),
    ],
    note: `处理完说：结案 ${ticket.number} 怎么解决的`,
    buttons: [
      { text: '看客户', line: `查 #${customer.id}` },
      { text: '时间线', line: `时间线 #${customer.id}` },
    ],
  };
}

/** Tells of a complaint whoever answers for the customer. */
export function complaintNotice(notice: Extract<Notice, { kind: 'complaint-opened' }>): Card {
  const { number, subject, customer, ownerName, openedByName } = notice;
  return {
    title: `客户投诉 ${number}：${customer.name}`,
    ...(customer.company && { description: customer.company }),
    quote: { title: '客户说', text: subject },
    rows: [
      { name: '负责人', value: ownerName },
      { name: '登记', value: openedByName },
      { name: '营销', value: '关怀和优惠已暂停' },
    ],
    note: `处理完说：结案 ${number} 怎么解决的`,
    buttons: [
      { text: '看客户', line: `查 #${customer.id}`, main: true },
      { text: '时间线', line: `时间线 #${customer.id}` },
    ],
  };
}

/** Says that a ticket is closed, what that means for offers, and which are left. */
export function closedTicketCard(ticket: Ticket, customer: Customer, left: readonly Ticket[]): Card {
  const complaintLeft = left.some(({ kind }) => kind === 'complaint');
  return {
    title: `已结案 ${ticket.number}：${customer.name}`,
    ...(customer.company && { description: customer.company }),
    rows: [
      { name: TICKET_KINDS[ticket.kind], value: ticket.subject },
      { name: '解决', value: ticket.solution ?? '' },
      ...(complaintLeft
        ? [{ name: '营销', value: '还有投诉未结，仍暂停' }]
        : ticket.kind === 'complaint'
          ? [{ name: '营销', value: `优惠再停 ${DAYS_AFTER_COMPLAINT} 天，关怀已恢复` }]
          : []),
      ...(left.length > 0 ? [{ name: '未结', value: left.map(({ number }) => number).join('、') }] : []),
    ],
    buttons: [
      { text: '看客户', line: `查 #${customer.id}` },
      { text: '时间线', line: `时间线 #${customer.id}` },
    ],
  };
}

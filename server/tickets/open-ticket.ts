import type { Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import type { Ticket } from '../../entities/ticket.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { managersOf } from '../members/managers-of.ts';
import { chatNotice } from '../wecom/messages/chat-notice.ts';
import { ticketOpened } from './events.ts';
import { insertNumbered } from './number-ticket.ts';

/** What a member tells of what a customer brought up. */
export interface TicketInput {
  customerId: string;
  kind: Ticket['kind'];
  subject: string;
}

/** What was opened, and who was told of it besides whoever wrote it down. */
export interface OpenedTicket {
  ticket: Ticket;
  customer: Customer;
  told: Member[];
}

const LONGEST_SUBJECT = 10_000;

/** Opens a ticket, which the customer's owner has to settle; of a complaint he and his managers are told. */
export async function openTicket(ctx: Ctx, input: TicketInput): Promise<OpenedTicket> {
  if (ctx.actor.kind !== 'member')
    throw new DomainError('forbidden', 'ticket.needs-opener', '工单要有一位员工来登记。');
  const customer = await loadCustomer(ctx, input.customerId);
  const subject = input.subject.trim();
  if (!subject) throw new DomainError('invalid', 'ticket.empty', '客户说了什么还没写。');
  if (subject.length > LONGEST_SUBJECT)
    throw new DomainError('invalid', 'ticket.too-long', '内容太长了，最多 1 万字，请分成几条。');

  const owner = await ctx.db.findOneByOrFail(Member, { id: customer.ownerId });
  const ticket = await insertNumbered(ctx, {
    id: ctx.newId(),
    customerId: customer.id,
    ...{ kind: input.kind, subject, status: 'open' },
    openedById: ctx.actor.id,
    ownerId: owner.status === 'active' ? owner.id : ctx.actor.id,
    openedAt: ctx.now,
    ...{ closedAt: null, solution: null },
  });
  await ctx.emit(ticketOpened, { ticketId: ticket.id, customerId: customer.id, kind: ticket.kind });
  const told = ticket.kind === 'complaint' ? await tellOfComplaint(ctx, ticket, customer) : [];
  return { ticket, customer, told };
}

/** The owner and his managers hear of a complaint at once; whoever wrote it down knows. */
async function tellOfComplaint(ctx: Ctx, ticket: Ticket, customer: Customer): Promise<Member[]> {
  const owner = await ctx.db.findOneByOrFail(Member, { id: customer.ownerId });
  const concerned = [...(owner.status === 'active' ? [owner] : []), ...(await managersOf(ctx, owner.id))];
  const told = concerned.filter(({ id }) => id !== ticket.openedById);
  const opener = await ctx.db.findOneByOrFail(Member, { id: ticket.openedById });
  for (const { userId } of told) {
    await ctx.send(chatNotice, {
      userId,
      id: ctx.newId(),
      notice: {
        kind: 'complaint-opened',
        number: ticket.number,
        subject: ticket.subject,
        customer: { id: customer.id, name: customer.name, company: customer.company },
        ownerName: owner.name,
        openedByName: opener.name,
      },
    });
  }
  return told;
}

import { loadCustomer } from '../../server/customers/find-customers.ts';
import { takeCustomer } from '../../server/customers/take-customer.ts';
import type { Ctx } from '../../server/kernel/context.ts';
import { DomainError } from '../../server/kernel/errors.ts';
import { closeTicket } from '../../server/tickets/close-ticket.ts';
import { openTicketsAbout } from '../../server/tickets/list-tickets.ts';
import { loadTicket } from '../../server/tickets/policy.ts';
import { closedTicketCard } from '../cards/ticket-card.ts';
import { defineCommand } from '../grammar/define-command.ts';

const EXAMPLE = '结案 张三 已换密封圈';

export const closeTicketCommand = defineCommand({
  code: 'close-ticket',
  words: ['结案', 'close'],
  grammar: { said: 'rest' },
  usage: '结案 客户或工单号 怎么解决的',
  summary: '结掉这位客户最早的一张工单',
  examples: [EXAMPLE, '结案 1121-01 已换密封圈'],
  async run(ctx, { said }) {
    if (!said) throw new DomainError('invalid', 'ticket.unnamed', `是哪位客户的工单？例如：${EXAMPLE}`);
    const { ticketId, rest } = await ticketOf(ctx, said);
    if (!rest) throw new DomainError('invalid', 'ticket.no-solution', `怎么解决的还没写。例如：${EXAMPLE}`);
    const ticket = await closeTicket(ctx, { ticketId, solution: rest });
    const customer = await loadCustomer(ctx, ticket.customerId);
    return closedTicketCard(ticket, customer, await openTicketsAbout(ctx, customer));
  },
});

/** The ticket that a line means: its number, or a customer's oldest that is open. */
async function ticketOf(ctx: Ctx, said: string): Promise<{ ticketId: string; rest: string }> {
  const number = /^#?(\d{4}-\d{2,})(?:[\s，,。：:]+|$)/.exec(said);
  if (number?.[1]) {
    const ticket = await loadTicket(ctx, { number: number[1] });
    return { ticketId: ticket.id, rest: said.slice(number[0].length).trim() };
  }
  const { customer, rest } = await takeCustomer(ctx, said);
  const [oldest] = await openTicketsAbout(ctx, customer);
  if (!oldest) throw new DomainError('not_found', 'ticket.none', `${customer.name}没有未结的工单。`);
  return { ticketId: oldest.id, rest };
}

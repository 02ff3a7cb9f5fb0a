import { DomainError } from '../../server/kernel/errors.ts';
import { openTicket } from '../../server/tickets/open-ticket.ts';
import { complaintCard } from '../cards/ticket-card.ts';
import { defineCommand } from '../grammar/define-command.ts';

export const complainCommand = defineCommand({
  code: 'complain',
  words: ['投诉', 'complaint'],
  grammar: { customer: 'customer', subject: 'rest' },
  usage: '投诉 客户 说了什么',
  summary: '登记客户的投诉，马上停发关怀和优惠，并告知负责人和主管',
  examples: ['投诉 张三 蒸汽棒漏水，上门迟了2天'],
  async run(ctx, { customer, subject }) {
    if (!subject) {
      throw new DomainError(
        'invalid',
        'ticket.empty',
        `投诉什么还没写。例如：投诉 ${customer.name} 蒸汽棒漏水，上门迟了2天`,
      );
    }
    return complaintCard(await openTicket(ctx, { customerId: customer.id, kind: 'complaint', subject }));
  },
});

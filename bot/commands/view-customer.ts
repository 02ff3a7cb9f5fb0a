import { viewCustomer } from '../../server/followups/view-customer.ts';
import { customerCard } from '../cards/customer-card.ts';
import { defineCommand } from '../grammar/define-command.ts';

export const viewCustomerCommand = defineCommand({
  code: 'view-customer',
  words: ['查', '查一下', 'card'],
  spacedWords: ['客户'],
  grammar: { customer: 'customer' },
  usage: '查 客户',
  summary: '看客户卡片：他是谁，上次说到哪，接下来做什么',
  examples: ['查 张三', '查 zs'],
  run: async (ctx, { customer }) => customerCard(await viewCustomer(ctx, customer.id), ctx.now),
});

import { createCustomer } from '../../server/customers/create-customer.ts';
import { viewCustomer } from '../../server/followups/view-customer.ts';
import { customerCard } from '../cards/customer-card.ts';
import { defineCommand } from '../grammar/define-command.ts';

export const newCustomerCommand = defineCommand({
  code: 'new-customer',
  words: ['新客户', '新增客户', 'new'],
  grammar: { name: 'word', details: 'rest' },
  usage: '新客户 姓名 公司 电话',
  summary: '登记一位新客户，公司和电话可以不写',
  examples: ['新客户 顾明远 云栖民宿 13800138000', '新客户 顾小满'],
  async run(ctx, { name, details }) {
    const words = details.split(/\s+/).filter(Boolean);
    const phone = words.find((word) => /^\+?\d[\d-]{4,}$/.test(word)) ?? null;
    const company = words.filter((word) => word !== phone).join(' ') || null;
    const customer = await createCustomer(ctx, { name, company, phone });
    const card = customerCard(await viewCustomer(ctx, customer.id), ctx.now);
    return { ...card, title: `已登记：${customer.name}` };
  },
});

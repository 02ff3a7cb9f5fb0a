import { DomainError } from '../../server/kernel/errors.ts';
import { loseDeal } from '../../server/deals/lose-deal.ts';
import { quoteDeal } from '../../server/deals/quote-deal.ts';
import { winDeal } from '../../server/deals/win-deal.ts';
import { viewMaintenance } from '../../server/maintenance/view-maintenance.ts';
import { lostCard, quoteCard, wonCard } from '../cards/deal-card.ts';
import { defineCommand } from '../grammar/define-command.ts';
import { readAmount } from '../grammar/read-amount.ts';

export const quoteDealCommand = defineCommand({
  code: 'quote-deal',
  words: ['报价', 'quote'],
  grammar: { customer: 'customer', said: 'rest' },
  usage: '报价 客户 金额 内容',
  summary: '记一次报价，两天后提醒打关怀电话',
  examples: ['报价 张三 5.8万 双头机'],
  async run(ctx, { customer, said }) {
    const read = readAmount(said, customer, '报价');
    if ('question' in read) return read.question;
    if (read.fen === null)
      throw new DomainError(
        'invalid',
        'deal.no-amount',
        `没看出金额，先没有记。这样说：报价 ${customer.name} 5.8万 双头机`,
      );
    const quoted = await quoteDeal(ctx, { customerId: customer.id, amountFen: read.fen, title: read.rest || null });
    return quoteCard(quoted, ctx.now);
  },
});

export const winDealCommand = defineCommand({
  code: 'win-deal',
  words: ['成交', '赢单', 'won'],
  grammar: { customer: 'customer', said: 'rest' },
  usage: '成交 客户 金额 交接的话',
  summary: '记成交，交接给维护负责人；报过价的金额可以不写',
  examples: ['成交 张三 5.8万', '成交 张三 5.8万 周末送货，要配滤水'],
  async run(ctx, { customer, said }) {
    const read = readAmount(said, customer, '成交');
    if ('question' in read) return read.question;
    const { fen: amountFen, rest } = read;
    const won = await winDeal(ctx, { customerId: customer.id, amountFen, title: rest || null, note: rest || null });
    return wonCard({ ...won, maintenance: await viewMaintenance(ctx, customer.id) }, ctx.now);
  },
});

export const loseDealCommand = defineCommand({
  code: 'lose-deal',
  words: ['丢单', '输单', 'lost'],
  grammar: { customer: 'customer', because: 'rest' },
  usage: '丢单 客户 原因',
  summary: '记没谈成的商机和原因',
  examples: ['丢单 张三 选了别家'],
  run: async (ctx, { customer, because }) =>
    lostCard(await loseDeal(ctx, { customerId: customer.id, because: because || null })),
});

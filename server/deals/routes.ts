import { defineRoute } from '../http/define-route.ts';
import { loseDeal } from './lose-deal.ts';
import { quoteDeal } from './quote-deal.ts';
import { dealView, loseDealInput, quoteDealInput, winDealInput } from './schemas.ts';
import { winDeal } from './win-deal.ts';

/** What pages do about deals. */
export const dealRoutes = [
  defineRoute({
    name: 'quoteDeal',
    method: 'post',
    path: '/customers/:id/quote',
    summary: '记一次报价，两天后提醒打关怀电话',
    input: quoteDealInput,
    output: dealView,
    run: async (ctx, { id, amountFen, title = null }) =>
      (await quoteDeal(ctx, { customerId: id, amountFen, title })).deal,
  }),
  defineRoute({
    name: 'winDeal',
    method: 'post',
    path: '/customers/:id/win',
    summary: '记成交：生成订单，交接给维护负责人',
    input: winDealInput,
    output: dealView,
    run: async (ctx, { id, amountFen = null, title = null, note = null }) =>
      (await winDeal(ctx, { customerId: id, amountFen, title, note: note || null })).deal,
  }),
  defineRoute({
    name: 'loseDeal',
    method: 'post',
    path: '/customers/:id/lose',
    summary: '记没谈成的商机和原因',
    input: loseDealInput,
    output: dealView,
    run: async (ctx, { id, because = null }) => (await loseDeal(ctx, { customerId: id, because })).deal,
  }),
];

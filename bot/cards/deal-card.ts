import type { Quoted } from '../../server/deals/quote-deal.ts';
import type { Customer } from '../../entities/customer.ts';
import type { Deal } from '../../entities/deal.ts';
import type { MaintenanceView } from '../../server/maintenance/view-maintenance.ts';
import { spokenTime } from '../../server/kernel/dates.ts';
import { yuan } from '../../server/kernel/money.ts';
import type { Card } from '../answer.ts';

/** Says back a quote, and the call that is planned for it. */
export function quoteCard({ customer, deal, before, careCall }: Quoted, now: Date): Card {
  const { id, name, company } = customer;
  const was = before && before.amountFen !== deal.amountFen ? before.amountFen : null;
  return {
    title: `${before ? '已改报价' : '已记报价'}：${name}`,
    ...(company && { description: company }),
    rows: [
      { name: '金额', value: yuan(deal.amountFen ?? 0) },
      ...(was === null ? [] : [{ name: '原来', value: yuan(was) }]),
      { name: '内容', value: deal.title },
      { name: '计划', value: `${spokenTime(careCall.dueAt, now)} ${careCall.title}` },
    ],
    buttons: [
      { text: '成交', line: `成交 #${id}`, main: true },
      { text: '看客户', line: `查 #${id}` },
    ],
  };
}

/** Says back a won deal: the amount, who maintains the customer now, and what is planned by whom. */
export function wonCard(
  { customer, deal, maintenance }: { customer: Customer; deal: Deal; maintenance: MaintenanceView | null },
  now: Date,
): Card {
  const { id, name, company } = customer;
  const [first] = maintenance?.steps ?? [];
  return {
    title: `成交：${name}`,
    ...(company && { description: company }),
    rows: [
      { name: '金额', value: yuan(deal.amountFen ?? 0) },
      { name: '内容', value: deal.title },
      ...(maintenance ? [{ name: '维护负责人', value: maintenance.ownerName }] : []),
      ...(first ? [{ name: '计划', value: `${spokenTime(first.dueAt, now)} ${first.title}` }] : []),
    ],
    ...(maintenance && maintenance.steps.length > 1 && { note: planOf(maintenance.steps.slice(1), now) }),
    buttons: [{ text: '看客户', line: `查 #${id}`, main: true }],
  };
}

/** The day is enough for what is weeks away. */
const planOf = (steps: MaintenanceView['steps'], now: Date): string =>
  `接着：${steps.map(({ dueAt, title, ownerName }) => `${spokenTime(dueAt, now).replace(/ 周. .*/, '')} ${title}（${ownerName}）`).join('；')}`;

/** Says back a lost deal. */
export function lostCard({ customer, deal }: { customer: Customer; deal: Deal }): Card {
  const { id, name, company } = customer;
  return {
    title: `已记丢单：${name}`,
    ...(company && { description: company }),
    rows: [
      ...(deal.amountFen === null ? [] : [{ name: '报价', value: yuan(deal.amountFen) }]),
      { name: '内容', value: deal.title },
      { name: '原因', value: deal.lostBecause ?? '没有写' },
    ],
    buttons: [{ text: '看客户', line: `查 #${id}`, main: true }],
  };
}

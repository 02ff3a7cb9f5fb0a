import { Deal } from '../../../entities/deal.ts';
import { defineReport, noParams } from '../define-report.ts';
import { oneIf, tallyCases } from '../tally-cases.ts';

/** Of the deals that ended, how many were won. A lost deal that is quoted anew is a deal of its own. */
export const conversion = defineReport({
  ...{ code: 'conversion', title: '转化率', short: '转化', unit: 'percent', noun: '单', target: 30, direction: 'up' },
  definition:
    '这段时间有结果的商机（成交或丢单）里，成交的占多少。还在谈的不算；算在商机负责人名下，客户交接后也不变。',
  params: noParams,
  example: {},
  count: ({ db }, question) =>
    tallyCases(
      db.createQueryBuilder(Deal, 'd').where('d.stage IN (:...ended)', { ended: ['won', 'lost'] }),
      { member: 'd.ownerId', at: 'd.closedAt', adds: oneIf(`d.stage = 'won'`) },
      question,
    ),
});

import { Deal } from '../../../entities/deal.ts';
import { shanghaiDaySql } from '../../db/dialect.ts';
import { defineReport, noParams } from '../define-report.ts';
import { tallyCases } from '../tally-cases.ts';

/** How many days pass from a deal's first quote to its yes. */
export const dealCycle = defineReport({
  ...{ code: 'deal-cycle', title: '成交周期', short: '周期', unit: 'days', noun: '单', target: 30, direction: 'down' },
  definition: '这段时间成交的商机，从第一次报价到成交平均用几天。改报价不重新算；没报过价就成交的不算。',
  params: noParams,
  example: {},
  count: ({ db }, question) =>
    tallyCases(
      db.createQueryBuilder(Deal, 'd').where(`d.stage = 'won' AND d.quotedAt IS NOT NULL`),
      {
        member: 'd.ownerId',
        at: 'd.closedAt',
        adds: `${shanghaiDaySql(db, 'd.closedAt')} - ${shanghaiDaySql(db, 'd.createdAt')}`,
      },
      question,
    ),
});

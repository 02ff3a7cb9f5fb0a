import { Touch } from '../../../entities/touch.ts';
import { defineReport, noParams } from '../define-report.ts';
import { oneIf, tallyCases } from '../tally-cases.ts';

/** Of all contacts with customers, how many carry something of use to them: maintenance is more than greetings. */
export const worth = defineReport({
  ...{
    code: 'worth',
    title: '有内容的联系',
    short: '有内容',
    unit: 'percent',
    noun: '次',
    target: 60,
    direction: 'up',
  },
  definition: '这段时间的全部触达里，对客户有用的占多少。记下的跟进和送到的优惠算有内容，生日节日问候和欢迎语不算。',
  params: noParams,
  example: {},
  count: ({ db }, question) =>
    tallyCases(
      db.createQueryBuilder(Touch, 'o').where('o.memberId IS NOT NULL').setParameter('worth', true),
      { member: 'o.memberId', at: 'o.at', adds: oneIf('o.value = :worth') },
      question,
    ),
});

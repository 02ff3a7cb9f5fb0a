import { CareItem } from '../../../entities/care.ts';
import { defineReport, noParams } from '../define-report.ts';
import { oneIf, tallyCases } from '../tally-cases.ts';

/** Of the greetings whose fate is known, how many arrived. Being left out for a good reason is no failure, so there is no target. */
export const careSent = defineReport({
  ...{
    code: 'care-sent',
    title: '关怀送达率',
    short: '关怀',
    unit: 'percent',
    noun: '份',
    target: null,
    direction: 'up',
  },
  definition: '这段时间排过的关怀里，送到客户的占多少。等同事确认的不算；没发的都写着原因，算在发送的同事名下。',
  params: noParams,
  example: {},
  count: ({ db }, question) =>
    tallyCases(
      db.createQueryBuilder(CareItem, 'i').where('i.status IN (:...settled)', {
        settled: ['sent', 'held', 'failed', 'dropped'],
      }),
      { member: 'i.memberId', at: 'i.at', adds: oneIf(`i.status = 'sent'`) },
      question,
    ),
});

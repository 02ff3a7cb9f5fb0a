import { Task } from '../../../entities/task.ts';
import { shanghaiDaySql } from '../../db/dialect.ts';
import { startOfShanghaiDay } from '../../kernel/dates.ts';
import { defineReport, noParams } from '../define-report.ts';
import { oneIf, tallyCases } from '../tally-cases.ts';

/** Of what was due for customers, how much was done by the end of its day. Today is not over, so it does not count yet. */
export const timeliness = defineReport({
  ...{
    code: 'timeliness',
    title: '跟进及时率',
    short: '及时',
    unit: 'percent',
    noun: '件',
    target: 90,
    direction: 'up',
  },
  definition: '这段时间到期的客户待办里，当天或提前做完的占多少。改过时间的按新时间算，今天到期的明天再算。',
  params: noParams,
  example: {},
  count({ db, now }, { windows, memberIds }) {
    const today = startOfShanghaiDay(now);
    const over = windows.map(({ from, to }) => ({ from, to: to < today ? to : today }));
    const inTime = `${shanghaiDaySql(db, 't.doneAt')} <= ${shanghaiDaySql(db, 't.dueAt')}`;
    return tallyCases(
      db.createQueryBuilder(Task, 't').where('t.customerId IS NOT NULL'),
      { member: 't.ownerId', at: 't.dueAt', adds: oneIf(`t.doneAt IS NOT NULL AND ${inTime}`) },
      { windows: over, memberIds },
    );
  },
});

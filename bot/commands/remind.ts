import type { Customer } from '../../entities/customer.ts';
import { spokenTime } from '../../server/kernel/dates.ts';
import { DomainError } from '../../server/kernel/errors.ts';
import { createTask } from '../../server/tasks/create-task.ts';
import { isSure, offerTimes } from '../../server/understanding/offer-times.ts';
import { findTimes } from '../../server/understanding/times.ts';
import { reminderLine, shortTime } from '../cards/followup-card.ts';
import { defineCommand } from '../grammar/define-command.ts';
import type { Card } from '../answer.ts';

const EXAMPLE = '提醒 张三 明天下午3点 回访';

export const remindCommand = defineCommand({
  code: 'remind',
  words: ['提醒', '提醒我', 'remind'],
  grammar: { customer: 'customer?', said: 'rest' },
  usage: '提醒 客户 时间 做什么',
  summary: '到点提醒我，客户可以不写',
  examples: [EXAMPLE, '提醒 11月25日 10:30 寄样品'],
  async run(ctx, { customer, said }) {
    const [time] = findTimes(said, ctx.now, 'plan', { names: customer ? [customer.name] : [] });
    if (!time) throw new DomainError('invalid', 'task.no-time', `没看出是什么时候。这样说：${EXAMPLE}`);
    const title = titleOf(said, time.start, time.end);
    if (!isSure(time, ctx.now)) return whichTime(customer, offerTimes(time, ctx.now), title, ctx.now);

    const task = await createTask(ctx, { title, dueAt: time.at, customerId: customer?.id ?? null });
    return {
      title: `好，${spokenTime(task.dueAt, ctx.now)}提醒你`,
      description: [customer?.name, title].filter(Boolean).join(' · '),
      buttons: [
        { text: '取消这条', line: `完成 #${task.id}` },
        ...(customer ? [{ text: '看客户', line: `查 #${customer.id}` }] : []),
      ],
    };
  },
});

/** What remains of the line once its time is taken out. */
function titleOf(said: string, start: number, end: number): string {
  const words = `${said.slice(0, start)} ${said.slice(end)}`
    .replace(/^[\s，,。：:]+|[\s，,。]+$/g, '')
    .replace(/\s+/g, ' ');
  return words.replace(/^(要|去|记得)\s*/, '') || '跟进';
}

function whichTime(customer: Customer | null, ahead: readonly Date[], title: string, now: Date): Card {
  if (ahead.length === 0)
    throw new DomainError('invalid', 'task.past', `这个时间已经过去了，换一个以后的时间。例如：${EXAMPLE}`);
  return {
    title: '是哪个时间？',
    description: [customer?.name, title].filter(Boolean).join(' · '),
    rows: ahead.map((time, at) => ({ name: String(at + 1), value: spokenTime(time, now) })),
    buttons: ahead.map((time) => ({
      text: shortTime(time, now),
      line: reminderLine(customer?.id ?? null, time, title),
    })),
    once: true,
  };
}

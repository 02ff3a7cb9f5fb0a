import { takeCustomer } from '../../server/customers/take-customer.ts';
import { addSeconds, spokenTime } from '../../server/kernel/dates.ts';
import type { Ctx } from '../../server/kernel/context.ts';
import { DomainError } from '../../server/kernel/errors.ts';
import { nextTaskFor } from '../../server/tasks/list-tasks.ts';
import { loadTask } from '../../server/tasks/policy.ts';
import { completeTask, postponeTask } from '../../server/tasks/settle-task.ts';
import { readTime } from '../../server/understanding/times.ts';
import { defineCommand } from '../grammar/define-command.ts';

export const completeTaskCommand = defineCommand({
  code: 'complete-task',
  words: ['完成', 'done'],
  grammar: { said: 'rest' },
  usage: '完成 客户',
  summary: '把这位客户最早的一件待办勾掉',
  examples: ['完成 张三'],
  async run(ctx, { said }) {
    const { taskId } = await taskOf(ctx, said, '完成 张三');
    const task = await completeTask(ctx, taskId);
    return `已完成：${task.title}`;
  },
});

export const postponeTaskCommand = defineCommand({
  code: 'postpone-task',
  words: ['推迟', 'later'],
  grammar: { said: 'rest' },
  usage: '推迟 客户 到什么时候',
  summary: '把这位客户最早的一件待办往后挪',
  examples: ['推迟 张三 明天下午3点'],
  async run(ctx, { said }) {
    const { taskId, rest } = await taskOf(ctx, said, '推迟 张三 明天下午3点');
    const time = readTime(rest, ctx.now, 'plan');
    if (rest && !time)
      throw new DomainError('invalid', 'task.no-time', '没看出挪到什么时候。例如：推迟 张三 明天下午3点');
    const task = await postponeTask(ctx, taskId, time?.at ?? addSeconds(ctx.now, 3600));
    return `好，改到${spokenTime(task.dueAt, ctx.now)}：${task.title}`;
  },
});

/** The task that a line means: `#id` from a button, or a customer's earliest. */
async function taskOf(ctx: Ctx, said: string, example: string): Promise<{ taskId: string; rest: string }> {
  if (!said) throw new DomainError('invalid', 'task.unnamed', `是哪位客户的待办？例如：${example}`);
  const button = /^#([0-9A-Z]{26})(?:\s+|$)/.exec(said);
  if (button?.[1]) {
    const task = await loadTask(ctx, button[1]);
    return { taskId: task.id, rest: said.slice(button[0].length) };
  }
  const { customer, rest } = await takeCustomer(ctx, said);
  const task = await nextTaskFor(ctx, customer.id);
  if (!task) throw new DomainError('not_found', 'task.none', `${customer.name}没有你要做的待办。`);
  return { taskId: task.id, rest };
}

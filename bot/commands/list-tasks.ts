import { listOpenTasks, type TaskRow } from '../../server/tasks/list-tasks.ts';
import { spokenTime } from '../../server/kernel/dates.ts';
import { shorten } from '../cards/render-card.ts';
import { defineCommand } from '../grammar/define-command.ts';

const SHOWN = 15;

export const listTasksCommand = defineCommand({
  code: 'list-tasks',
  words: ['待办', '今天', 'tasks'],
  grammar: {},
  usage: '待办',
  summary: '看我要做的事，逾期的在前',
  examples: ['待办'],
  async run(ctx) {
    const { rows, total } = await listOpenTasks(ctx, SHOWN);
    if (total === 0) return '待办都做完了。\n要记一件：提醒 张三 明天下午3点 回访';
    const overdue = rows.filter(({ task }) => task.dueAt < ctx.now);
    const ahead = rows.filter(({ task }) => task.dueAt >= ctx.now);
    const more = total > rows.length ? `还有 ${total - rows.length} 件在后面。` : '';
    return [
      `共 ${total} 件待办`,
      ...section('已经逾期', overdue, ctx.now),
      ...section('接下来', ahead, ctx.now),
      '',
      `${more}做完一件：完成 客户名`,
    ].join('\n');
  },
});

function section(title: string, rows: readonly TaskRow[], now: Date): string[] {
  if (rows.length === 0) return [];
  return [
    '',
    title,
    ...rows.map(({ task, customerName }) =>
      `· ${spokenTime(task.dueAt, now)} ${customerName ?? ''} ${shorten(task.title, 30)}`.replace(/ {2,}/g, ' '),
    ),
  ];
}

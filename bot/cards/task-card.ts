import { shanghaiStamp, spokenTime } from '../../server/kernel/dates.ts';
import type { Notice } from '../../server/wecom/messages/chat-notice.ts';
import type { Card } from '../answer.ts';

/** Reminds of a task at its time, with the customer's last word in it. */
export function taskCard(notice: Extract<Notice, { kind: 'task-due' }>): Card {
  const { taskId, title, customer } = notice;
  const dueAt = new Date(notice.dueAt);
  return {
    title: `到点了：${title}`,
    description: customer ? [customer.name, customer.company].filter(Boolean).join(' · ') : shanghaiStamp(dueAt),
    ...(customer?.lastNote && { quote: { title: '上次说到', text: customer.lastNote } }),
    rows: [{ name: '时间', value: spokenTime(dueAt, new Date(notice.remindedAt)) }],
    buttons: [
      { text: '完成', line: `完成 #${taskId}`, main: true },
      { text: '推迟 1 小时', line: `推迟 #${taskId} 1小时后` },
      { text: '明天再说', line: `推迟 #${taskId} 明天` },
      ...(customer ? [{ text: '看客户', line: `查 #${customer.id}` }] : []),
    ],
  };
}

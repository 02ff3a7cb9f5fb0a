import { spokenTime } from '../../server/kernel/dates.ts';
import { yuan } from '../../server/kernel/money.ts';
import type { Notice } from '../../server/wecom/messages/chat-notice.ts';
import type { Card } from '../answer.ts';

/** Tells a maintenance owner whom he looks after from now on, what the rep wants him to know, and what comes first. */
export function handoffReceivedCard(notice: Extract<Notice, { kind: 'handoff-received' }>): Card {
  const { customer, amountFen, fromName, note, steps, at } = notice;
  const quote = note
    ? { title: '交接备注', text: note }
    : customer.lastNote
      ? { title: '上次说到', text: customer.lastNote }
      : null;
  return {
    title: `交接给你：${customer.name}`,
    description: [customer.company, amountFen !== null && `成交 ${yuan(amountFen)}`].filter(Boolean).join(' · '),
    ...(quote && { quote }),
    rows: [{ name: amountFen === null ? '原维护人' : '销售', value: fromName }, ...stepRows(steps, at)],
    buttons: [
      { text: '看客户', line: `查 #${customer.id}`, main: true },
      { text: '我的待办', line: '待办' },
    ],
  };
}

/** Tells a rep who maintains his customer from now on, and what stays with him. */
export function handoffMadeCard(notice: Extract<Notice, { kind: 'handoff-made' }>): Card {
  const { customer, ownerName, steps, at } = notice;
  return {
    title: `${customer.name}已交接维护`,
    ...(customer.company && { description: customer.company }),
    rows: [{ name: '维护负责人', value: ownerName }, ...stepRows(steps, at)],
    buttons: [{ text: '看客户', line: `查 #${customer.id}`, main: true }],
  };
}

/** Tells a maintenance owner that his customer has bought again. */
export function repurchaseCard(notice: Extract<Notice, { kind: 'repurchase' }>): Card {
  const { customer, title, amountFen } = notice;
  return {
    title: `${customer.name}又成交一笔`,
    ...(customer.company && { description: customer.company }),
    rows: [
      { name: '金额', value: yuan(amountFen) },
      { name: '内容', value: title },
    ],
    buttons: [{ text: '看客户', line: `查 #${customer.id}`, main: true }],
  };
}

/** At most four, so that nothing of the card is cut off. */
const stepRows = (steps: readonly { title: string; dueAt: string }[], at: string) =>
  steps.slice(0, 4).map(({ title, dueAt }, index) => ({
    name: index === 0 ? '先做' : '然后',
    value: `${spokenTime(new Date(dueAt), new Date(at))} ${title}`,
  }));

import type { Notice } from '../../server/wecom/messages/chat-notice.ts';
import type { Card } from '../answer.ts';

const SHOWN = 6;

/** Tells a member in the morning whose birthday it is and what is planned in his name. */
export function careCard(notice: Extract<Notice, { kind: 'care-today' }>): Card {
  const { today, birthdays, moreBirthdays, greetings } = notice;
  const count = birthdays.length + moreBirthdays;
  const rows = [
    ...greetings.map(({ title, sendAt, count: customers }) => ({
      name: title,
      value: `${customers} 位客户，${sendAt} 等你确认`,
    })),
    ...birthdays.map(({ customer: { name, company }, plan }) => ({
      ...{ name, value: [plan, company].filter(Boolean).join(' · ') },
    })),
  ];
  const [first] = birthdays;
  const willAsk = greetings.length > 0 || birthdays.some(({ plan }) => plan.endsWith('发祝福'));
  const unseen = count + greetings.length - Math.min(SHOWN, rows.length);
  return {
    title: count > 0 ? `今天 ${count} 位客户生日` : '今天有祝福要发',
    description: today,
    rows: rows.slice(0, SHOWN),
    note: [unseen > 0 ? `还有 ${unseen} 位，说“关怀”都能看到。` : '', willAsk ? '到点会收到群发，确认了才发出。' : '']
      .filter(Boolean)
      .join(''),
    buttons: [
      { text: '今天的关怀', line: '关怀', main: true },
      ...(first && birthdays.length === 1 ? [{ text: '看客户', line: `查 #${first.customer.id}` }] : []),
    ],
  };
}

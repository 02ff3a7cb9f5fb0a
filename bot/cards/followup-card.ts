import type { Customer } from '../../entities/customer.ts';
import type { TimeQuestion } from '../../server/followups/log-followup-line.ts';
import type { FollowupView } from '../../server/followups/present.ts';
import { exactTime, spokenTime } from '../../server/kernel/dates.ts';
import type { Card } from '../answer.ts';

/** Says back what was understood of a contact, so that a slip is seen at once; an unclear time is asked back. */
export function followupCard(customer: Customer, view: FollowupView, now: Date, question: TimeQuestion | null): Card {
  const { id, name, company, followupCount } = customer;
  const times = question?.times ?? [];
  return {
    title: `已记下，${name}的第 ${followupCount} 次跟进`,
    ...(company && { description: company }),
    rows: [
      { name: '方式', value: view.channel },
      { name: '说了什么', value: view.note },
      ...(view.reaction ? [{ name: '反应', value: view.reaction }] : []),
      {
        name: '下一步',
        value: view.nextStepAt
          ? `${spokenTime(view.nextStepAt, now)} ${view.nextStep ?? ''}`.trim()
          : question
            ? '时间要再问一句'
            : '还没有定',
      },
    ],
    ...(times.length > 0 && { note: `下次是哪个时间：${times.map((time) => spokenTime(time, now)).join('，还是')}` }),
    buttons: [
      ...times.map((time) => ({ text: shortTime(time, now), line: reminderLine(id, time, question?.step || '跟进') })),
      { text: '看客户', line: `查 #${id}` },
      { text: '时间线', line: `时间线 #${id}` },
      ...(view.nextStepAt || times.length > 0
        ? []
        : [{ text: '明天提醒我', line: `提醒 #${id} 明天 跟进`, main: true }]),
    ],
  };
}

/** The chat line that plans a reminder at an exact time. */
export function reminderLine(customerId: string | null, time: Date, title: string): string {
  return ['提醒', customerId && `#${customerId}`, exactTime(time), title].filter(Boolean).join(' ');
}

/** A time as a button has room for it: 明天 15:00, 27日 15:00; the card beside it says the whole. */
export const shortTime = (time: Date, now: Date): string => spokenTime(time, now).replace(/^.*?(\d+日) 周. /, '$1 ');

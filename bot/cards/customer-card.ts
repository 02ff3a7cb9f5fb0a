import type { CustomerCardView } from '../../server/followups/view-customer.ts';
import { shanghaiStamp, spokenTime } from '../../server/kernel/dates.ts';
import type { Card } from '../answer.ts';

/** The customer card (客户卡片): the 360° view cut to one screen, with what to do next under the thumb. */
export function customerCard({ customer, last, next }: CustomerCardView, now: Date): Card {
  const { id, name, company, phone, stage, ownerName, followupCount, source } = customer;
  return {
    title: name,
    description: [company, stage].filter(Boolean).join(' · '),
    ...(last && { quote: { title: `上次联系 ${shanghaiStamp(last.at)} ${last.channel}`, text: last.note } }),
    rows: [
      { name: '负责人', value: ownerName },
      { name: '联系', value: followupCount === 0 ? '还没有跟进过' : `共 ${followupCount} 次` },
      ...(last?.reaction ? [{ name: '反应', value: last.reaction }] : []),
      { name: '下一步', value: next ? nextStep(next, now) : '还没有定' },
      ...(phone ? [{ name: '电话', value: phone }] : []),
      ...(source ? [{ name: '来源', value: source }] : []),
    ],
    buttons: [
      { text: '时间线', line: `时间线 #${id}` },
      next?.mine
        ? { text: '完成下一步', line: `完成 #${next.task.id}`, main: true }
        : { text: '明天提醒我', line: `提醒 #${id} 明天 跟进`, main: true },
      { text: '怎么记跟进', line: '帮助 跟进' },
    ],
  };
}

const nextStep = ({ task, ownerName, mine }: NonNullable<CustomerCardView['next']>, now: Date): string =>
  `${spokenTime(task.dueAt, now)} ${task.title}${mine ? '' : `（${ownerName}）`}`;

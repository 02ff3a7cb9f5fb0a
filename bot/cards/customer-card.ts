import type { CustomerCardView } from '../../server/followups/view-customer.ts';
import { nextBirthday, spokenBirthday } from '../../server/kernel/birthdays.ts';
import { spokenDay } from '../../server/kernel/calendar.ts';
import { shanghaiStamp, spokenTime, toShanghai } from '../../server/kernel/dates.ts';
import { yuan } from '../../server/kernel/money.ts';
import type { Card } from '../answer.ts';

/** The customer card (客户卡片): the 360° view cut to one screen, with what to do next under the thumb. */
export function customerCard(
  { customer, last, next, hold, tier, birthday, tags, deals }: CustomerCardView,
  now: Date,
): Card {
  const { id, name, company, phone, stage, ownerName, followupCount, source } = customer;
  return {
    title: name,
    description: [company, stage, tier && `${tier.tier} 级`].filter(Boolean).join(' · '),
    ...(last && { quote: { title: `上次联系 ${shanghaiStamp(last.at)} ${last.channel}`, text: last.note } }),
    rows: [
      ...(hold ? [{ name: '营销已暂停', value: hold.cause }] : []),
      {
        name: '负责人',
        value: [ownerName, deals.maintainer && `维护 ${deals.maintainer}`].filter(Boolean).join(' · '),
      },
      ...(deals.quotedFen === null ? [] : [{ name: '报价', value: yuan(deals.quotedFen) }]),
      ...(deals.value
        ? [{ name: '累计成交', value: `${yuan(deals.value.totalFen)}，${deals.value.orderCount} 笔` }]
        : []),
      { name: '联系', value: followupCount === 0 ? '还没有跟进过' : `共 ${followupCount} 次` },
      { name: '下一步', value: next ? nextStep(next, now) : '还没有定' },
      ...(phone ? [{ name: '电话', value: phone }] : []),
      ...(last?.reaction ? [{ name: '反应', value: last.reaction }] : []),
      ...(birthday ? [{ name: '生日', value: birthdayLine(birthday, now) }] : []),
      ...(tags.length > 0 ? [{ name: '标签', value: tags.join('、') }] : []),
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

function birthdayLine(birthday: NonNullable<CustomerCardView['birthday']>, now: Date): string {
  const today = toShanghai(now);
  return `${spokenBirthday({ ...birthday, year: null })}，下次${spokenDay(nextBirthday(birthday, today), today)}`;
}

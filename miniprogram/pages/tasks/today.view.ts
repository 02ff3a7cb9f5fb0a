import type { OwnCareView, RankedTask, SilentCustomer, TodayView } from '../../api/client.ts';
import { silenceWords } from '../../components/rhythm.view.ts';
import type { IconName } from '../../icons/icons.ts';
import { clockTime, distance, spokenDay, spokenTime, startOfDay, wallTime } from '../../time.view.ts';

/** How many tasks one sees before asking for all. */
export const SHOWN_FIRST = 4;

const HOUR_MS = 3_600_000;

/** The day as a strip; places are percent of its width. */
export interface DayRibbon {
  dots: { key: string; at: number; kind: 'task' | 'care' }[];
  /** Where the hours begin in which one may write. */
  open: number;
  now: number;
  hours: { at: number; name: string }[];
}

const hourOf = (clock: string): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour + minute / 60;
};

/** Places the day's tasks from an hour before the quiet time ends to its next beginning; what lies outside stands at the edge. */
export function dayRibbon({ now, quiet, ribbon }: TodayView): DayRibbon {
  const opens = hourOf(quiet.to);
  const first = opens - 1;
  const last = hourOf(quiet.from);
  const place = (hour: number): number =>
    Math.round(Math.min(100, Math.max(0, ((hour - first) / (last - first)) * 100)) * 10) / 10;
  const hourIn = (at: string): number => (Date.parse(at) - startOfDay(now)) / HOUR_MS;
  const names = [opens, 12, 15, 18, last].filter((hour, index, all) => all.indexOf(hour) === index && hour >= opens);
  return {
    dots: ribbon.map(({ at, kind }, index) => ({ key: `${at}-${index}`, at: place(hourIn(at)), kind })),
    open: place(opens),
    now: place(hourIn(now)),
    hours: names.map((hour) => ({ at: place(hour), name: `${Math.floor(hour)}:${hour % 1 ? '30' : '00'}` })),
  };
}

/** When nobody may be written to, seen from now. */
export function quietWords({ now, quiet }: TodayView): string {
  const { hour, minute } = wallTime(now);
  const at = hour + minute / 60;
  if (at >= hourOf(quiet.from) || at < hourOf(quiet.to)) return `勿扰中，到 ${quiet.to}`;
  return at < 12 ? `勿扰 ${quiet.from} – ${quiet.to} 已过` : `${quiet.from} 起勿扰`;
}

/** How many tasks and care there is for the day. */
export const dayCounts = ({ counts, ribbon }: TodayView): { tasks: number; care: number } => ({
  tasks: counts.overdue + counts.today,
  care: ribbon.filter(({ kind }) => kind === 'care').length,
});

/** A task as its row shows it. */
export interface TaskLine {
  id: string;
  time: string;
  when: string;
  late: boolean;
  title: string;
  reason: string;
  icon: IconName;
  act: string;
}

const ICON: Record<NonNullable<RankedTask['channel']>, IconName> = {
  phone: 'phone',
  wechat: 'message-circle',
  sms: 'message-circle',
  visit: 'map-pin',
  email: 'mail',
  other: 'pencil',
};

/** The words of the channels, as a contact's line begins with them. */
export const CHANNEL_WORD: Record<NonNullable<RankedTask['channel']>, string> = {
  phone: '电话',
  wechat: '微信',
  sms: '短信',
  visit: '面谈',
  email: '邮件',
  other: '联系',
};

/** Puts a task's time and reason into words: what the column and the rhythm line already say is not said again. */
export function taskLine(task: RankedTask, now: string): TaskLine {
  const { id, title, dueAt, overdueDays, reasons, channel, customer } = task;
  const late = overdueDays > 0 || Date.parse(dueAt) < Date.parse(now);
  const other = reasons.filter(({ kind }) => kind !== 'overdue' && (kind !== 'silence' || task.rhythm === null));
  const how = channel === null ? 'phone' : channel;
  return {
    id,
    time: clockTime(dueAt),
    when: overdueDays > 0 ? `逾期 ${overdueDays} 天` : (distance(dueAt, now) ?? spokenDay(dueAt, now)),
    late,
    title,
    reason: (other.length > 0 ? other : customer === null ? [] : reasons).map(({ text }) => text).join('，'),
    icon: customer === null ? 'check' : ICON[how],
    act: customer === null ? `处理：${title}` : `${CHANNEL_WORD[how]}联系${customer.name}，记一笔`,
  };
}

/** The one alert on top: who has been left alone for longest, and what was said last. */
export function silenceAlert({
  silent,
  silentCount,
}: TodayView): { customer: SilentCustomer['customer']; title: string; text: string } | null {
  const [first] = silent;
  if (!first) return null;
  const { customer, rhythm, lastNote } = first;
  const more = silentCount > 1 ? `还有 ${silentCount - 1} 位也超窗了` : null;
  return {
    customer,
    title: `${customer.name} ${silenceWords(rhythm)}`,
    text: [customer.company, more ?? lastNote].filter(Boolean).join('，'),
  };
}

/** What an empty day says about the next one. */
export function restWords({ later, counts, now }: TodayView): string {
  const [next] = later;
  if (!next) return '后面也没有排好的事。和客户聊完，记一笔时写上下一步就行。';
  return `${spokenTime(next.dueAt, now)} 有下一件，后面一共排了 ${counts.later} 件。`;
}

/** The day with the greetings in the member's name among its tasks. */
export const withCare = (today: TodayView, care: OwnCareView | null): TodayView => ({
  ...today,
  ribbon: [...today.ribbon, ...(care?.marks ?? []).map((at) => ({ at, kind: 'care' as const }))],
});

/** A coming day of a customer as its card shows it. */
export interface ComingCard {
  key: string;
  customer: OwnCareView['coming'][number]['customer'];
  icon: IconName;
  /** 今天生日, 周四 · 农历十月十八. */
  when: string;
  /** 生日, 合作满 3 年; empty where `when` says it. */
  what: string;
  /** A birthday of today, to be wished for. */
  now: boolean;
}

const WEEK = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** Puts a coming day into words. */
export function comingCard({ customer, kind, day, inDays, lunar, years }: OwnCareView['coming'][number]): ComingCard {
  const what = kind === 'birthday' ? '生日' : `合作满 ${years ?? 1} 年`;
  const now = inDays === 0 && kind === 'birthday';
  const date = inDays === 0 ? '今天' : inDays === 1 ? '明天' : (WEEK[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '');
  return {
    ...{
      key: `${kind}-${customer.id}`,
      customer,
      now,
      icon: kind === 'birthday' && inDays === 0 ? 'cake' : 'calendar-days',
    },
    when: now ? '今天生日' : `${date} · ${lunar}`,
    what: now ? '' : what,
  };
}

/** What stands below the coming days: how many are not shown, or that there are none. */
export function comingNote({ coming, comingCount }: OwnCareView): string {
  if (comingCount === 0) return '一周内没有客户过生日，也没有合作纪念日。';
  return comingCount > coming.length ? `一周内还有 ${comingCount - coming.length} 位，在关怀日历里。` : '';
}

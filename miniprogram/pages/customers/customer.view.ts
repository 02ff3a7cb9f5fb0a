import type { CustomerProfile, TimelineEntry } from '../../api/client.ts';
import type { IconName } from '../../icons/icons.ts';
import { price, shortMoney } from '../../money.view.ts';
import { clockStamp, daysBetween, monthDay, spokenSpan, spokenTime, wallTime } from '../../time.view.ts';

/** One figure of the profile: its name, the number, and its unit. */
export interface Fact {
  name: string;
  figure: string;
  unit: string;
}

/** The three figures beside the rhythm line: of his orders once there are some, else of getting to know him. */
export function profileFacts({ value, createdAt, followupCount, rhythm }: CustomerProfile): Fact[] {
  const usual: Fact =
    rhythm.usualDays === null
      ? { name: '已沉默', figure: String(rhythm.silentDays), unit: '天' }
      : { name: '联系节律', figure: String(rhythm.usualDays), unit: '天' };
  if (value === null || value.orderCount === 0) {
    return [
      { name: '联系', figure: String(followupCount), unit: '次' },
      { name: '认识', ...splitSpan(spokenSpan(createdAt, rhythm.to)) },
      usual,
    ];
  }
  return [
    { name: '累计成交', ...shortMoney(value.totalFen) },
    { name: '合作', ...splitSpan(spokenSpan(value.firstOrderAt ?? createdAt, rhythm.to)) },
    usual,
  ];
}

function splitSpan(span: string): { figure: string; unit: string } {
  const [figure = '', ...unit] = span.split(' ');
  return { figure, unit: unit.join(' ') };
}

/** The process he is in, and where: 跟进 · 报价 4 / 6, 维护. */
export const processWords = ({ stage }: Pick<CustomerProfile, 'stage'>): string =>
  stage.code === 'won' ? '维护' : `跟进 · ${stage.name} ${stage.place} / ${stage.of}`;

/** His birthday in a few words, and when it comes next. */
export const birthdayWords = ({ birthday }: Pick<CustomerProfile, 'birthday'>): string =>
  birthday === null
    ? '生日还没记'
    : `生日 ${birthday.words}${/^(今天|明天)$/.test(birthday.next) ? `，${birthday.next}` : ''}`;

/** The next step in words. */
export function nextStep({ next, rhythm }: CustomerProfile): { title: string; note: string; late: boolean } | null {
  if (!next) return null;
  const late = Date.parse(next.dueAt) < Date.parse(rhythm.to);
  const overdue = daysBetween(next.dueAt, rhythm.to);
  return {
    title: `${spokenTime(next.dueAt, rhythm.to)} ${next.title}`,
    note: [next.mine ? null : `${next.owner.name}的待办`, overdue > 0 ? `逾期 ${overdue} 天` : late ? '时间过了' : null]
      .filter(Boolean)
      .join(' · '),
    late,
  };
}

/** An entry of the time line as it is drawn. */
export interface TimelineLine {
  id: string;
  day: string;
  /** The year where it is not the present one. */
  year: string;
  time: string;
  icon: IconName;
  tone: 'teal' | 'ink' | 'hold' | 'quiet' | 'blue';
  title: string;
  by: string;
  state: string;
  amount: string;
  text: string;
  reaction: string;
  next: string;
}

const CHANNEL_ICON: Record<NonNullable<TimelineEntry['channel']>, IconName> = {
  phone: 'phone',
  wechat: 'message-circle',
  sms: 'message-circle',
  visit: 'map-pin',
  email: 'mail',
  other: 'pencil',
};

const LOOK: Record<TimelineEntry['kind'], { icon: IconName; tone: TimelineLine['tone'] }> = {
  followup: { icon: 'pencil', tone: 'teal' },
  order: { icon: 'package', tone: 'ink' },
  deal: { icon: 'handshake', tone: 'blue' },
  ticket: { icon: 'wrench', tone: 'hold' },
  touch: { icon: 'send', tone: 'teal' },
  held: { icon: 'circle-pause', tone: 'quiet' },
  consent: { icon: 'sliders-horizontal', tone: 'ink' },
};

/** Puts an entry into words; what was held back stands among what was sent. */
export function timelineLine(entry: TimelineEntry, now: string): TimelineLine {
  const { id, kind, at, title, text, by, channel, reaction, nextStep: next, amountFen, state } = entry;
  const { year } = wallTime(at);
  return {
    id,
    day: monthDay(at),
    year: year === wallTime(now).year ? '' : String(year),
    time: clockStamp(at),
    icon: channel === null ? LOOK[kind].icon : CHANNEL_ICON[channel],
    tone: LOOK[kind].tone,
    title,
    by: by?.name ?? '',
    state: state ?? '',
    amount: amountFen === null ? '' : price(amountFen),
    text,
    reaction: reaction ?? '',
    next: next === null ? '' : `下一步：${spokenTime(next.at, now)} ${next.text}`,
  };
}

const KIND_NAME: Record<TimelineEntry['kind'], string> = {
  followup: '联系',
  deal: '商机',
  order: '订单',
  ticket: '工单',
  touch: '触达',
  held: '未发',
  consent: '意愿',
};

/** What the time line is narrowed to. */
export type KindCode = 'all' | TimelineEntry['kind'];

/** The kinds that have been seen, as filters; none where there is only one. */
export function kindChips(seen: ReadonlySet<TimelineEntry['kind']>): { code: KindCode; name: string }[] {
  const kinds = (Object.keys(KIND_NAME) as TimelineEntry['kind'][]).filter((kind) => seen.has(kind));
  if (kinds.length < 2) return [];
  return [{ code: 'all', name: '全部' }, ...kinds.map((code) => ({ code, name: KIND_NAME[code] }))];
}

/** How a log line begins when one comes from a way of contact. */
export const linePrefix = (channelWord: string | undefined): string => (channelWord ? `${channelWord}，` : '');

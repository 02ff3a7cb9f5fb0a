import type { CareDayView, CareLetterView, CareMonthView, CareProgressView, OccasionView } from '../../api/client.ts';
import type { IconName } from '../../icons/icons.ts';
import { clockTime, startOfDay, toIso, wallTime, weekday } from '../../time.view.ts';

/** The weekdays above the month, Sunday first. */
export const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;

/** A month of a year, 1-12. */
export interface Month {
  year: number;
  month: number;
}

/** The month so many months later. */
export function shiftMonth({ year, month }: Month, by: number): Month {
  const index = year * 12 + month - 1 + by;
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
}

/** A day as the month shows it. */
export interface DayCell {
  day: string;
  number: number;
  /** 初三, 十月, 立冬, 感恩节. */
  label: string;
  feast: boolean;
  /** How many are to be greeted, or of a past day how many were; empty for nobody. */
  count: string;
  past: boolean;
  today: boolean;
  chosen: boolean;
  /** What is read aloud. */
  aria: string;
}

/** Lays the days out in weeks that begin on Sunday; null where a week lies in another month. */
export function monthWeeks({ days, today }: CareMonthView, chosen: string | null): (DayCell | null)[][] {
  const [first] = days;
  if (!first) return [];
  const cells: (DayCell | null)[] = days.map((each) => dayCell(each, today, chosen));
  const before = new Date(`${first.day}T00:00:00Z`).getUTCDay();
  const all = [...Array.from({ length: before }, () => null), ...cells];
  const weeks = Math.ceil(all.length / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_each, at) => all[week * 7 + at] ?? null),
  );
}

function dayCell(
  { day, lunar, feast, birthdays, planned, sent }: CareMonthView['days'][number],
  today: string,
  chosen: string | null,
): DayCell {
  const past = day < today;
  const count = planned > 0 ? planned : sent;
  const number = Number(day.slice(8));
  const words = [
    `${Number(day.slice(5, 7))}月${number}日`,
    feast ?? lunar,
    ...(planned > 0 ? [`${planned} 位要问候`] : []),
    ...(sent > 0 ? [`${sent} 位已问候`] : []),
    ...(birthdays > 0 ? [`${birthdays} 位生日`] : []),
  ];
  return {
    ...{ day, number, label: feast ?? lunar, feast: feast !== null, past },
    ...{ count: count > 0 ? String(count) : '', today: day === today, chosen: day === chosen, aria: words.join('，') },
  };
}

/** How many are still to be greeted in the month. */
export const stillPlanned = ({ days, today }: CareMonthView): number =>
  days.reduce((sum, { day, planned }) => (day >= today ? sum + planned : sum), 0);

/** The day to look at first: the next one on which something is, else today, else the first. */
export function dayToShow({ days, today }: CareMonthView): string | null {
  const ahead = days.filter(({ day }) => day >= today);
  const busy = ahead.find(({ planned, birthdays, holidays }) => planned + birthdays + holidays.length > 0);
  return (busy ?? ahead[0] ?? days[0])?.day ?? null;
}

/** The instant of a clock time on a day in Shanghai. */
export const instantOf = (day: string, clock = '00:00'): string => toIso(Date.parse(`${day}T${clock}:00+08:00`));

/** 11月26日 周四, with the year where it is another one than today's. */
export function dateWords(day: string, today: string): string {
  const at = instantOf(day);
  const { year, month, day: date } = wallTime(at);
  return `${day.slice(0, 4) === today.slice(0, 4) ? '' : `${year}年`}${month}月${date}日 ${weekday(at)}`;
}

/** 周四 10:00 within the week ahead, else 11月26日 10:00. */
export function sendWords(at: string, now: string): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / 86_400_000);
  const { month, day } = wallTime(at);
  const date = days === 0 ? '今天' : days === 1 ? '明天' : days < 7 ? weekday(at) : `${month}月${day}日`;
  return `${date} ${clockTime(at)}`;
}

/** What stands beside an occasion's name: how far it is on the day. */
export function stageTag({ stage, sent, waiting }: Pick<CareProgressView, 'stage' | 'sent' | 'waiting'>): {
  text: string;
  tone: 'shi' | 'ok' | 'warn' | 'outline';
} {
  switch (stage) {
    case 'proposed':
      return { text: '待确认', tone: 'shi' };
    case 'set':
      return { text: '到时就发', tone: 'ok' };
    case 'underway':
      return waiting > 0 ? { text: `等同事确认 ${waiting}`, tone: 'warn' } : { text: '到时就发', tone: 'ok' };
    case 'done':
      return sent > 0 ? { text: `已发 ${sent}`, tone: 'ok' } : { text: '没有发', tone: 'outline' };
    case 'missed':
      return { text: '没有发', tone: 'outline' };
  }
}

/** What becomes of those included: 187 人收到, 收到了, 等确认. */
export function includedWords({
  stage,
  sent,
  included,
}: Pick<CareProgressView, 'stage' | 'sent' | 'included'>): string {
  if (stage === 'done' || stage === 'missed') return '人收到了';
  return sent > 0 ? `人要收到，${included - sent} 人还没发` : '人收到';
}

/** The tabs over the letter: the tiers of those included. */
export const letterTabs = ({
  tiers,
}: Pick<CareProgressView, 'tiers'>): { key: string; tier: 'A' | 'B' | 'C' | null; count: number }[] =>
  tiers.map(({ tier, count }) => ({ key: tier ?? 'none', tier, count }));

/** The letters of a tier. */
export const lettersOf = (samples: readonly CareLetterView[], key: string): CareLetterView[] =>
  samples.filter(({ tier }) => (tier ?? 'none') === key);

/** Where the coloured words of a letter come from. */
export const mergedNote = ({ parts }: Pick<CareLetterView, 'parts'>): string[] =>
  parts.some(({ merged }) => merged) ? ['橙字来自客户资料'] : [];

/** What stands below a letter: where the coloured words come from, that it sells nothing, who confirms. */
export function letterNotes(
  {
    warnings,
    senders,
    confirmations,
    stage,
  }: Pick<CareProgressView, 'warnings' | 'senders' | 'confirmations' | 'stage'>,
  letter: Pick<CareLetterView, 'parts'> | undefined,
): string[] {
  const over = stage === 'done' || stage === 'missed';
  return [
    ...(letter ? mergedNote(letter) : []),
    ...(warnings.some((each) => each.includes('推销')) ? [] : ['不含推销']),
    ...(senders > 0 && !over ? [`由 ${senders} 位同事各自确认`] : []),
    ...(confirmations !== null && confirmations > senders ? [`共确认 ${confirmations} 次`] : []),
  ];
}

/** An occasion in the list of what comes. */
export interface OccasionLine {
  id: string;
  icon: IconName;
  title: string;
  note: string;
  state: string;
  on: boolean;
  /** The day to show when it is pressed; null for birthdays, which are many. */
  day: string | null;
}

/** An occasion's line: when, for whom, and whether it leaves by itself. */
export function occasionLine(
  { id, kind, title, next, sendAt, leadDays, audience, enabled }: OccasionView,
  today: string,
): OccasionLine {
  const lead = leadDays > 0 ? `提前 ${leadDays} 天` : '';
  const when =
    kind === 'birthday' ? `客户生日${lead || '当天'}` : [dateWords(next, today), lead].filter(Boolean).join(' ');
  return {
    ...{ id, title, on: enabled, icon: kind === 'birthday' ? 'cake' : 'hand-heart' },
    note: `${when} ${sendAt} · ${audience}`,
    state: enabled ? '到时就发' : '待确认',
    day: kind === 'birthday' ? null : next,
  };
}

/** The occasion to show first of a day: one that is switched on, else the first. */
export const occasionToShow = ({ occasions }: Pick<CareDayView, 'occasions'>): string | null =>
  (
    occasions.find(({ enabled, kind }) => enabled && kind === 'holiday') ??
    occasions.find(({ enabled }) => enabled) ??
    occasions[0]
  )?.id ?? null;

/** What a day without care says. */
export function nothingWords({ day, feast }: Pick<CareDayView, 'day' | 'feast'>, today: string): string {
  const past = day < today;
  if (feast !== null) return past ? `${feast}没有安排问候。` : `${feast}还没有安排问候。`;
  return past ? '这天没有生日，也没有问候。' : '这天没有客户生日，也没有要发的问候。';
}

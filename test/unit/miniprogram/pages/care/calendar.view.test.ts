import { describe, expect, it } from 'vitest';
import type { CareMonthView, CareProgressView } from '../../../../../miniprogram/api/client.ts';
import {
  dayToShow,
  includedWords,
  letterNotes,
  lettersOf,
  letterTabs,
  monthWeeks,
  nothingWords,
  occasionLine,
  occasionToShow,
  sendWords,
  shiftMonth,
  stageTag,
  stillPlanned,
} from '../../../../../miniprogram/pages/care/calendar.view.ts';
import { at, NOW } from '../../views.ts';

type Day = CareMonthView['days'][number];

const day = (date: number, parts: Partial<Day> = {}): Day => ({
  ...{ day: `2026-11-${String(date).padStart(2, '0')}`, lunar: '初二', feast: null },
  ...{ birthdays: 0, holidays: [], planned: 0, sent: 0, ...parts },
});

const november = (busy: Record<number, Partial<Day>> = {}): CareMonthView => ({
  ...{ now: NOW, today: '2026-11-23', year: 2026, month: 11 },
  days: Array.from({ length: 30 }, (_, index) => day(index + 1, busy[index + 1])),
});

describe('the month', () => {
  it('lays its days under their weekdays, Sunday first', () => {
    // 1 November 2026 is a Sunday, so that five weeks begin with the 1st, 8th, 15th, 22nd and 29th.
    const weeks = monthWeeks(november(), null);
    expect(weeks.map((week) => week[0]?.number)).toEqual([1, 8, 15, 22, 29]);
    expect(weeks[4]?.map((cell) => cell?.number ?? null)).toEqual([29, 30, null, null, null, null, null]);
    const may = { ...november(), days: [{ ...day(1), day: '2026-05-01' }] };
    expect(monthWeeks(may, null)[0]?.map((cell) => cell?.number ?? null)).toEqual([
      null,
      null,
      null,
      null,
      null,
      1,
      null,
    ]);
  });

  it('names feasts before lunar days, and shows what is planned before what was sent', () => {
    const weeks = monthWeeks(
      november({
        7: { feast: '立冬', sent: 168 },
        23: { planned: 2, sent: 1, birthdays: 3 },
        26: { feast: '感恩节' },
      }),
      '2026-11-26',
    );
    const cell = (number: number) => weeks.flat().find((each) => each?.number === number);
    expect(cell(7)).toMatchObject({ label: '立冬', feast: true, count: '168', past: true });
    expect(cell(23)).toMatchObject({ count: '2', today: true, past: false, chosen: false });
    expect(cell(23)?.aria).toBe('11月23日，初二，2 位要问候，1 位已问候，3 位生日');
    expect(cell(26)).toMatchObject({ label: '感恩节', count: '', chosen: true });
  });

  it('counts what is still to come, and opens on the next day on which something is', () => {
    const busy = november({ 3: { planned: 5 }, 26: { planned: 187 }, 28: { planned: 2 } });
    expect(stillPlanned(busy)).toBe(189);
    expect(dayToShow(busy)).toBe('2026-11-26');
    expect(dayToShow(november())).toBe('2026-11-23');
    expect(dayToShow({ ...november(), today: '2027-01-04' })).toBe('2026-11-01');
  });

  it.each([
    [{ year: 2026, month: 12 }, 1, { year: 2027, month: 1 }],
    [{ year: 2026, month: 1 }, -1, { year: 2025, month: 12 }],
    [{ year: 2026, month: 11 }, -11, { year: 2025, month: 12 }],
  ])('%o and %i months is %o', (from, by, to) => {
    expect(shiftMonth(from, by)).toEqual(to);
  });
});

const progress = (parts: Partial<CareProgressView> = {}): CareProgressView => ({
  occasion: {
    ...{ id: 'O1', kind: 'holiday', holidayName: '感恩节', title: '感恩节问候', segmentId: null, audience: '所有人' },
    ...{ texts: { default: '' }, leadDays: 0, sendAt: '10:00', enabled: false, next: '2026-11-26', editable: true },
  },
  ...{ day: '2026-11-26', at: at(3), stage: 'proposed', total: 3, included: 2, sent: 0, waiting: 0, leftOut: [] },
  ...{ tiers: [], senders: 2, confirmations: 2, budget: null, samples: [], warnings: [] },
  ...parts,
});

describe('an occasion on a day', () => {
  it.each([
    [{ stage: 'proposed' }, '待确认'],
    [{ stage: 'set' }, '到时就发'],
    [{ stage: 'underway', waiting: 2 }, '等同事确认 2'],
    [{ stage: 'underway' }, '到时就发'],
    [{ stage: 'done', sent: 2 }, '已发 2'],
    [{ stage: 'done', sent: 0 }, '没有发'],
    [{ stage: 'missed' }, '没有发'],
  ] as const)('%o reads %s', (parts, text) => {
    expect(stageTag(progress(parts)).text).toBe(text);
  });

  it('never says that somebody got what is still to be sent', () => {
    expect(includedWords(progress())).toBe('人收到');
    expect(includedWords(progress({ stage: 'underway', sent: 1 }))).toBe('人要收到，1 人还没发');
    expect(includedWords(progress({ stage: 'done', sent: 2 }))).toBe('人收到了');
  });

  it('shows the letters of a tier, also of those who have none', () => {
    const letter = (tier: 'A' | null) => ({ tier, customerName: '孙丽', memberName: '周航', parts: [] });
    const { samples, tiers } = progress({
      samples: [letter('A'), letter(null)],
      tiers: [
        { tier: 'A', count: 31 },
        { tier: null, count: 4 },
      ],
    });
    expect(letterTabs({ tiers }).map(({ key, count }) => [key, count])).toEqual([
      ['A', 31],
      ['none', 4],
    ]);
    expect(lettersOf(samples, 'none')).toEqual([letter(null)]);
  });

  it('says that a greeting sells nothing only where it does not', () => {
    const parts = [{ text: '孙院长', merged: true }];
    expect(letterNotes(progress(), { parts })).toEqual(['橙字来自客户资料', '不含推销', '由 2 位同事各自确认']);
    expect(
      letterNotes(progress({ warnings: ['问候里有优惠。关怀不推销，换个说法吧。'], confirmations: 84 }), { parts: [] }),
    ).toEqual(['由 2 位同事各自确认', '共确认 84 次']);
  });

  it.each([
    [at(0, '10:00'), '今天 10:00'],
    [at(3, '10:00'), '周四 10:00'],
    [at(7, '09:30'), '11月30日 9:30'],
  ])('is sent at %s, %s', (instant, words) => {
    expect(sendWords(instant, NOW)).toBe(words);
  });
});

describe('what comes', () => {
  it('tells when, for whom, and whether it leaves by itself', () => {
    const { occasion } = progress();
    expect(occasionLine({ ...occasion, leadDays: 2 }, '2026-11-23')).toMatchObject({
      ...{ note: '11月26日 周四 提前 2 天 10:00 · 所有人', state: '待确认', day: '2026-11-26' },
    });
    expect(
      occasionLine({ ...occasion, kind: 'birthday', title: '生日', enabled: true, next: '2026-11-23' }, '2026-11-23'),
    ).toMatchObject({ note: '客户生日当天 10:00 · 所有人', state: '到时就发', day: null });
  });

  it('opens a holiday that is switched on before birthdays, and whatever there is', () => {
    const each = (id: string, kind: 'birthday' | 'holiday', enabled: boolean) => ({ id, kind, enabled, title: id });
    expect(occasionToShow({ occasions: [each('h', 'holiday', false), each('b', 'birthday', true)] })).toBe('b');
    expect(occasionToShow({ occasions: [each('b', 'birthday', true), each('h', 'holiday', true)] })).toBe('h');
    expect(occasionToShow({ occasions: [each('h', 'holiday', false)] })).toBe('h');
    expect(occasionToShow({ occasions: [] })).toBeNull();
  });

  it('does not promise anything of a day that is over', () => {
    expect(nothingWords({ day: '2026-11-20', feast: null }, '2026-11-23')).toBe('这天没有生日，也没有问候。');
    expect(nothingWords({ day: '2026-12-07', feast: '大雪' }, '2026-11-23')).toBe('大雪还没有安排问候。');
  });
});

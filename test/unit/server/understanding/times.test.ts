import { afterEach, describe, expect, it, vi } from 'vitest';
import { spokenTime } from '../../../../server/kernel/dates.ts';
import { findTimes, readTime } from '../../../../server/understanding/times.ts';
import expressions from '../../../fixtures/time-expressions.json' with { type: 'json' };
import { invented } from './invented-times.ts';

const now = new Date('2026-11-21T10:00:00+08:00');

/** An instant as the tables write it: `11-25 15:00`, with the year when it is another one. */
const short = (instant: Date): string =>
  new Date(instant.getTime() + 8 * 3_600_000)
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ')
    .replace(/^2026-/, '');

interface Expected {
  text: string;
  expect: string | null;
  grain: string;
  alt?: string[];
  past?: boolean;
  end?: string;
}

const cases: Expected[] = expressions;
const instants = (times: readonly string[] = []): Date[] => times.map((time) => new Date(time));

describe.each(['UTC', 'America/New_York', 'Asia/Shanghai'])('on a machine in %s', (zone) => {
  afterEach(() => vi.unstubAllEnvs());

  it.each(cases)('reads $text', ({ text, expect: at, grain, alt, past, end }) => {
    vi.stubEnv('TZ', zone);
    const mention = readTime(text, now, 'plan');
    if (at === null) {
      expect(mention).toBeNull();
      return;
    }
    expect(mention).toMatchObject({ at: new Date(at), grain, alternatives: instants(alt) });
    if (past) expect(mention).toMatchObject({ past: true, ask: 'past' });
    expect(mention?.until ?? null).toEqual(end === undefined ? null : new Date(end));
  });
});

it('stands in a test whose machine is really moved', () => {
  vi.stubEnv('TZ', 'America/New_York');
  expect(now.getHours()).toBe(21);
  vi.unstubAllEnvs();
});

describe.each(Object.entries(invented.plan))('plans %s', (_kind, table) => {
  it.each(table)('%s is %s', (text, expected) => {
    expect(
      findTimes(text, now, 'plan')
        .map(({ at }) => short(at))
        .join(', '),
    ).toBe(expected);
  });
});

it.each(invented.log)('tells of %s as %s', (text, expected) => {
  const mention = readTime(text, now, 'log');
  expect(mention && short(mention.at)).toBe(expected);
});

it.each(invented.asked)('asks back %s: %s', (text, ask, expected) => {
  const mention = readTime(text, now, 'plan');
  expect(mention && { ask: mention.ask, alternatives: mention.alternatives.map(short) }).toEqual({
    ask,
    alternatives: expected,
  });
});

it.each(invented.spans)('sees the span %s', (text, from, until) => {
  const mention = readTime(text, now, 'plan');
  expect(mention && [short(mention.at), mention.until && short(mention.until), mention.text]).toEqual([
    from,
    until,
    text,
  ]);
});

it.each(invented.recurring)('sees that %s comes again every %s', (text, repeats, first) => {
  const mention = readTime(text, now, 'plan');
  expect(mention && [mention.repeats, short(mention.at)]).toEqual([repeats, first]);
});

it.each(invented.none)('sees no time in %s', (text) => {
  expect(findTimes(text, now, 'plan')).toEqual([]);
});

it('takes a name for a name', () => {
  expect(readTime('周一鸣要合同', now, 'plan')?.text).toBe('周一');
  expect(readTime('周一鸣要合同', now, 'plan', { names: ['周一鸣'] })).toBeNull();
  expect(readTime('周一鸣周三要合同', now, 'plan', { names: ['周一鸣', '周'] })).toMatchObject({
    text: '周三',
    start: 3,
    end: 5,
  });
});

it('says where the words stand in the line as it was typed', () => {
  const line = '跟进　张三 明天　下午３：３０ 回访';
  const mention = readTime(line, now, 'plan');
  expect(mention?.text).toBe('明天　下午３：３０');
  expect(line.slice(mention?.start, mention?.end)).toBe(mention?.text);
});

it.each([1, 26, 100, 200, 400])('understands its own answers, %i days ahead', (days) => {
  const then = new Date(now.getTime() + days * 86_400_000 + 5 * 3_600_000);
  const said = spokenTime(then, now);
  expect(readTime(said, now, 'plan')).toMatchObject({ at: then, text: said, ask: null });
});

it.each([
  ['周一', '2026-11-23T08:59:00+08:00', '11-23 09:00'],
  ['周一', '2026-11-23T09:01:00+08:00', '11-30 09:00'],
  ['下周日', '2026-11-22T10:00:00+08:00', '11-29 09:00'],
  ['本周日', '2026-11-22T08:00:00+08:00', '11-22 09:00'],
  ['31号', '2027-01-31T12:00:00+08:00', '2027-01-31 09:00'],
  ['一个月后', '2027-01-31T12:00:00+08:00', '2027-02-28 09:00'],
  ['月底', '2028-02-10T12:00:00+08:00', '2028-02-29 09:00'],
  ['明年元旦', '2026-12-31T23:59:00+08:00', '2027-01-01 09:00'],
  ['今晚12点', '2026-12-31T23:00:00+08:00', '2027-01-01 00:00'],
  ['下班前', '2026-11-23T10:00:00+08:00', '11-23 17:30'],
  ['国庆后', '2026-09-01T10:00:00+08:00', '10-08 09:00'],
  ['下一个工作日', '2026-09-30T10:00:00+08:00', '10-08 09:00'],
])('reads %s at %s as %s', (text, at, expected) => {
  const mention = readTime(text, new Date(at), 'plan');
  expect(mention && short(mention.at)).toBe(expected);
});

it('follows an imported notice', () => {
  const statutory = { 2027: [{ name: '春节', from: '02-05', to: '02-11', work: [] }] };
  expect(readTime('春节后', now, 'plan', { statutory })?.at).toEqual(new Date('2027-02-12T09:00:00+08:00'));
});

describe('hostile lines', () => {
  it.each([
    ['digits', '1'.repeat(100_000)],
    ['numerals', '一二三四五六七八九十'.repeat(10_000)],
    ['times', '明天3点到'.repeat(20_000)],
    ['near misses', '下下个月最后一个周'.repeat(11_000)],
    ['feasts', '中秋'.repeat(50_000)],
    ['spaces', ' '.repeat(100_000)],
  ])('of %s cost a bounded time', (_name, line) => {
    const before = process.cpuUsage();
    findTimes(line, now, 'plan');
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
  });

  it.each([
    '农历99月99日',
    '9999-99-99',
    '0年0月0日',
    '99:99',
    '999999年后',
    '闰十三月三十',
    '\u0000明\ud842',
    '第〇个周一',
    '0点0分',
    '下下下下下下周一',
  ])('like %s do no harm', (line) => {
    for (const { at } of findTimes(line, now, 'plan')) expect(Number.isNaN(at.getTime())).toBe(false);
  });
});

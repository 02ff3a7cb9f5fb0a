import { describe, expect, it } from 'vitest';
import { nextSendAt, splitText, utf8Cut, utf8Length } from '../../../../server/wecom/limits.ts';

const NOW = new Date('2026-11-21T04:00:00.000Z');
const secondsAgo = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);
const secondsLater = (seconds: number) => secondsAgo(-seconds);
const times = (count: number, instant: (index: number) => Date) => Array.from({ length: count }, (_, i) => instant(i));

describe('the next message to a member', () => {
  it.each([
    ['nothing was sent', [], 0],
    ['27 were sent just now', times(27, () => NOW), 0],
    ['28 were sent just now', times(28, () => NOW), 60],
    ['28 were sent, one each second', times(28, secondsAgo), 60 - 27],
    ['28 were sent, oldest first', times(28, secondsAgo).reverse(), 60 - 27],
    ['28 were sent more than a minute ago', times(28, (i) => secondsAgo(60 + i)), 0],
    ['949 were sent in the last hour', times(949, (i) => secondsAgo(61 + 3 * i)), 0],
    ['950 were sent in the last hour', times(950, (i) => secondsAgo(61 + 3 * i)), 3600 - 61 - 3 * 949],
    ['950 were sent, and 28 of them just now', times(950, (i) => secondsAgo(3 * i)), 3600 - 3 * 949],
    ['a clock was ahead', times(28, () => secondsLater(5)), 65],
  ])('where %s', (_what, sent, wait) => {
    expect(nextSendAt(sent, NOW)).toEqual(secondsLater(wait));
  });

  it('stays below 30 in every minute and 1,000 in every hour when 1,200 leave as fast as allowed', () => {
    const sent: Date[] = [];
    for (let now = NOW; sent.length < 1200; sent.push(now)) now = nextSendAt(sent, now);
    const most = (windowMs: number) =>
      Math.max(...sent.map((end) => sent.filter((at) => at <= end && end.getTime() - at.getTime() < windowMs).length));
    expect(most(60_000)).toBe(28);
    expect(most(3_600_000)).toBe(950);
  });

  it('keeps other limits when told', () => {
    expect(nextSendAt([NOW], NOW, { perMinute: 1, perHour: 10 })).toEqual(secondsLater(60));
  });

  it('does not change what it is given', () => {
    const sent = [NOW, secondsAgo(1)];
    nextSendAt(sent, NOW);
    expect(sent).toEqual([NOW, secondsAgo(1)]);
  });
});

describe('cutting', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abc', 2, 'ab'],
    ['你好', 6, '你好'],
    ['你好', 5, '你'],
    ['你好', 2, ''],
    ['a🎂b', 4, 'a'],
    ['a🎂b', 5, 'a🎂'],
    ['👨‍👩‍👧x', 17, ''],
    ['👨‍👩‍👧x', 18, '👨‍👩‍👧'],
    ['e\u0301e', 2, ''],
    ['e\u0301e', 3, 'e\u0301'],
    ['ab\r\nc', 3, 'ab'],
    ['abc', 0, ''],
    ['abc', -1, ''],
    ['', 10, ''],
  ])('%j to %i bytes gives %j', (text, bytes, cut) => {
    expect(utf8Cut(text, bytes)).toBe(cut);
  });

  it('counts bytes, not characters', () => {
    expect(utf8Length('a你🎂')).toBe(8);
  });
});

describe('splitting', () => {
  it('leaves a text that fits as it is', () => {
    const text = ' 今日待办\n\n1. 张总  \n';
    expect(splitText(text)).toEqual([text]);
    expect(splitText('x'.repeat(2048))).toEqual(['x'.repeat(2048)]);
  });

  it('cuts at line ends and fills each part', () => {
    expect(splitText('aaaa\nbbbb\ncccc\ndddd', 9)).toEqual(['aaaa\nbbbb', 'cccc\ndddd']);
    expect(splitText('aaaa\nbbbb\ncccc', 8)).toEqual(['aaaa', 'bbbb', 'cccc']);
  });

  it('cuts a long line between characters, and goes on behind it', () => {
    expect(splitText('你好世界\nab', 7)).toEqual(['你好', '世界', 'ab']);
    expect(splitText('你好世\nab', 7)).toEqual(['你好', '世\nab']);
  });

  it('never cuts a character as people see it', () => {
    const family = '👨‍👩‍👧';
    expect(splitText(family.repeat(4), 40)).toEqual([family.repeat(2), family.repeat(2)]);
  });

  it.each([`a${'\u0301'.repeat(20)}`, '👨‍👩‍👧'])('gets on even with one that is longer than a part: %s', (pile) => {
    const parts = splitText(pile, 10);
    expect(parts.join('')).toBe(pile);
    expect(Math.max(...parts.map(utf8Length))).toBeLessThanOrEqual(10);
    expect(parts.some((part) => /\p{Cs}/u.test(part))).toBe(false);
  });

  it.each(['', '\n', ' \n '.repeat(2000)])('gives no part that has nothing to see', (text) => {
    expect(splitText(text)).toEqual([]);
  });

  it('refuses parts that could not hold every character', () => {
    expect(() => splitText('a', 3)).toThrow(RangeError);
  });

  it.each([10, 64, 2048])('loses nothing but the line ends at its cuts, at %i bytes', (maxBytes) => {
    const lines = Array.from({ length: 400 }, (_, i) => '跟进 Zhang 总🎂'.repeat(i % 9) + String(i));
    const parts = splitText(lines.join('\n'), maxBytes);
    expect(Math.max(...parts.map(utf8Length))).toBeLessThanOrEqual(maxBytes);
    expect(parts.join('').replaceAll('\n', '')).toBe(lines.join(''));
    expect(parts.every((part) => !/\p{Cs}/u.test(part))).toBe(true);
  });
});

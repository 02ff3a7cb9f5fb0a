import { describe, expect, it } from 'vitest';
import { rhythmMarks, rhythmWord, silenceWords } from '../../../../miniprogram/components/rhythm.view.ts';
import { at, rhythm } from '../views.ts';

const value = (days: number) => ({ at: at(-days), kind: 'value' as const });

describe('the rhythm line', () => {
  it('places contacts in the order of time, the latest nearest to now', () => {
    const { dots, now } = rhythmMarks(rhythm({ dots: [value(90), value(50), value(10)] }), 8);
    expect(dots.map((dot) => Math.round(dot.at))).toEqual([13, 48, 83]);
    expect(now).toBeGreaterThan(dots[2]?.at ?? Infinity);
  });

  it('keeps what says most where contacts would touch', () => {
    const dots = [
      { at: at(-52), kind: 'greeting' as const },
      { at: at(-51), kind: 'order' as const },
      { at: at(-50), kind: 'value' as const },
      value(10),
    ];
    expect(rhythmMarks(rhythm({ dots }), 8).dots.map(({ kind }) => kind)).toEqual(['order', 'value']);
  });

  it('keeps a contact of this minute off the tick of now', () => {
    const { dots, now } = rhythmMarks(rhythm({ dots: [{ at: rhythm().to, kind: 'value' }] }), 8);
    expect(now - (dots[0]?.at ?? 0)).toBeGreaterThanOrEqual(4);
  });

  it('makes room for the next contact right of now', () => {
    const { now, next } = rhythmMarks(rhythm({ nextAt: at(2) }), 8);
    expect(next).toBeGreaterThan(now);
    expect(next).toBeLessThanOrEqual(100);
  });

  it('is silent from the last contact on, once the window has passed', () => {
    const { silentFrom, dots } = rhythmMarks(rhythm({ dots: [value(90), value(50)], overDays: 12 }), 8);
    expect(silentFrom).toBe(dots[1]?.at);
    expect(rhythmMarks(rhythm({ dots: [value(90)] }), 8).silentFrom).toBeNull();
  });

  it('is silent all along for whom nobody ever contacted', () => {
    const { silentFrom, now } = rhythmMarks(rhythm({ overDays: 3 }), 8);
    expect(silentFrom).toBeLessThan(now / 2);
  });

  it('shows as many as have room, however many there were', () => {
    const daily = Array.from({ length: 400 }, (_, index) => value(index / 4));
    const { dots } = rhythmMarks(rhythm({ dots: daily }), 8);
    expect(dots.length).toBeLessThanOrEqual(12);
    expect(dots.every((dot, index) => index === 0 || dot.at - (dots[index - 1]?.at ?? 0) >= 8)).toBe(true);
  });
});

describe('the word beside it', () => {
  it.each([
    [{ overDays: 12, dots: [value(42)] }, '超窗 12 天', true],
    [{ dots: [], silentDays: 12 }, '还没联系过', false],
    [{ dots: [value(0)], silentDays: 0 }, '今天联系过', false],
    [{ dots: [value(5)], silentDays: 5 }, '5 天前联系', false],
    [{ dots: [value(5)], silentDays: 5, usualDays: 21 }, '5 天前联系，平常 21 天一次', false],
  ])('of %j is %s', (parts, text, late) => {
    expect(rhythmWord(rhythm(parts))).toEqual({ text, late });
  });

  it('tells the silence with what is usual, or with the window where nothing is usual yet', () => {
    expect(silenceWords(rhythm({ silentDays: 47, usualDays: 21 }))).toBe('沉默 47 天，平常 21 天一次');
    expect(silenceWords(rhythm({ silentDays: 9, windowDays: 7 }))).toBe('沉默 9 天，该在 7 天内联系');
  });
});

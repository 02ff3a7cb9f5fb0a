import { describe, expect, it } from 'vitest';
import {
  forBirthdays,
  inputOf,
  insertWord,
  missing,
  moveTo,
  newOccasion,
  withOwn,
} from '../../../../../miniprogram/pages/care/occasion.view.ts';

const list = {
  holidays: [
    { name: '感恩节', title: '感恩节', next: '2026-11-26', text: '谢谢您。' },
    { name: '小年北方', title: '小年', next: '2027-01-31', text: '小年好。' },
  ],
};

describe('an occasion that is being written', () => {
  it('begins with the next holiday and its proposal, off, for the segment one came from', () => {
    expect(newOccasion(list, 'S1')).toMatchObject({
      ...{ kind: 'holiday', holidayName: '感恩节', title: '感恩节问候', segmentId: 'S1', enabled: false },
      texts: { default: '谢谢您。' },
    });
  });

  it('takes name and text along to another holiday unless somebody wrote his own', () => {
    const fresh = newOccasion(list, null);
    expect(moveTo(fresh, list, '小年北方')).toMatchObject({ title: '小年问候', texts: { default: '小年好。' } });
    const own = { ...fresh, title: '老客户', texts: { ...fresh.texts, default: '{称呼}好。' } };
    expect(moveTo(own, list, '小年北方')).toMatchObject({
      ...{ holidayName: '小年北方', title: '老客户', texts: { default: '{称呼}好。' } },
    });
    expect(forBirthdays(own)).toMatchObject({ kind: 'birthday', holidayName: null, title: '老客户' });
  });

  it.each([
    ['，您好', 0, '{称呼}，您好', 4],
    ['您好', 1, '您{称呼}好', 5],
    ['您好', Number.MAX_SAFE_INTEGER, '您好{称呼}', 6],
  ])('puts a word into %s at %i', (text, cursor, after, next) => {
    expect(insertWord(text, '称呼', cursor)).toEqual({ text: after, cursor: next });
  });

  it('sends no empty versions, and says what is missing', () => {
    const fresh = newOccasion(list, null);
    expect(inputOf({ ...fresh, texts: { default: '好。', A: '您好。', B: ' ', C: '' } }).texts).toEqual({
      ...{ default: '好。', A: '您好。' },
    });
    expect(missing(fresh)).toBeNull();
    expect(missing({ ...fresh, texts: { ...fresh.texts, default: ' ' } })).toBe('通用的内容还没写。');
    expect(missing({ ...fresh, holidayName: null })).toBe('先选一个节日。');
  });

  it('offers what it has although it is not among the choices', () => {
    expect(withOwn([{ code: '0', name: '当天' }], '5', '提前 5 天').map(({ code }) => code)).toEqual(['0', '5']);
    expect(withOwn([{ code: '0', name: '当天' }], '0', '提前 0 天')).toHaveLength(1);
  });
});

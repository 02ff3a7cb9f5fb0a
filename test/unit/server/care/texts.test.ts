import { expect, it } from 'vitest';
import { BIRTHDAY_TEXTS, GREETINGS } from '../../../../server/care/greetings.ts';
import { checkTexts, salutation, warningsOf, writeGreeting } from '../../../../server/care/texts.ts';

const words = { 称呼: '张总', 姓名: '张三', 公司: '云栖民宿', 我: '周航' };

it('writes the version of the tier, else the one for everybody', () => {
  const texts = { default: '{姓名}，节日快乐。', A: '{称呼}，{我}祝{公司}节日快乐。' };
  expect(writeGreeting(texts, 'A', words)).toBe('张总，周航祝云栖民宿节日快乐。');
  expect(writeGreeting(texts, 'B', words)).toBe('张三，节日快乐。');
  expect(writeGreeting(texts, null, words)).toBe('张三，节日快乐。');
});

it('reads brackets as people type them', () => {
  expect(writeGreeting({ default: '｛ 称呼 ｝，您好' }, null, words)).toBe('张总，您好');
});

it.each([
  ['价格', '只要 99 元'],
  ['价格', '今天八折'],
  ['链接', '看这里 https://example.com'],
  ['优惠', '有优惠等着您'],
])('warns of a %s: %s', (what, text) => {
  expect(warningsOf({ default: text })[0]).toContain(what);
});

it.each(['新年好。祝您万事顺意。', '一元复始，愿您平安。'])('leaves a greeting alone: %s', (text) => {
  expect(warningsOf({ default: text })).toEqual([]);
});

it('brings texts along that can be sent and sell nothing', () => {
  for (const { holiday, text } of GREETINGS) {
    expect(() => checkTexts({ kind: 'holiday', holidayName: holiday, texts: { default: text } })).not.toThrow();
    expect(warningsOf({ default: text })).toEqual([]);
  }
  expect(() => checkTexts({ kind: 'birthday', holidayName: null, texts: BIRTHDAY_TEXTS })).not.toThrow();
});

it.each([
  ['张三', '张总', '张总'],
  ['张三', '老客户张总 深圳', '张三'],
  ['李梅', '李梅女士', '李梅女士'],
  ['李梅', null, '李梅'],
])('addresses %s with the remark %s as %s', (name, remark, said) => {
  expect(salutation(name, remark)).toBe(said);
});

import { expect, it } from 'vitest';
import { BIRTHDAY_TEXTS, GREETINGS } from '../../../../server/care/greetings.ts';
import { PERSONAL_A_DAY, settleTexts, writePlainly, type Version } from '../../../../server/care/personal.ts';
import { checkTexts, letterParts, salutation, warningsOf, writeGreeting } from '../../../../server/care/texts.ts';

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

it.each([
  ['{称呼}，冬至好。{我}', '孙院长，冬至好。周航', ['*孙院长', '，冬至好。', '*周航']],
  ['冬至好（记得添衣）。', '冬至好（记得添衣）。', ['冬至好（记得添衣）。']],
  ['{称呼}？(a+b) 好', '孙丽？(a+b) 好', ['*孙丽', '？(a+b) 好']],
  ['{称呼}，冬至好。', '后来改过的内容', ['后来改过的内容']],
])('tells what was put into %s', (text, letter, parts) => {
  expect(
    letterParts({ default: '别的。', A: text }, letter).map(({ text: part, merged }) => (merged ? `*${part}` : part)),
  ).toEqual(parts);
});

it.each([
  ['{称呼}，生日快乐。', '生日快乐。'],
  ['{称呼}您好，节日快乐。', '您好，节日快乐。'],
  ['尊敬的{姓名}，新年好。', '新年好。'],
  ['新年好。{称呼}，祝您和{公司}的各位顺利。{我}', '新年好。祝您和贵公司的各位顺利。周航'],
  ['祝{称呼}生日快乐。', '祝您生日快乐。'],
  ['{称呼}', '您好。'],
])('says %s to somebody who is not named', (text, plain) => {
  expect(writePlainly({ default: text }, null, words)).toBe(plain);
});

const version = (memberId: string, n: number, tier: Version['tier'] = null): Version => ({
  ...{ memberId, tier, text: `客户${n}，生日快乐。`, plain: '生日快乐。', customerIds: [`${n}`] },
});

it('leaves each member so many greetings by name, the higher tiers first', () => {
  const written = [
    ...Array.from({ length: PERSONAL_A_DAY + 2 }, (_, n) => version('甲', n)),
    version('甲', 100, 'C'),
    version('甲', 101, 'A'),
    version('乙', 200),
  ];
  const { versions, withoutName } = settleTexts(written);

  expect(withoutName).toBe(4);
  expect(versions).toHaveLength(PERSONAL_A_DAY + 2);
  expect(versions.flatMap(({ customerIds }) => customerIds)).toHaveLength(written.length);
  const named = versions.filter(({ text, plain }) => text !== plain).flatMap(({ customerIds }) => customerIds);
  expect(named).toEqual(expect.arrayContaining(['100', '101', '200']));
  expect(settleTexts(written, new Map([['甲', PERSONAL_A_DAY - 1]])).withoutName).toBe(PERSONAL_A_DAY + 3);
});

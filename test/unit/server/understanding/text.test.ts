import { expect, it } from 'vitest';
import { fold, normalize } from '../../../../server/understanding/text.ts';

it.each([
  ['ＡＢＣ　１２３：５．８％', 'ABC 123：5.8%'],
  ['聊了报价，觉得贵；下周再说！（急）', '聊了报价，觉得贵；下周再说！（急）'],
  ['  跟进\u3000\u3000张三\u2005 电话\t聊了 ', '跟进 张三 电话 聊了'],
  ['第一行 \r\n  第二行', '第一行\n第二行'],
  ['\ufeff明\u200b天\u202e3\u0000点', '明天3点'],
  ['⽉底', '月底'],
  ['𠮷田和👨‍👩‍👧', '𠮷田和👨‍👩‍👧'],
  ['①②', '①②'],
  ['', ''],
])('makes %j regular', (typed, regular) => {
  expect(normalize(typed)).toBe(regular);
  expect(normalize(regular)).toBe(regular);
});

it('folds without moving anything', () => {
  const typed = '　Ａ㍿ﬁ龍１２　⽉\u200b';
  expect(fold(typed)).toHaveLength(typed.length);
  expect(fold(typed)).toBe(' A㍿ﬁ龍12 月\u200b');
});

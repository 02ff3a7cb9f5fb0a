import { describe, expect, it } from 'vitest';
import { nameKeys, queryTokens, searchTokens, soundKey, writtenToken } from '../../../../server/understanding/names.ts';

/** Whether a prefix search for what was typed finds a customer. */
const finds = (typed: string, name: string, company: string | null = null): boolean => {
  const prefix = queryTokens(typed);
  return prefix !== '' && searchTokens(name, company).some((token) => token.startsWith(prefix));
};

it.each([
  ['张三', 'zhangsan', 'zs'],
  ['单雄信', 'shanxiongxin', 'sxx'],
  ['吕布', 'lvbu', 'lb'],
  ['欧阳娜娜', 'ouyangnana', 'oynn'],
  ['Tom 李', 'tomli', 'tl'],
  ['䶮哥', 'yange', 'yg'],
  ['😀小明', 'xiaoming', 'xm'],
  ['', '', ''],
])('%s sounds like %s', (name, pinyin, initials) => {
  expect(nameKeys(name)).toMatchObject({ pinyin, initials });
});

describe('sounds that are often confused are one', () => {
  it.each([
    ['张珊', '章三'],
    ['陈亮', '岑良'],
    ['刘宁', '牛林'],
    ['黄辉', '方飞'],
    ['胡兰', '符南'],
    ['湖南', '福兰'],
    ['李诗', '李思'],
  ])('%s and %s', (left, right) => {
    expect(nameKeys(left).sound).toBe(nameKeys(right).sound);
  });

  it('but not all are', () => {
    expect(nameKeys('张三').sound).not.toBe(nameKeys('王三').sound);
    expect(soundKey('zhansan')).toBe(nameKeys('张三').sound);
  });
});

it.each([
  '张',
  '张三',
  '三',
  'zhangsan',
  'ZhangS',
  'zhang san',
  'san',
  'zs',
  '云栖',
  '云栖科技',
  'yunqi',
  'yqkj',
  '杭州云',
  '张 三',
  'ＺＳ',
])('finds 张三 of 杭州云栖科技有限公司 by %s', (typed) => {
  expect(finds(typed, '张三', '杭州云栖科技有限公司')).toBe(true);
});

it.each(['李', 'hangsan', '有限公司', '%', '_', '', ' '])('does not find him by %j', (typed) => {
  expect(finds(typed, '张三', '杭州云栖科技有限公司')).toBe(false);
});

it.each([
  ['lee', 'Tom Lee'],
  ['tomlee', 'Tom Lee'],
  ['𠮷', '𠮷田'],
  ['田', '𠮷田'],
  ['吕', '吕布'],
  ['lü', '吕布'],
  ['😀', '小😀'],
  ['5号', '张三5号'],
])('finds by %s: %s', (typed, name) => {
  expect(finds(typed, name)).toBe(true);
});

it('makes short, few and whole tokens of anything', () => {
  for (const [name, company] of [
    ['𠮷'.repeat(5000), '云栖'.repeat(5000)],
    ['张三'.repeat(50_000), null],
    ['\ud842', '\udfb7\ud842'],
    ['', ''],
    ["'; DROP TABLE customers; --", '<script>'],
  ] as const) {
    const tokens = searchTokens(name, company);
    expect(tokens.length).toBeLessThanOrEqual(60);
    expect(new Set(tokens).size).toBe(tokens.length);
    for (const token of tokens) {
      expect(token).not.toBe('');
      expect(token.length).toBeLessThanOrEqual(64);
      expect(token).not.toMatch(/\p{Surrogate}/u);
    }
  }
});

it.each(['张三', ' 单雄信', 'Li Wei', 'Lü Bu', '王-总 2', '欧阳娜娜（云栖）', 'Ａnna', '𠮷野家', '王'.repeat(80)])(
  'the token of the whole name is the first of its tokens: %s',
  (name) => {
    expect(writtenToken(name)).toBe(searchTokens(name, null)[0]);
  },
);

it('a name of signs alone has no token', () => {
  expect(writtenToken('……')).toBe('');
});

import { describe, expect, it } from 'vitest';
import { findMoney } from '../../../../server/understanding/money.ts';
import expressions from '../../../fixtures/money-expressions.json' with { type: 'json' };

interface Expected {
  text: string;
  /** In yuan; null where there is no sure amount. */
  expect: number | null;
  kind: string;
  all?: number[];
  max?: number;
}

const cases: Expected[] = expressions;

/** Amounts as the tables write them, in yuan: `58000`, `30000..50000`, `?` where no number was said. */
const read = (text: string, names: string[] = []): string[] =>
  findMoney(text, { names }).map(({ fen, range }) => {
    if (fen === null) return '?';
    return range ? `${range.fromFen / 100}..${range.toFen / 100}` : String(fen / 100);
  });

it.each(cases)('reads $text', ({ text, expect: yuan, kind, all, max }) => {
  const sure = findMoney(text).filter(({ fen }) => fen !== null);
  expect(sure.map(({ fen }) => fen)).toEqual((all ?? (yuan === null ? [] : [yuan])).map((each) => each * 100));
  if (kind === 'approx') expect(sure[0]).toMatchObject({ approximate: true, ask: 'about' });
  if (max !== undefined) expect(sure[0]).toMatchObject({ range: { toFen: max * 100 }, ask: 'range' });
});

const tables: Record<string, [string, string][]> = Object.fromEntries([
  [
    'numbers',
    [
      ['12万8', '128000'],
      ['一百二', '120'],
      ['一百零二', '102'],
      ['两万三千五', '23500'],
      ['1亿2千万', '120000000'],
      ['三万亿', '3000000000000'],
      ['贰万伍仟元整', '25000'],
      ['五点八万', '58000'],
      ['十二点五万', '125000'],
      ['3k5', '3500'],
      ['50w', '500000'],
      ['￥５８０００', '58000'],
      ['12块80', '12.8'],
      ['9块9', '9.9'],
      ['五分钱', '0.05'],
      ['0元', '0'],
      ['-5万', '-50000'],
    ],
  ],
  [
    'what is not sure',
    [
      ['几万块', '?'],
      ['十几万', '?'],
      ['万把块', '?'],
      ['上万', '?'],
      ['三四万', '30000..40000'],
      ['十五六万', '150000..160000'],
      ['3-5万', '30000..50000'],
      ['3万到5万', '30000..50000'],
      ['30-50块', '30..50'],
      ['3000-5000', '3000..5000'],
    ],
  ],
  [
    'counts beside money',
    [
      ['5.8万2台', '58000'],
      ['五万一台', '50000'],
      ['五万两台', '50000'],
      ['三千五一套', '3500'],
      ['单价5800共10台', '5800'],
      ['3000款到发货', '3000'],
      ['3600 套餐', '3600'],
      ['58000双头机', '58000'],
      ['5.8万成交', '58000'],
    ],
  ],
  [
    'times beside money',
    [
      ['下周三5万', '50000'],
      ['十一万', '110000'],
      ['下午三点五万的单子', '50000'],
      ['2026年11月25日 3万', '30000'],
      ['11.25元', '11.25'],
    ],
  ],
] as [string, [string, string][]][]);

describe.each(Object.entries(tables))('%s', (_kind, table) => {
  it.each(table)('%s is %s', (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });
});

it.each([
  '13800138000',
  '0571-88886666',
  '400-800-1234',
  '20261125',
  '型号3000',
  'A3000',
  'SKU-3000',
  '4k屏',
  '3kg',
  '100ml',
  '1.2.3',
  '8折',
  '3块地',
  '5000美元',
  '$500',
  '第3万',
  '三百六十五天',
  '一千零一夜',
  '5.8',
  '上午',
  '百万',
])('sees no money in %s', (text) => {
  expect(read(text)).toEqual([]);
});

it('marks what is only about right', () => {
  expect(findMoney('20多万')).toMatchObject([{ fen: 20_000_000, approximate: true, ask: 'about', text: '20多万' }]);
  expect(findMoney('约5万')).toMatchObject([{ approximate: true, text: '约5万' }]);
  expect(findMoney('签约5万')).toMatchObject([{ approximate: false, ask: null }]);
});

it.each(['9999999999999亿', '-25241万亿', '65到7486万亿'])(
  'hears an amount in %s, but none that could be counted',
  (text) => {
    expect(findMoney(text)).toMatchObject([{ fen: null, range: null, ask: 'too-much' }]);
  },
);

it('takes a name for a name', () => {
  expect(read('三百万要合同', ['三百万'])).toEqual([]);
  expect(read('成交 三百万 5.8万', ['三百万'])).toEqual(['58000']);
});

it('says where the words stand in the line as it was typed', () => {
  const line = '报价　张三 大概５.８ 万左右，双头机';
  const [mention] = findMoney(line);
  expect(mention?.text).toBe('大概５.８ 万左右');
  expect(line.slice(mention?.start, mention?.end)).toBe(mention?.text);
});

it.each([
  ['digits', '1'.repeat(100_000)],
  ['numerals', '一二三四五六七八九十'.repeat(10_000)],
  ['units', '1万2千3百'.repeat(10_000)],
  ['ranges', '3到'.repeat(30_000)],
  ['commas', '1,234'.repeat(20_000)],
])('hostile %s cost a bounded time and never more than is exact', (_name, line) => {
  const before = process.cpuUsage();
  for (const { fen } of findMoney(line)) expect(Number.isNaN(fen)).toBe(false);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
});

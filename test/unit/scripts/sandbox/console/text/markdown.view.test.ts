import { expect, it } from 'vitest';
import { markdownLines } from '../../../../../../scripts/sandbox/console/text/markdown.view.ts';

const plain = { bold: false, code: false, color: null, href: null };
const spansOf = (text: string) => markdownLines(text).flatMap(({ spans }) => spans);

it('tells headings, quotes and lines apart', () => {
  expect(markdownLines('## 一周小结\n> 引用\n正文\n#不是标题').map(({ kind }) => kind)).toEqual([
    'heading',
    'quote',
    'line',
    'line',
  ]);
});

it('reads bold, code, colours and links inside a line', () => {
  expect(spansOf('完整 **64%** → <font color="info">81%</font>，`id` [看](https://example.com/)')).toEqual([
    { ...plain, text: '完整 ' },
    { ...plain, text: '64%', bold: true },
    { ...plain, text: ' → ' },
    { ...plain, text: '81%', color: 'info' },
    { ...plain, text: '，' },
    { ...plain, text: 'id', code: true },
    { ...plain, text: ' ' },
    { ...plain, text: '看', href: 'https://example.com/' },
  ]);
});

it('keeps a colour inside bold', () => {
  expect(spansOf('**<font color="warning">逾期</font>**')).toEqual([
    { ...plain, text: '逾期', bold: true, color: 'warning' },
  ]);
});

it('makes no link of a dangerous address', () => {
  expect(spansOf('[点我](javascript:void)')).toEqual([{ ...plain, text: '点我' }]);
});

it.each(['<font color="red">红</font>', '<b>粗</b>', '**没有收尾', '[空]()'])('leaves %s as it was written', (text) => {
  expect(spansOf(text)).toEqual([{ ...plain, text }]);
});

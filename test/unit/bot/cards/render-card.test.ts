import { expect, it } from 'vitest';
import { renderCard, shorten } from '../../../../bot/cards/render-card.ts';

it('stays within what WeCom shows and takes, however long the parts are', () => {
  const card = renderCard(
    {
      title: '长'.repeat(100),
      description: '长'.repeat(100),
      rows: Array.from({ length: 9 }, () => ({ name: '很长的名字', value: '𠮷'.repeat(99) })),
      quote: { title: '长'.repeat(100), text: '长'.repeat(500) },
      note: '长'.repeat(500),
      buttons: [
        ...Array.from({ length: 9 }, (_, n) => ({ text: '很长很长的按钮文字啊啊', line: `查 ${n}` })),
        { text: 'x', line: '长'.repeat(400) },
      ],
    },
    'ID',
  );

  expect([...(card.main_title?.title ?? '')]).toHaveLength(36);
  expect(card.horizontal_content_list).toHaveLength(6);
  expect([...(card.horizontal_content_list?.[0]?.value ?? '')]).toHaveLength(30);
  expect(card.button_list).toHaveLength(6);
  for (const button of card.button_list) expect([...button.text].length).toBeLessThanOrEqual(10);
  expect(card.task_id).toMatch(/^[0-9A-Za-z_\-@]{1,128}$/);
});

it('leaves out a button whose line WeCom would not take', () => {
  const { button_list } = renderCard(
    {
      title: 't',
      buttons: [
        { text: 'a', line: '长'.repeat(400) },
        { text: 'b', line: '查' },
      ],
    },
    'ID',
  );
  expect(button_list.map(({ text }) => text)).toEqual(['b']);
});

it.each([
  ['一二三', 3, '一二三'],
  ['一二三四', 3, '一二…'],
  ['𠮷𠮷𠮷𠮷', 3, '𠮷𠮷…'],
  ['一\n 二', 5, '一 二'],
])('shortens %s to %i', (text, length, expected) => {
  expect(shorten(text, length)).toBe(expected);
});

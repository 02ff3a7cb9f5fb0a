import { expect, it } from 'vitest';
import type { SandboxState } from '../../../../scripts/sandbox/api.ts';
import { stand } from './stand.ts';

const AGENT = { agentid: '1000002' };
const click = (name: string, key = 'k') => ({ type: 'click', name, key });

it('is shown as it was made, and can be read and deleted', async () => {
  const { get, post, control } = await stand();
  expect(await get('menu/get', AGENT)).toMatchObject({ errcode: 46003 });
  const button = [
    click('待办', 'todo'),
    {
      name: '更多',
      sub_button: [click('怎么记一次跟进', 'help'), { type: 'view', name: '网页', url: 'https://example.com/' }],
    },
  ];
  expect(await post('menu/create', { button }, AGENT)).toMatchObject({ errcode: 0 });
  expect(await get('menu/get', AGENT)).toMatchObject({ errcode: 0, button });
  expect((await control<SandboxState>('GET', '/state')).app.menu).toEqual([
    { name: '待办', type: 'click', key: 'todo' },
    {
      name: '更多',
      children: [
        { name: '怎么记一次跟进', type: 'click', key: 'help' },
        { name: '网页', type: 'view', url: 'https://example.com/' },
      ],
    },
  ]);
  expect(await get('menu/delete', AGENT)).toMatchObject({ errcode: 0 });
  expect(await get('menu/get', AGENT)).toMatchObject({ errcode: 46003 });
});

it.each([
  ['no buttons', [], 40016],
  ['four buttons', [1, 2, 3, 4].map((n) => click(String(n))), 40016],
  ['a long name', [click('一二三四五六')], 40018],
  ['six in a folder', [{ name: '多', sub_button: Array(6).fill(click('一')) }], 40023],
  [
    'a folder in a folder',
    [{ name: '多', sub_button: [{ name: '多', type: 'click', key: 'k', sub_button: [click('一')] }] }],
    40022,
  ],
  ['an unknown type', [{ type: 'dance', name: '跳舞' }], 40017],
  ['a click without a key', [{ type: 'click', name: '点' }], 40019],
  ['a long key', [click('点', 'k'.repeat(129))], 40019],
  ['a page without an address', [{ type: 'view', name: '看' }], 40020],
])('is refused with %s', async (_case, button, errcode) => {
  const { post } = await stand();
  expect(await post('menu/create', { button }, AGENT)).toMatchObject({ errcode });
});

it('belongs to the app of the token', async () => {
  const { get } = await stand();
  expect(await get('menu/get', { agentid: '5' })).toMatchObject({ errcode: 301002 });
  expect(await get('menu/get')).toMatchObject({ errcode: 41011 });
});

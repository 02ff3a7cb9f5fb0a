import { describe, expect, it } from 'vitest';
import type { SandboxCustomer } from '../../../../../../scripts/sandbox/api.ts';
import { buttonTone, suggestedCustomer, suggestions } from '../../../../../../scripts/sandbox/console/bot/bot.view.ts';

const customer = (name: string, ...members: string[]): SandboxCustomer => ({
  externalUserId: `wm_${name}`,
  name,
  corpName: null,
  contacts: members.map((userid) => ({ userid, memberName: userid, remark: '', since: '', half: false })),
  unread: 0,
});

describe('the customer that suggestions name', () => {
  const zhao = customer('赵敏', 'zhouhang');
  const qian = customer('钱坤', 'linyue');

  it.each([
    ['the one on the phone', 'zhouhang', zhao, '赵敏'],
    ['not one on the phone whom the member does not have', 'linyue', zhao, '钱坤'],
    ['the newest of the member when nobody is on the phone', 'zhouhang', null, '赵敏'],
    ['nobody when the member has none', 'xujing', zhao, null],
  ])('is %s', (_who, member, onPhone, name) => {
    expect(suggestedCustomer(member, onPhone, [qian, zhao])).toBe(name);
  });
});

describe('suggestions', () => {
  it('can be sent at once, but for a follow-up that still wants its words', () => {
    expect(suggestions('赵敏').map(({ line, open }) => [line, open])).toEqual([
      ['帮助', false],
      ['待办', false],
      ['查 赵敏', false],
      ['跟进 赵敏 ', true],
    ]);
  });

  it('name nobody when there is nobody', () => {
    expect(suggestions(null).map(({ label }) => label)).toEqual(['帮助', '待办', '跟进…']);
  });
});

it.each([
  [1, 'blue'],
  [4, 'quiet'],
  [0, 'blue'],
  [99, 'blue'],
])('draws button style %i in %s', (style, tone) => {
  expect(buttonTone(style)).toBe(tone);
});

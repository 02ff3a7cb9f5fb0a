import { describe, expect, it } from 'vitest';
import type { SandboxCustomer, SandboxMass } from '../../../../../../scripts/sandbox/api.ts';
import {
  buttonTone,
  massOutcome,
  massRecipients,
  massTitle,
  suggestedCustomer,
  suggestions,
} from '../../../../../../scripts/sandbox/console/bot/bot.view.ts';

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

describe('a mass send', () => {
  const mass = (more: Partial<SandboxMass>): SandboxMass => ({
    text: '生日快乐',
    attachments: [],
    names: ['赵敏', '钱坤'],
    count: 2,
    reminder: false,
    state: 'waiting',
    result: null,
    ...more,
  });
  const result = { sent: 2, notFriends: 0, overCap: 0, skipped: 0 };

  it.each([
    [2, '赵敏、钱坤'],
    [12, '赵敏、钱坤等 12 位客户'],
  ])('to %i customers names some of them', (count, words) => {
    expect(massRecipients(mass({ count }))).toBe(words);
  });

  it.each([
    [{}, '有一次群发等你确认'],
    [{ reminder: true }, '还有一次群发等你确认'],
    [{ state: 'sent', reminder: true }, '这次群发已经确认'],
    [{ state: 'cancelled' }, '这次群发不用确认了'],
  ] as const)('with %j says what it wants', (more, words) => {
    expect(massTitle(mass(more))).toBe(words);
  });

  it.each([
    ['waits', {}, null],
    ['was stopped', { state: 'cancelled' }, '公司停止了这次群发'],
    ['reached all', { state: 'sent', result }, '已发给 2 位'],
    [
      'missed some',
      { state: 'sent', result: { sent: 1, notFriends: 1, overCap: 2, skipped: 3 } },
      '已发给 1 位，1 位已不是好友，2 位收群发到了上限，3 位没有选',
    ],
    ['missed all', { state: 'sent', result: { ...result, sent: 0, overCap: 2 } }, '一位也没有收到，2 位收群发到了上限'],
  ] as const)('that %s says so', (_how, more, words) => {
    expect(massOutcome(mass(more))).toBe(words);
  });
});

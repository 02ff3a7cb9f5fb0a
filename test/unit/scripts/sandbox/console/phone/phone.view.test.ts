import { expect, it } from 'vitest';
import type { CustomerChatItem, SandboxCustomer, SandboxMember } from '../../../../../../scripts/sandbox/api.ts';
import { cannotWrite, originWord, strangersTo } from '../../../../../../scripts/sandbox/console/phone/phone.view.ts';

const customer = (...members: string[]): SandboxCustomer => ({
  externalUserId: 'wm_zhaomin',
  name: '赵敏',
  corpName: null,
  contacts: members.map((userid) => ({ userid, memberName: userid, remark: '', since: '', half: false })),
  unread: 0,
});
const member = (userid: string): SandboxMember => ({
  userid,
  name: userid,
  position: '销售',
  department: '销售部',
  isLeader: false,
  unread: 0,
});

it.each([
  ['there is no customer', null, '还没有客户。先请一位进来。'],
  ['she knows nobody', customer(), '赵敏还没加员工的微信。点「＋」扫一位的码。'],
  ['she knows somebody', customer('zhouhang'), null],
])('tells what keeps a phone from writing when %s', (_when, whose, sentence) => {
  expect(cannotWrite(whose)).toBe(sentence);
});

it('offers only the codes of members she does not have', () => {
  expect(strangersTo(customer('zhouhang'), [member('zhouhang'), member('xujing')]).map(({ userid }) => userid)).toEqual(
    ['xujing'],
  );
});

it.each([
  ['typed', null],
  ['welcome', '欢迎语'],
  ['mass', '群发'],
] as const)('marks what came by %s as %s', (origin, word) => {
  const item: CustomerChatItem = { id: '1', at: '', from: 'member', origin, text: '', attachments: [] };
  expect(originWord(item)).toBe(word);
});

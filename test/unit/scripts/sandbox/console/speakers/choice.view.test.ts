import { describe, expect, it } from 'vitest';
import type { SandboxCustomer, SandboxMember, SandboxState } from '../../../../../../scripts/sandbox/api.ts';
import {
  noChoice,
  parseChoice,
  settleChoice,
  shownMembers,
  withMember,
} from '../../../../../../scripts/sandbox/console/speakers/choice.view.ts';

const member = (userid: string, position: string, isLeader = false): SandboxMember => ({
  userid,
  name: userid,
  position,
  department: '销售部',
  isLeader,
  unread: 0,
});
const customer = (externalUserId: string, ...members: string[]): SandboxCustomer => ({
  externalUserId,
  name: externalUserId,
  corpName: null,
  contacts: members.map((userid) => ({ userid, memberName: userid, remark: '', since: '', half: false })),
  unread: 0,
});

const members = [
  member('shenlan', '主管', true),
  member('zhouhang', '销售'),
  member('linyue', '销售'),
  member('xujing', '客服'),
  member('bailu', '客服'),
];
const zhao = customer('zhao', 'zhouhang', 'xujing');
const qian = customer('qian', 'linyue');
const state: SandboxState = {
  corp: { id: 'ww', name: '禾木咖啡' },
  customerPage: null,
  app: { agentId: 1, name: '常客助手', menu: [] },
  clock: { now: '2026-11-20T07:42:00Z', running: false },
  members,
  customers: [qian, zhao],
  wireSeq: 0,
};

describe('the first visit', () => {
  it('speaks as a member who leads nobody, with a customer of his', () => {
    expect(settleChoice(noChoice, state)).toMatchObject({
      speaking: 'member',
      memberId: 'zhouhang',
      customerId: 'zhao',
      peerId: 'zhouhang',
    });
  });

  it('works in an empty company', () => {
    expect(settleChoice({ ...noChoice, speaking: 'customer' }, { ...state, members: [], customers: [] })).toEqual(
      noChoice,
    );
  });
});

describe('a later visit', () => {
  const kept = { ...noChoice, speaking: 'customer', memberId: 'bailu', customerId: 'zhao', peerId: 'xujing' } as const;

  it('finds everything as it was left', () => {
    expect(settleChoice(parseChoice(JSON.stringify(kept)), state)).toEqual(kept);
  });

  it('does without people who are gone', () => {
    const gone = { ...kept, memberId: 'nobody', customerId: 'nobody', recent: ['nobody', 'xujing'] };
    expect(settleChoice(gone, state)).toMatchObject({ memberId: 'zhouhang', customerId: 'zhao', recent: ['xujing'] });
  });

  it('turns to another contact when that member was deleted', () => {
    expect(settleChoice({ ...kept, customerId: 'qian' }, state).peerId).toBe('linyue');
  });

  it.each([null, '', 'not json', 'null', '[]', '{"memberId":7,"recent":"x"}'])('takes %j for nothing kept', (text) => {
    expect(parseChoice(text)).toEqual(noChoice);
  });
});

describe('choosing a member', () => {
  it('turns the phone to him where he is a contact', () => {
    expect(withMember({ ...noChoice, peerId: 'zhouhang' }, 'xujing', zhao).peerId).toBe('xujing');
  });

  it('leaves the phone alone where he is none', () => {
    expect(withMember({ ...noChoice, peerId: 'zhouhang' }, 'bailu', zhao).peerId).toBe('zhouhang');
  });

  it('remembers the last three, newest first', () => {
    const chosen = ['zhouhang', 'linyue', 'xujing', 'zhouhang', 'bailu'].reduce(
      (choice, userid) => withMember(choice, userid, zhao),
      noChoice,
    );
    expect(chosen.recent).toEqual(['bailu', 'zhouhang', 'xujing']);
  });
});

describe('the switch', () => {
  const shown = (...recent: string[]): string[] => shownMembers(members, recent).map(({ userid }) => userid);

  it('begins with one of each position', () => {
    expect(shown()).toEqual(['shenlan', 'zhouhang', 'xujing']);
  });

  it('shows those chosen last without changing places', () => {
    expect(shown('bailu', 'zhouhang')).toEqual(['shenlan', 'zhouhang', 'bailu']);
    expect(shown('zhouhang', 'bailu', 'linyue')).toEqual(['zhouhang', 'linyue', 'bailu']);
  });
});

import { describe, expect, it } from 'vitest';
import type { SandboxCustomer, SandboxMember } from '../../../../../../scripts/sandbox/api.ts';
import {
  customersMatching,
  departmentsMatching,
  hueOf,
  initialOf,
} from '../../../../../../scripts/sandbox/console/speakers/speakers.view.ts';

const member = (userid: string, name: string, department: string, isLeader = false): SandboxMember => ({
  userid,
  name,
  position: isLeader ? '主管' : '顾问',
  department,
  isLeader,
  unread: 0,
});
const members = [
  member('ZhouHang', '周航', '销售部'),
  member('XuJing', '许静', '客服部'),
  member('ShenLan', '沈岚', '销售部', true),
];

describe('the list of members', () => {
  it('is grouped by department', () => {
    expect(departmentsMatching(members, '').map(({ name, members: people }) => [name, people.length])).toEqual([
      ['销售部', 2],
      ['客服部', 1],
    ]);
  });

  it.each([
    ['周', ['周航']],
    ['zhouhang', ['周航']],
    ['主管', ['沈岚']],
    ['客服', ['许静']],
    ['没有这个人', []],
    ['(.*', []],
  ])('finds by %s', (words, names) => {
    expect(
      departmentsMatching(members, words).flatMap(({ members: people }) => people.map(({ name }) => name)),
    ).toEqual(names);
  });
});

it.each(['赵', '云栖', '老赵', '周航', ' 云 栖 '])('finds a customer by %s', (words) => {
  const zhao: SandboxCustomer = {
    externalUserId: 'wm_1',
    name: '赵敏',
    corpName: '云栖民宿',
    contacts: [{ userid: 'ZhouHang', memberName: '周航', remark: '老赵', since: '', half: false }],
    unread: 0,
  };
  const other: SandboxCustomer = { ...zhao, externalUserId: 'wm_2', name: '钱坤', corpName: null, contacts: [] };
  expect(customersMatching([other, zhao], words).map(({ name }) => name)).toEqual(['赵敏']);
});

it('gives leaders and departments hues of their own', () => {
  expect(members.map((one) => hueOf(one, members))).toEqual(['blue', 'plum', 'teal']);
});

it.each([
  ['赵敏', '赵'],
  [' 李雷', '李'],
  ['𠮷野', '𠮷'],
  ['', '客'],
])('writes %j as %s', (name, initial) => {
  expect(initialOf(name)).toBe(initial);
});

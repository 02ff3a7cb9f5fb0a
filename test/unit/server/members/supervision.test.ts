import { expect, it } from 'vitest';
import { managedBy, managersOver, type Organisation } from '../../../../server/members/supervision.ts';

const departments = [
  { id: 1, parentId: 0 },
  { id: 2, parentId: 1 },
  { id: 3, parentId: 2 },
];
const member = (memberId: string, departmentId: number, isLeader = false) => ({ memberId, departmentId, isLeader });

const cases: [string, Partial<Organisation>, string, string[]][] = [
  [
    'a department’s leader manages its members',
    { memberships: [member('lead', 2, true), member('rep', 2)] },
    'lead',
    ['rep'],
  ],
  ['a member without a lead manages nobody', { memberships: [member('lead', 2, true), member('rep', 2)] }, 'rep', []],
  [
    'a department without a leader is led from above',
    { memberships: [member('lead', 2, true), member('rep', 3)] },
    'lead',
    ['rep'],
  ],
  [
    'leaders are led from above, down the whole line',
    { memberships: [member('boss', 1, true), member('lead', 2, true), member('rep', 3)] },
    'boss',
    ['lead', 'rep'],
  ],
  [
    'the direct leader goes before the department’s',
    { memberships: [member('lead', 2, true), member('rep', 2)], leaders: [{ memberId: 'rep', leaderId: 'other' }] },
    'lead',
    [],
  ],
  [
    'the direct leader manages',
    { memberships: [member('rep', 2)], leaders: [{ memberId: 'rep', leaderId: 'other' }] },
    'other',
    ['rep'],
  ],
  [
    'whoever leads the direct leader manages as well',
    {
      memberships: [member('boss', 1, true), member('deputy', 2), member('rep', 3)],
      leaders: [{ memberId: 'rep', leaderId: 'deputy' }],
    },
    'boss',
    ['deputy', 'rep'],
  ],
  [
    'two who lead one department do not manage each other',
    { memberships: [member('a', 2, true), member('b', 2, true), member('rep', 2)] },
    'a',
    ['rep'],
  ],
  [
    'leaders in a circle end',
    {
      leaders: [
        { memberId: 'a', leaderId: 'b' },
        { memberId: 'b', leaderId: 'a' },
      ],
      memberships: [],
    },
    'a',
    ['b'],
  ],
  [
    'nobody manages himself',
    { memberships: [member('a', 2, true)], leaders: [{ memberId: 'a', leaderId: 'a' }] },
    'a',
    [],
  ],
];

it.each(cases)('%s', (_rule, organisation, managerId, expected) => {
  const managed = managedBy(managerId, { departments, memberships: [], leaders: [], ...organisation });
  expect(managed.sort()).toEqual(expected);
});

it('ends on departments that are each other’s parent', () => {
  const circle = [
    { id: 1, parentId: 2 },
    { id: 2, parentId: 1 },
  ];
  expect(managedBy('x', { departments: circle, memberships: [member('rep', 1)], leaders: [] })).toEqual([]);
});

it.each(cases)('the other way round: %s', (_rule, organisation, managerId, expected) => {
  const whole = { departments, memberships: [], leaders: [], ...organisation };
  const direct = (memberId: string) => managersOver(memberId, whole);
  const line = (memberId: string, seen: readonly string[] = []): string[] =>
    direct(memberId).flatMap((id) => (seen.includes(id) ? [] : [id, ...line(id, [...seen, id])]));

  const members = new Set([
    ...whole.memberships.map(({ memberId }) => memberId),
    ...whole.leaders.map(({ memberId }) => memberId),
  ]);
  const led = [...members].filter((id) => id !== managerId && line(id).includes(managerId));
  expect(led.sort()).toEqual(expected);
});

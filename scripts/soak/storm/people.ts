import type { CompanyCustomer, CompanyMember, SandboxCompany } from '../../sandbox/company.ts';

/** What WeCom tells of one friendship, and how it stands in the end. */
export interface Friendship {
  externalUserId: string;
  name: string;
  changes: readonly string[];
  ended: 'member' | null;
}

/** A member with the customer whom he enters by hand and the two who are his contacts. */
export interface StormMember {
  userid: string;
  customer: string;
  friendships: Friendship[];
}

const SURNAMES = [...'赵钱孙李吴郑冯陈褚卫蒋沈韩杨朱秦许何吕施'];
const GIVEN = [...'安邦诚德恩芳光海慧佳凯岚敏宁鹏琪蓉珊涛薇'];

const PATHS: readonly Pick<Friendship, 'changes' | 'ended'>[] = [
  {
    changes: ['add_external_contact', 'edit_external_contact', 'edit_external_contact', 'del_external_contact'],
    ended: 'member',
  },
  {
    changes: ['add_half_external_contact', 'add_external_contact', 'del_follow_user', 'add_external_contact'],
    ended: null,
  },
];

/** A company of one department, each member with customers whose names nobody else bears; `now` in seconds since 1970. */
export function stormCompany(members: number, now: number): { company: SandboxCompany; staff: StormMember[] } {
  if (members * 3 > SURNAMES.length * GIVEN.length ** 2) throw new RangeError('There are not enough names.');
  const staff = Array.from({ length: members }, (_, at): StormMember => {
    const number = String(at).padStart(4, '0');
    return {
      userid: `rep${number}`,
      customer: nameOf(at * 3),
      friendships: PATHS.map((path, which) => ({
        ...path,
        externalUserId: `wmStorm${number}x${which}`.padEnd(32, '0'),
        name: nameOf(at * 3 + which + 1),
      })),
    };
  });
  return {
    staff,
    company: {
      name: '风暴',
      appName: '常客',
      departments: [{ id: 1, name: '风暴', parentid: 0, order: 1, department_leader: [] }],
      members: staff.map(memberOf),
      customers: staff.flatMap((member) => customersOf(member, now)),
    },
  };
}

function nameOf(at: number): string {
  const given = Math.floor(at / SURNAMES.length);
  return [
    SURNAMES[at % SURNAMES.length],
    GIVEN[given % GIVEN.length],
    GIVEN[Math.floor(given / GIVEN.length) % GIVEN.length],
  ].join('');
}

const memberOf = ({ userid }: StormMember): CompanyMember => ({
  userid,
  name: userid,
  position: '销售',
  department: [1],
  is_leader_in_dept: [0],
  main_department: 1,
  direct_leader: [],
});

const customersOf = ({ userid, friendships }: StormMember, now: number): CompanyCustomer[] =>
  friendships.map(({ externalUserId, name }) => ({
    external_userid: externalUserId,
    name,
    type: 1,
    follow: [{ userid, remark: '', description: '', createtime: now - 60, add_way: 1 }],
  }));

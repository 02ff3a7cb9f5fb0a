import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';
import { defineMessage } from '../../kernel/messages.ts';
import type { WecomPort } from '../../kernel/ports.ts';

const text = z.string().catch('');

const departmentReply = z.object({
  department: z.array(z.object({ id: z.number(), name: text, parentid: z.number().catch(0) })),
});

const memberReply = z.object({
  userid: z.string(),
  name: text,
  department: z.array(z.number()).catch([]),
  is_leader_in_dept: z.array(z.number()).catch([]),
  direct_leader: z.array(z.string()).catch([]),
  position: text,
  status: z.number().catch(1),
});

/** A member as WeCom tells him (user/get, wecom-api 5). */
export interface FetchedMember {
  userId: string;
  name: string;
  position: string | null;
  departments: { id: number; isLeader: boolean }[];
  directLeaders: string[];
  left: boolean;
}

/** All that the app may see of the corp's people. */
export interface FetchedDirectory {
  departments: { id: number; parentId: number; name: string }[];
  members: FetchedMember[];
}

/** WeCom has told who works here and in which departments. */
export const directoryFetched = defineEvent<FetchedDirectory>('wecom.directory-fetched');

/** WeCom has told who one member is. */
export const memberFetched = defineEvent<FetchedMember>('wecom.member-fetched');

/** Asks WeCom for all departments and members that the app may see; members are read department by department (wecom-api 5). */
export const fetchDirectory = defineMessage({
  code: 'wecom.fetch-directory',
  payload: z.object({}),
  example: {},
  channel: 'directory',
  whenUnknown: 'again',
  lane: () => 'directory',
  answered: directoryFetched,
  async deliver({ wecom }): Promise<FetchedDirectory> {
    const { department } = departmentReply.parse(await wecom.get('department/list'));
    const members = new Map<string, FetchedMember>();
    for (const { id } of department) {
      for (const member of await membersOf(wecom, id)) members.set(member.userId.toLowerCase(), member);
    }
    return {
      departments: department.map(({ id, parentid, name }) => ({ id, parentId: parentid, name })),
      members: [...members.values()],
    };
  },
});

async function membersOf(wecom: WecomPort, departmentId: number): Promise<FetchedMember[]> {
  const reply = await wecom.get('user/list', { department_id: String(departmentId) });
  return z.array(memberReply).catch([]).parse(reply['userlist']).map(presentMember);
}

/** Asks WeCom who a member is whose userid appeared before the directory knew it. */
export const fetchMember = defineMessage({
  code: 'wecom.fetch-member',
  payload: z.object({ userId: z.string().min(1) }),
  example: { userId: 'zhouhang' },
  channel: 'directory',
  whenUnknown: 'again',
  lane: ({ userId }) => `member:${userId.toLowerCase()}`,
  answered: memberFetched,
  deliver: async ({ wecom }, { userId }) =>
    presentMember(memberReply.parse(await wecom.get('user/get', { userid: userId }))),
});

/** Disabled, or left the company (user/get, wecom-api 5): nothing that waits for him is ever confirmed. */
const CANNOT_LOG_IN = [2, 5];

function presentMember(member: z.infer<typeof memberReply>): FetchedMember {
  return {
    userId: member.userid,
    name: member.name || member.userid,
    position: member.position || null,
    departments: member.department.map((id, at) => ({ id, isLeader: member.is_leader_in_dept[at] === 1 })),
    directLeaders: member.direct_leader,
    left: CANNOT_LOG_IN.includes(member.status),
  };
}

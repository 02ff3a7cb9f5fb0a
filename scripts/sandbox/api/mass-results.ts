import { z } from 'zod';
import { tasksOf } from '../mass.ts';
import { findMember, memberName } from '../people.ts';
import { findTask } from '../present-mass.ts';
import type { MassSend } from '../records.ts';
import type { World } from '../world.ts';
import { ApiError, defineEndpoint } from './endpoint.ts';
import { namesMass, requireMass } from './mass.ts';
import { pageOf } from './paging.ts';

// wecom-api.md 6.4.
const LONGEST_S = 31 * 86_400;
const DISPATCH_MS = 5000;
const UNSENT = 0;
const SENT = 2;

const cursor = z.string().default('');
const limit = z.int().min(1).max(1000).default(500);

const listInput = z
  .object({
    chat_type: z.enum(['single', 'group'], '40058 invalid chat_type'),
    start_time: z.int(),
    end_time: z.int(),
    creator: z.string().optional(),
    filter_type: z.literal([0, 1, 2]).default(2),
    limit: z.int().min(1).max(100).default(50),
    cursor,
  })
  .refine(
    ({ start_time: start, end_time: end }) => start <= end && end - start <= LONGEST_S,
    '40058 start_time and end_time may lie one month apart',
  );

/** `externalcontact/get_groupmsg_list_v2`: the mass sends made in a month at most, by the company or by members. */
export const listMasses = defineEndpoint({
  method: 'POST',
  path: 'externalcontact/get_groupmsg_list_v2',
  title: '列群发',
  empty: { group_msg_list: [] },
  input: listInput,
  run(world, input) {
    const { start_time: start, end_time: end, creator, filter_type: filter } = input;
    const found = world.records.masses.list().filter((mass) => {
      const created = secondsOf(mass.createdAt);
      return (
        input.chat_type === 'single' &&
        created >= start &&
        created <= end &&
        (filter === 2 || filter === createTypeOf(mass)) &&
        (creator === undefined || creator.toLowerCase() === mass.creator?.toLowerCase())
      );
    });
    const { page, next } = pageOf(found, input.cursor, input.limit);
    return {
      reply: { group_msg_list: page.map(presentMass), next_cursor: next },
      summary: `列群发：${page.length} 次`,
    };
  },
});

/** `externalcontact/get_groupmsg_task`: which members have confirmed; 41063 in the first seconds. */
export const listMassTasks = defineEndpoint({
  method: 'POST',
  path: 'externalcontact/get_groupmsg_task',
  title: '查群发任务',
  empty: { task_list: [] },
  input: namesMass.extend({ limit, cursor }),
  run(world, input) {
    requireDispatched(world, input.msgid);
    const { page, next } = pageOf(tasksOf(world, input.msgid), input.cursor, input.limit);
    const tasks = page.map(({ userid, sentAt }) => ({
      userid,
      status: sentAt === null ? UNSENT : SENT,
      ...sendTime(sentAt),
    }));
    const sent = tasks.filter(({ status }) => status === SENT).length;
    return {
      reply: { task_list: tasks, next_cursor: next },
      summary: `查群发任务：${tasks.length} 位成员，${sent} 位确认了`,
    };
  },
});

/** `externalcontact/get_groupmsg_send_result`: what became of each customer of one member; 41063 in the first seconds. */
export const listMassResults = defineEndpoint({
  method: 'POST',
  path: 'externalcontact/get_groupmsg_send_result',
  title: '查群发结果',
  empty: { send_list: [] },
  input: namesMass.extend({
    userid: z.string('41009 userid missing').min(1, '41009 userid missing'),
    limit,
    cursor,
  }),
  run(world, input) {
    requireDispatched(world, input.msgid);
    const task = findTask(world, input.msgid, input.userid);
    if (!task && !findMember(world, input.userid)) throw new ApiError(60111, 'userid not found');
    const { page, next } = pageOf(task?.recipients ?? [], input.cursor, input.limit);
    const results = page.map(({ external_userid, status, sentAt }) => ({
      external_userid,
      userid: task?.userid ?? input.userid,
      status,
      ...sendTime(sentAt),
    }));
    const sent = results.filter(({ status }) => status === 1).length;
    return {
      reply: { send_list: results, next_cursor: next },
      summary: `查${memberName(world, input.userid)}的群发结果：${results.length} 位客户，送到 ${sent} 位`,
    };
  },
});

function requireDispatched(world: World, msgid: string): void {
  const { createdAt } = requireMass(world, msgid);
  if (world.clock.now().getTime() - createdAt < DISPATCH_MS) throw new ApiError(41063, 'groupmsg is being dispatched');
}

function presentMass(mass: MassSend): Record<string, unknown> {
  const { msgid, creator, createdAt, text, attachments } = mass;
  return {
    msgid,
    ...(creator === null ? {} : { creator }),
    create_time: String(secondsOf(createdAt)),
    create_type: createTypeOf(mass),
    text: { content: text },
    attachments,
  };
}

const createTypeOf = ({ creator }: MassSend): 0 | 1 => (creator === null ? 0 : 1);

const sendTime = (sentAt: number | null): { send_time?: number } =>
  sentAt === null ? {} : { send_time: secondsOf(sentAt) };

const secondsOf = (ms: number): number => Math.floor(ms / 1000);

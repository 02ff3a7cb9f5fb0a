import { z } from 'zod';
import type { WecomPort } from '../../kernel/ports.ts';

/** What became of one customer: not sent yet, sent, no friend of the member, or over WeCom's cap. */
export interface MassResult {
  externalUserId: string;
  status: 'waiting' | 'sent' | 'not-friend' | 'over-cap';
  /** Seconds since 1970; null where it was not sent. */
  sentAt: number | null;
}

const tasks = z.object({ task_list: z.array(z.object({ userid: z.string(), status: z.number() })).catch([]) });
const results = z.object({
  send_list: z
    .array(
      z.object({
        external_userid: z.string().catch(''),
        status: z.number(),
        send_time: z.number().nullish().catch(null),
      }),
    )
    .catch([]),
});

const STATUS: Record<number, MassResult['status']> = { 0: 'waiting', 1: 'sent', 2: 'not-friend', 3: 'over-cap' };

/** Whether a member has confirmed a mass send, and what became of each of his customers (wecom-api 6.4); 41063 in the first seconds. */
export async function readTasks(
  wecom: WecomPort,
  msgid: string,
  userId: string,
): Promise<{ confirmed: boolean; results: MassResult[] }> {
  const lists = await readPages(wecom, 'externalcontact/get_groupmsg_task', { msgid, limit: 1000 });
  const own = lists
    .flatMap((page) => tasks.parse(page).task_list)
    .find(({ userid }) => userid.toLowerCase() === userId.toLowerCase());
  const sends = await readPages(wecom, 'externalcontact/get_groupmsg_send_result', {
    ...{ msgid, userid: own?.userid ?? userId, limit: 1000 },
  });
  return {
    confirmed: own?.status === 2,
    results: sends
      .flatMap((page) => results.parse(page).send_list)
      .map(({ external_userid: externalUserId, status, send_time: at }) => ({
        ...{ externalUserId, status: STATUS[status] ?? 'waiting', sentAt: at ?? null },
      })),
  };
}

/** All pages of a list, by its cursor. */
export async function readPages(
  wecom: WecomPort,
  path: string,
  query: Record<string, unknown>,
): Promise<Record<string, unknown>[]> {
  const pages: Record<string, unknown>[] = [];
  let cursor = '';
  do {
    const page = await wecom.post(path, { ...query, ...(cursor && { cursor }) });
    pages.push(page);
    cursor = z.string().catch('').parse(page['next_cursor']);
  } while (cursor);
  return pages;
}

import { In, IsNull, Not } from 'typeorm';
import { Callback } from '../../entities/callback.ts';
import { Customer, CustomerRelation } from '../../entities/customer.ts';
import { Followup } from '../../entities/followup.ts';
import { MassRecipient, MassSend } from '../../entities/mass-send.ts';
import { Member } from '../../entities/member.ts';
import { Coupon } from '../../entities/offer.ts';
import { OutboxMessage } from '../../entities/outbox-message.ts';
import { Touch } from '../../entities/touch.ts';
import { CustomerTag, Tag } from '../../entities/tag.ts';
import { Task } from '../../entities/task.ts';
import type { CustomerChatItem, SandboxState } from '../../scripts/sandbox/api.ts';
import { system } from '../../server/kernel/actor.ts';
import { addDays } from '../../server/kernel/dates.ts';
import { WecomFault, type WecomClient } from '../../server/wecom/client.ts';
import type { TestApp } from '../support/test-app.ts';
import type { Lived } from './days.ts';

/** One side's answer to each question that both sides can answer, as sorted lines. */
export type Account = Record<'members' | 'relations' | 'tags' | 'masses' | 'received' | 'welcomed' | 'chat', string[]>;

/** What WeCom knows of the company, asked as any app would ask; it has to be in a good mood. */
export async function wecomAccount(app: TestApp, wecom: WecomClient): Promise<Account> {
  const members = await listMembers(wecom);
  const relations: string[] = [];
  const tags = new Set<string>();
  const customers = new Set<string>();
  for (const userid of members) {
    for (const id of await listCustomers(wecom, userid)) customers.add(id);
  }
  for (const id of customers) {
    const { follow_user: followers } = (await wecom.get('externalcontact/get', { external_userid: id })) as {
      follow_user: { userid: string; remark: string; tags: { tag_id: string }[] }[];
    };
    for (const { userid, remark, tags: borne } of followers) {
      relations.push(`${userid} ${id} ${remark}`);
      borne.forEach(({ tag_id: tag }) => tags.add(`${id} ${tag}`));
    }
  }
  const chat: string[] = [];
  for (const userid of members) {
    const items = (await app.chat(userid)).filter(({ from, kind }) => from === 'app' && kind !== 'mass');
    chat.push(`${userid} ${items.length}`);
  }
  return sorted({
    ...{ members, relations, tags: [...tags], chat },
    ...(await massAccount(app, wecom)),
    welcomed: await welcomed(app, members),
  });
}

/** Who was welcomed by whom, as it stands on the customers' phones. */
async function welcomed(app: TestApp, members: readonly string[]): Promise<string[]> {
  const { customers } = await app.control<SandboxState>('GET', '/state');
  const lines: string[] = [];
  for (const { externalUserId: id } of customers) {
    for (const userid of members) {
      const chat = await app.control<CustomerChatItem[]>('GET', `/customers/${id}/chats/${userid}`);
      lines.push(...chat.filter(({ origin }) => origin === 'welcome').map(() => `${userid} ${id}`));
    }
  }
  return lines;
}

async function massAccount(app: TestApp, wecom: WecomClient): Promise<Pick<Account, 'masses' | 'received'>> {
  const masses: string[] = [];
  const received: string[] = [];
  const first = await app.read(system, ({ db }) => db.find(MassSend, { order: { createdAt: 'ASC' }, take: 1 }));
  const since = first[0]?.createdAt ?? app.sandbox.clock.now();
  for (let from = addDays(since, -1); from < app.sandbox.clock.now(); from = addDays(from, 30)) {
    const period = { start_time: seconds(from), end_time: seconds(addDays(from, 30)) - 1 };
    const ids = await pages(wecom, 'get_groupmsg_list_v2', {
      chat_type: 'single',
      filter_type: 0,
      limit: 100,
      ...period,
    });
    for (const { msgid } of ids.flatMap(({ group_msg_list: list }) => list as { msgid: string }[])) {
      masses.push(msgid);
      const tasks = await pages(wecom, 'get_groupmsg_task', { msgid });
      for (const { userid } of tasks.flatMap(({ task_list: list }) => list as { userid: string }[])) {
        const results = await pages(wecom, 'get_groupmsg_send_result', { msgid, userid });
        for (const each of results.flatMap(
          ({ send_list: list }) => list as { external_userid: string; status: number }[],
        ))
          if (each.status === 1) received.push(`${msgid} ${each.external_userid}`);
      }
    }
  }
  return { masses, received };
}

/** What the product believes of the same. */
export function productAccount(app: TestApp): Promise<Account> {
  return app.read(system, async ({ db }) => {
    const members = await db.find(Member);
    const customers = new Map(
      (await db.find(Customer)).map((customer) => [customer.id, customer.externalUserId ?? '']),
    );
    const userids = new Map(members.map(({ id, userId }) => [id, userId]));
    const tags = new Map(
      (await db.findBy(Tag, { wecomId: Not(IsNull()) })).map(({ id, wecomId }) => [id, wecomId ?? '']),
    );
    const relations = await db.findBy(CustomerRelation, { endedAt: IsNull() });
    const living = new Set(relations.map(({ customerId }) => customerId));
    const masses = await db.findBy(MassSend, { msgid: Not(IsNull()) });
    const msgids = new Map(masses.map(({ id, msgid }) => [id, msgid ?? '']));
    const received = await db.findBy(MassRecipient, { status: 'sent' });
    const sent = await db.findBy(OutboxMessage, {
      status: 'sent',
      code: In(['chat.text', 'chat.card', 'chat.notice']),
    });
    const present = members.filter(({ status }) => status === 'active').map(({ userId }) => userId);
    return sorted({
      members: present,
      relations: relations.map(
        ({ customerId, memberId, remark }) => `${userids.get(memberId)} ${customers.get(customerId)} ${remark ?? ''}`,
      ),
      tags: (await db.find(CustomerTag)).flatMap(({ customerId, tagId }) =>
        tags.has(tagId) && living.has(customerId) ? [`${customers.get(customerId)} ${tags.get(tagId)}`] : [],
      ),
      masses: [...msgids.values()],
      received: received.map(({ massSendId, customerId }) => `${msgids.get(massSendId)} ${customers.get(customerId)}`),
      welcomed: (await db.findBy(Touch, { kind: 'welcome' })).map(
        ({ memberId, customerId }) => `${userids.get(memberId ?? '')} ${customers.get(customerId)}`,
      ),
      chat: present.map(
        (userid) => `${userid} ${sent.filter(({ lane }) => lane === `chat:${userid.toLowerCase()}`).length}`,
      ),
    });
  });
}

/** What must be left over of the days, and how often what was asked for has happened. */
export interface Remainder {
  /** Callbacks and messages that are still to be worked on. */
  waiting: string[];
  /** Given up for no reason that WeCom gave. */
  dead: string[];
  /** Given up because WeCom said that it can never be, by kind. */
  explained: string[];
  /** Follow-ups and tasks that are not there exactly once. */
  notOnce: string[];
}

/** Looks for what was lost, done twice, or left undone. */
export function remainder(app: TestApp, { notes, tasks, coupons }: Lived): Promise<Remainder> {
  return app.read(system, async ({ db }) => {
    const owed = await db.findBy(OutboxMessage, { status: In(['pending', 'sending', 'dead']) });
    const fed = await db.findBy(Callback, { status: Not('done') });
    const [dead, pending] = [
      owed.filter(({ status }) => status === 'dead'),
      owed.filter(({ status }) => status !== 'dead'),
    ];
    const noted = (await db.find(Followup)).map(({ note }) => note);
    const asked = (await db.find(Task)).map(({ title }) => title);
    const redeemed = (await db.findBy(Coupon, { status: 'redeemed' })).map(({ code }) => code);
    const times = (all: string[], text: string) => all.filter((each) => each.includes(text)).length;
    return {
      waiting: [...pending, ...fed].map(
        (row) => `${'code' in row ? row.code : row.kind} ${row.status} ${row.failure ?? ''}`,
      ),
      dead: dead.filter((row) => !isExplained(row)).map(({ code, failure }) => `${code}: ${failure ?? ''}`),
      explained: dead.filter(isExplained).map(({ code, failure }) => `${code}: ${failure ?? ''}`),
      notOnce: [
        ...notes.filter((text) => times(noted, text) !== 1).map((text) => `${text} ×${times(noted, text)}`),
        ...coupons.filter((code) => times(redeemed, code) !== 1),
        ...tasks.filter((text) => times(asked, text) !== 1).map((text) => `${text} ×${times(asked, text)}`),
      ],
    };
  });
}

/** What can never be sent any more: a welcome whose code died or whose chat began, a question about somebody whom nobody has as a contact. */
const isExplained = ({ code, failure }: OutboxMessage): boolean => EXPLAINED[code]?.test(failure ?? '') ?? false;

const EXPLAINED: Record<string, RegExp> = {
  'wecom.send-welcome': /^(expired|4105[01] )/,
  'wecom.fetch-customer': /^84061 /,
  'wecom.mark-tag': /^84061 /,
};

async function listMembers(wecom: WecomClient): Promise<string[]> {
  const { department } = (await wecom.get('department/list')) as unknown as { department: { id: number }[] };
  const userids = new Set<string>();
  for (const { id } of department) {
    const { userlist } = (await wecom.get('user/list', { department_id: String(id) })) as unknown as {
      userlist: { userid: string }[];
    };
    userlist.forEach(({ userid }) => userids.add(userid));
  }
  return [...userids];
}

/** A member's customers; 84061 says that he has none. */
async function listCustomers(wecom: WecomClient, userid: string): Promise<string[]> {
  try {
    return ((await wecom.get('externalcontact/list', { userid })) as unknown as { external_userid: string[] })
      .external_userid;
  } catch (error) {
    if (error instanceof WecomFault && error.errcode === 84_061) return [];
    throw error;
  }
}

async function pages(wecom: WecomClient, path: string, query: object): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = [];
  let cursor: unknown = '';
  do {
    const page = await wecom.post(`externalcontact/${path}`, { ...query, cursor });
    all.push(page);
    cursor = page['next_cursor'];
  } while (typeof cursor === 'string' && cursor !== '');
  return all;
}

const seconds = (instant: Date): number => Math.floor(instant.getTime() / 1000);

function sorted(account: Account): Account {
  for (const lines of Object.values(account)) lines.sort();
  return account;
}

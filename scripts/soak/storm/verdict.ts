import type { ChatItem } from '../../sandbox/api.ts';
import { differs, unequal, type Finding } from '../findings.ts';
import type { Ledger } from '../ledger.ts';
import type { StandIn } from '../stand-in.ts';
import type { Expected, Scenario } from './scenario.ts';

/** Compares what the database and the members' phones hold of their work with what had to come of the scenario. */
export async function judgeWork(scenario: Scenario, ledger: Ledger, standIn: StandIn): Promise<Finding[]> {
  const chats = await Promise.all(
    scenario.expected.map(async (expected) => ({ expected, items: await standIn.chat(expected.member.userid) })),
  );
  return [
    await judgeCustomers(scenario, ledger),
    await judgeFriendships(scenario, ledger),
    await judgeOnce('each contact record once, by whoever said it', ledger, FOLLOWUPS, scenario, 'followups'),
    await judgeOnce('each reminder once, for whoever asked', ledger, TASKS, scenario, 'tasks'),
    judgeReplies(chats),
    judgeOrder(chats),
  ];
}

/** Others who write to the product at the same time are not looked at. */
const OURS = `m.userId LIKE 'rep%'`;
const FOLLOWUPS = `SELECT f.note AS words, m.userId AS userid FROM followups f JOIN members m ON m.id = f.authorId WHERE ${OURS}`;
const TASKS = `SELECT t.title AS words, m.userId AS userid FROM tasks t JOIN members m ON m.id = t.ownerId WHERE ${OURS}`;

/** Whether everything was stored once and nothing is left over. */
export async function judgeQueues({ count, doublePresses }: Scenario, ledger: Ledger): Promise<Finding[]> {
  const callbacks = await ledger.rows('SELECT status, COUNT(*) AS many FROM callbacks GROUP BY status');
  const outbox = await ledger.rows('SELECT status, COUNT(*) AS many FROM outbox GROUP BY status');
  const sum = (rows: typeof callbacks): number => rows.reduce((all, { many }) => all + Number(many), 0);
  const distinct = count - doublePresses;
  const unlike = (rows: typeof callbacks, good: readonly string[]): string[] =>
    rows
      .filter(({ status }) => !good.includes(String(status)))
      .map(({ status, many }) => `${String(many)} ${String(status)}`);
  return [
    { promise: 'each callback stored once', looked: distinct, broken: differs(sum(callbacks), distinct, 'stored') },
    { promise: 'all callbacks done, none set aside', looked: sum(callbacks), broken: unlike(callbacks, ['done']) },
    {
      promise: 'the outbox empty, nothing given up',
      looked: sum(outbox),
      broken: unlike(outbox, ['sent', 'settled']),
    },
  ];
}

async function judgeCustomers({ expected }: Scenario, ledger: Ledger): Promise<Finding> {
  const rows = await ledger.rows(
    `SELECT c.name AS name, m.userId AS userid FROM customers c JOIN members m ON m.id = c.ownerId WHERE ${OURS}`,
  );
  const wanted = expected.flatMap(({ member }) =>
    [member.customer, ...member.friendships.map(({ name }) => name)].map((name) => `${name} of ${member.userid}`),
  );
  const found = rows.map(({ name, userid }) => `${String(name)} of ${String(userid)}`);
  return {
    promise: 'each customer once, with the name that WeCom tells',
    looked: wanted.length,
    broken: unequal(found, wanted),
  };
}

async function judgeFriendships({ expected }: Scenario, ledger: Ledger): Promise<Finding> {
  const rows = await ledger.rows(
    `SELECT m.userId AS userid, c.externalUserId AS customer, r.half AS half, r.endedBy AS ended, r.endedAt AS endedAt
     FROM customer_relations r JOIN customers c ON c.id = r.customerId JOIN members m ON m.id = r.memberId WHERE ${OURS}`,
  );
  const state = (userid: unknown, customer: unknown, half: boolean, ended: unknown): string =>
    `${String(userid)} and ${String(customer)}: ${half ? 'half' : 'whole'}, ended by ${String(ended)}`;
  const found = rows.map(({ userid, customer, half, ended, endedAt }) =>
    state(userid, customer, Boolean(half), endedAt === null ? null : ended),
  );
  const wanted = expected.flatMap(({ member }) =>
    member.friendships.map(({ externalUserId, ended }) => state(member.userid, externalUserId, false, ended)),
  );
  return { promise: 'each friendship as it stands in WeCom', looked: wanted.length, broken: unequal(found, wanted) };
}

async function judgeOnce(
  promise: string,
  ledger: Ledger,
  sql: string,
  { expected }: Scenario,
  field: 'followups' | 'tasks',
): Promise<Finding> {
  const rows = await ledger.rows(sql);
  // A note may hold more than the words that make it unlike the others.
  const found = rows.map(
    ({ words, userid }) => `${/(单号|寄样品)[a-z]{5}/.exec(String(words))?.[0]} of ${String(userid)}`,
  );
  const wanted = expected.flatMap((each) => each[field].map((words) => `${words} of ${each.member.userid}`));
  return { promise, looked: wanted.length, broken: unequal(found, wanted) };
}

interface Chat {
  expected: Expected;
  items: readonly ChatItem[];
}

function judgeReplies(chats: readonly Chat[]): Finding {
  const broken = chats.flatMap(({ expected: { member, replies }, items }) => {
    const answers = items
      .filter(({ from }) => from === 'app')
      .map((item) => ({ kind: item.kind, words: JSON.stringify(item) }));
    const wrong = replies.flatMap(({ kind, words }) => {
      const times = answers.filter((answer) => answer.kind === kind && answer.words.includes(words)).length;
      return times === 1 ? [] : [`${member.userid}: ${times} times ${words}`];
    });
    return [...wrong, ...differs(answers.length, replies.length, `answers to ${member.userid}`)];
  });
  return {
    promise: 'each reply shown, none twice',
    looked: chats.reduce((sum, { expected }) => sum + expected.replies.length, 0),
    broken,
  };
}

/** Each answer to a contact record says which of the customer's it is, and so in which order they took effect. */
function judgeOrder(chats: readonly Chat[]): Finding {
  const patient = chats.filter(({ expected }) => expected.inOrder);
  const broken = patient.flatMap(({ expected: { member, followups }, items }) =>
    followups.flatMap((words, at) => {
      const card = items.find((item) => item.kind === 'card' && JSON.stringify(item).includes(words));
      const title = card?.kind === 'card' ? card.card.title : 'nothing';
      return title.endsWith(`第 ${at + 1} 次跟进`) ? [] : [`${member.userid}: ${words} is ${title}, not ${at + 1}`];
    }),
  );
  return {
    promise: 'the lines of one member in their order',
    looked: patient.reduce((sum, { expected }) => sum + expected.followups.length, 0),
    broken,
  };
}

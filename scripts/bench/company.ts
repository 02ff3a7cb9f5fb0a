import { createRandom, type Random } from '../demo/random.ts';

/** A value as both drivers take it. */
export type Cell = string | number | null;

/** The rows of one table. */
export interface Rows {
  table: string;
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** The instant at which the benches stand still. */
export const NOW = new Date('2026-11-21T04:00:00.000Z');

/** How many customers the benches of segments and care have. */
export const CUSTOMERS = 200_000;
const CUSTOMERS_EACH = 5000;
const TAGS = 30;
const DAY_MS = 86_400_000;
const SEED = 20261121;

/** An id of 26 characters; ids sort as their numbers do. */
export const idOf = (kind: string, n: number): string => `01${kind}${String(n).padStart(24 - kind.length, '0')}`;

export const memberId = (n: number): string => idOf('M', n);
export const tagId = (n: number): string => idOf('T', n);
export const customerId = (n: number): string => idOf('C', n);

/** How many of a hundred customers bear a tag: the first ones are broad, the last is rare. */
const tagShare = (n: number): number => (n === 0 ? 0.1 : n === TAGS - 1 ? 0.01 : 0.08);

const STAGES = ['lead', 'contacted', 'needs', 'quoted', 'negotiating', 'won'];
const SOURCES = ['官网', '展会', '老客户介绍', '门店扫码', '小程序'];
const TRADES = ['酒店', '民宿', '餐饮', '茶馆', '健身', '美容', '烘焙', '咖啡'];
const PLACES = ['海棠', '云栖', '南山', '临江', '东湖', '青石', '望京', '听雨'];

const at = (daysAgo: number): string =>
  new Date(NOW.getTime() - daysAgo * DAY_MS).toISOString().replace('T', ' ').replace('Z', '');

/** A company of so many customers, the same in every run, whose members have about 5,000 each. */
export function makeCompany(size: number): Rows[] {
  const random = createRandom(SEED);
  const numbers = Array.from({ length: size }, (_, n) => n);
  const staff = Math.ceil(size / CUSTOMERS_EACH);
  const owners = numbers.map(() => memberId(random.int(0, staff - 1)));
  const parts = { random, numbers, owners, staff };
  return [
    members(staff),
    tags(),
    customers(parts),
    relations(parts),
    ...maintenance(parts),
    borneTags(parts),
    values(parts),
    tiers(parts),
    birthdays(parts),
  ];
}

interface Parts {
  random: Random;
  numbers: readonly number[];
  owners: readonly string[];
  /** How many members there are. */
  staff: number;
}

const members = (staff: number): Rows => ({
  table: 'members',
  columns: ['id', 'userId', 'userKey', 'name', 'status', 'createdAt'],
  rows: Array.from({ length: staff }, (_, n) => [
    ...[memberId(n), `member${n}`, `member${n}`, `员工${n}`, 'active', at(1000)],
  ]),
});

const tags = (): Rows => ({
  table: 'tags',
  columns: ['id', 'groupName', 'name'],
  rows: Array.from({ length: TAGS }, (_, n) => [tagId(n), '行业', `标签${n}`]),
});

const customers = ({ random, numbers, owners }: Parts): Rows => ({
  table: 'customers',
  columns: [
    ...['id', 'externalUserId', 'name', 'company', 'phone', 'stage', 'source', 'ownerId', 'pinyin', 'initials'],
    ...['sound', 'followupCount', 'lastFollowedUpAt', 'createdAt'],
  ],
  rows: numbers.map((n) => {
    const came = random.int(0, 900);
    const contacted = random.chance(0.15) ? null : at(Math.min(came, random.int(0, 20) ** 2));
    const company = random.chance(0.8) ? `${random.pick(PLACES)}${random.pick(TRADES)}` : null;
    return [
      ...[customerId(n), `wm${String(n).padStart(30, '0')}`, `客户${n}`, company, null, random.pick(STAGES)],
      ...[random.chance(0.7) ? random.pick(SOURCES) : null, owners[n] ?? '', `kehu${n}`, 'kh', `kehu${n}`],
      ...[contacted === null ? 0 : random.int(1, 30), contacted, at(came)],
    ];
  }),
});

/** Nearly every owner has his customers as contacts, and some customers know a second member. */
const relations = ({ random, numbers, owners, staff }: Parts): Rows => ({
  table: 'customer_relations',
  columns: ['customerId', 'memberId', 'half', 'since', 'endedAt', 'endedBy'],
  rows: numbers.flatMap((n) => {
    const second = memberId(random.int(0, staff - 1));
    const known = [...(random.chance(0.9) ? [owners[n] ?? ''] : []), ...(random.chance(0.1) ? [second] : [])];
    return [...new Set(known)].map((member) => {
      const ended = random.chance(0.05);
      return [customerId(n), member, 0, at(500), ended ? at(100) : null, ended ? 'customer' : null];
    });
  }),
});

/** What was bought before, and who looks after it: mostly the owner. */
function maintenance({ random, numbers, owners, staff }: Parts): Rows[] {
  const kept = numbers.filter(() => random.chance(0.15));
  const keepers = kept.map((n) => (random.chance(0.7) ? (owners[n] ?? '') : memberId(random.int(0, staff - 1))));
  return [
    {
      table: 'deals',
      columns: ['id', 'customerId', 'ownerId', 'title', 'amountFen', 'stage', 'closedAt', 'createdAt'],
      rows: kept.map((n) => [
        ...[idOf('D', n), customerId(n), owners[n] ?? '', '设备', 100_000, 'won', at(300), at(330)],
      ]),
    },
    {
      table: 'maintenance',
      columns: ['customerId', 'dealId', 'ownerId', 'stage', 'startedAt'],
      rows: kept.map((n, place) => [customerId(n), idOf('D', n), keepers[place] ?? '', 'steady', at(300)]),
    },
  ];
}

const borneTags = ({ random, numbers }: Parts): Rows => ({
  table: 'customer_tags',
  columns: ['customerId', 'tagId'],
  rows: numbers.flatMap((n) =>
    Array.from({ length: TAGS }, (_, tag) => tag)
      .filter((tag) => random.chance(tagShare(tag)))
      .map((tag) => [customerId(n), tagId(tag)]),
  ),
});

/** Half have bought something; few have bought much. */
const values = ({ random, numbers }: Parts): Rows => ({
  table: 'customer_values',
  columns: ['customerId', 'orderCount', 'totalFen', 'firstOrderAt', 'lastOrderAt'],
  rows: numbers
    .filter(() => random.chance(0.5))
    .map((n) => {
      const last = random.int(0, 500);
      const much = random.int(1, 100) * random.int(1, 100) * random.int(1, 100) * 100;
      return [customerId(n), random.int(1, 12), much, at(last + random.int(0, 400)), at(last)];
    }),
});

const tiers = ({ random, numbers }: Parts): Rows => ({
  table: 'customer_tiers',
  columns: ['customerId', 'tier', 'score', 'reasons', 'at'],
  rows: numbers
    .filter(() => random.chance(0.95))
    .map((n) => [
      ...[customerId(n), random.pick(['A', 'B', 'B', 'B', 'C', 'C', 'C', 'C', 'C', 'C']), random.int(0, 100), '[]'],
      ...[at(1)],
    ]),
});

/** Six of ten have told their birthday, a third of them in the lunar calendar. */
const birthdays = ({ random, numbers }: Parts): Rows => ({
  table: 'birthdays',
  columns: ['customerId', 'calendar', 'year', 'month', 'day', 'leap'],
  rows: numbers
    .filter(() => random.chance(0.6))
    .map((n) => {
      const lunar = random.chance(0.33);
      const day = random.int(1, lunar ? 29 : 28);
      return [
        ...[customerId(n), lunar ? 'lunar' : 'solar', random.chance(0.7) ? random.int(1955, 2004) : null],
        ...[random.int(1, 12), day, 0],
      ];
    }),
});

/** What the company above has written down of its customers, and what they are found by: for benches of cards. */
export function makeHistory(size: number): Rows[] {
  const random = createRandom(SEED + 1);
  const numbers = Array.from({ length: size }, (_, n) => n);
  return [followups(random, numbers), tasks(random, numbers), tokens(random, numbers)];
}

const followups = (random: Random, numbers: readonly number[]): Rows => ({
  table: 'followups',
  columns: ['id', 'customerId', 'authorId', 'channel', 'phase', 'note', 'at', 'createdAt'],
  rows: numbers.flatMap((n) =>
    Array.from({ length: random.int(0, 5) }, (_, which) => [
      ...[idOf('F', n * 10 + which), customerId(n), memberId(0), 'phone', 'followup', '聊了报价，觉得偏贵，要再想想'],
      ...[at(random.int(1, 400)), at(1)],
    ]),
  ),
});

const tasks = (random: Random, numbers: readonly number[]): Rows => ({
  table: 'tasks',
  columns: ['id', 'ownerId', 'customerId', 'title', 'status', 'dueAt', 'createdAt'],
  rows: numbers
    .filter(() => random.chance(0.2))
    .map((n) => [idOf('K', n), memberId(0), customerId(n), '回访', 'open', at(-random.int(1, 30)), at(3)]),
});

/** As the product writes them for 客户 and a number, and the company's first characters. */
const tokens = (random: Random, numbers: readonly number[]): Rows => ({
  table: 'customer_tokens',
  columns: ['token', 'customerId'],
  rows: numbers.flatMap((n) => {
    const words = [`客户${n}`, `户${n}`, `${n}`, `kehu${n}`, `hu${n}`, `kh${n}`, `h${n}`];
    const company = random.chance(0.8) ? [`${random.pick(PLACES)}${random.pick(TRADES)}`, random.pick(TRADES)] : [];
    return [...words, ...company].map((token) => [token, customerId(n)]);
  }),
});

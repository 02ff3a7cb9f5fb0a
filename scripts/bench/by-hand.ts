import { CUSTOMERS, customerId, memberId, NOW, tagId } from './company.ts';

/** Values that the statements below name. */
export const parameters = {
  ...{ broad: tagId(0), other: tagId(1), blocked: tagId(29), me: memberId(3), owners: [memberId(1), memberId(2)] },
  ...{ middle: customerId(CUSTOMERS / 2), much: 10_000_000, ...daysAgo(30, 90) },
};

function daysAgo(month: number, quarter: number): { month: Date; quarter: Date } {
  const before = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);
  return { month: before(month), quarter: before(quarter) };
}

const contacted = 'COALESCE(c.lastFollowedUpAt, c.createdAt)';
const born = `((b.calendar = 'solar' AND b.month = 11 AND b.day IN (21, 22, 23, 24, 25, 26, 27, 28))
  OR (b.calendar = 'lunar' AND b.month = 10 AND b.day IN (13, 14, 15, 16, 17, 18, 19, 20)))`;
const blocked = (key: string): string =>
  `EXISTS (SELECT 1 FROM customer_tags x WHERE x.customerId = ${key} AND x.tagId = :blocked)`;
const bought = (key: string): string =>
  `EXISTS (SELECT 1 FROM customer_values v WHERE v.customerId = ${key} AND v.lastOrderAt >= :month AND v.orderCount > 0)`;
const bears = (key: string): string =>
  `EXISTS (SELECT 1 FROM customer_tags t WHERE t.customerId = ${key} AND t.tagId = :broad)`;
const tagOrBought = `(SELECT t.customerId FROM customer_tags t WHERE t.tagId = :broad
  UNION SELECT v.customerId FROM customer_values v WHERE v.lastOrderAt >= :month AND v.orderCount > 0) k`;

/** Whom the rep looks after: his own, his contacts, and those whose maintenance is his. */
export const mine = `(SELECT id AS customerId FROM customers WHERE ownerId = :me
  UNION SELECT customerId FROM customer_relations WHERE memberId = :me AND endedAt IS NULL
  UNION SELECT customerId FROM maintenance WHERE ownerId = :me) mine`;
const isMine = `(c.ownerId = :me
  OR EXISTS (SELECT 1 FROM customer_relations r WHERE r.customerId = c.id AND r.memberId = :me AND r.endedAt IS NULL)
  OR EXISTS (SELECT 1 FROM maintenance m WHERE m.customerId = c.id AND m.ownerId = :me))`;

const anyOf = (
  key: string,
): string => `(EXISTS (SELECT 1 FROM customer_tags t WHERE t.customerId = ${key} AND t.tagId = :other)
  OR EXISTS (SELECT 1 FROM customer_values v JOIN customer_tiers ct ON ct.customerId = v.customerId
    WHERE v.customerId = ${key} AND v.totalFen >= :much AND ct.tier = 'A'))`;
const anyOfList = `(SELECT t.customerId FROM customer_tags t WHERE t.tagId = :other
  UNION SELECT v.customerId FROM customer_values v JOIN customer_tiers ct ON ct.customerId = v.customerId
    WHERE v.totalFen >= :much AND ct.tier = 'A') k`;

export const pieces = { contacted, blocked, tagOrBought };

const count = (from: string, where = '1 = 1'): string => `SELECT COUNT(*) AS n FROM ${from} WHERE ${where}`;

/**
 * Counts as one would write them with the indices in mind. Where it is not plain which form a database likes better
 * there are several, and the quickest is the measure.
 */
export const counts = {
  tag: {
    admin: [count('customer_tags t', 't.tagId = :broad')],
    rep: [
      count(`${mine} JOIN customer_tags t ON t.customerId = mine.customerId`, 't.tagId = :broad'),
      count(`customers c JOIN customer_tags t ON t.customerId = c.id`, `t.tagId = :broad AND ${isMine}`),
    ],
  },
  tagAndAmount: {
    admin: [
      count(
        'customer_tags t JOIN customer_values v ON v.customerId = t.customerId',
        't.tagId = :broad AND v.totalFen >= :much',
      ),
      count(
        'customer_values v',
        'v.totalFen >= :much AND v.customerId IN (SELECT customerId FROM customer_tags WHERE tagId = :broad)',
      ),
    ],
    rep: [
      count(
        `${mine} JOIN customer_tags t ON t.customerId = mine.customerId JOIN customer_values v ON v.customerId = mine.customerId`,
        't.tagId = :broad AND v.totalFen >= :much',
      ),
    ],
  },
  tagOrRecency: {
    admin: [
      count(
        `${tagOrBought} JOIN customers c ON c.id = k.customerId`,
        `${contacted} < :month AND NOT ${blocked('k.customerId')}`,
      ),
      count(
        'customers c',
        `${contacted} < :month AND (c.id IN (SELECT customerId FROM customer_tags WHERE tagId = :broad)
          OR c.id IN (SELECT customerId FROM customer_values WHERE lastOrderAt >= :month AND orderCount > 0))
          AND c.id NOT IN (SELECT customerId FROM customer_tags WHERE tagId = :blocked)`,
      ),
      count(
        'customers c',
        `${contacted} < :month AND (${bears('c.id')} OR ${bought('c.id')}) AND NOT ${blocked('c.id')}`,
      ),
    ],
    rep: [
      count(
        `${mine} JOIN customers c ON c.id = mine.customerId`,
        `${contacted} < :month AND (${bears('c.id')} OR ${bought('c.id')}) AND NOT ${blocked('c.id')}`,
      ),
    ],
  },
  birthday: {
    admin: [count('birthdays b', born)],
    rep: [
      count(`${mine} JOIN birthdays b ON b.customerId = mine.customerId`, born),
      count('birthdays b JOIN customers c ON c.id = b.customerId', `${born} AND ${isMine}`),
    ],
  },
  tierOwnerContact: {
    admin: [
      count(
        'customers c JOIN customer_tiers ct ON ct.customerId = c.id',
        `c.ownerId IN (:...owners) AND ct.tier IN ('A', 'B') AND ${contacted} < :month`,
      ),
      count(
        'customers c',
        `c.ownerId IN (:...owners) AND ${contacted} < :month AND c.id IN (SELECT customerId FROM customer_tiers WHERE tier IN ('A', 'B'))`,
      ),
    ],
    rep: [
      count(
        `${mine} JOIN customers c ON c.id = mine.customerId JOIN customer_tiers ct ON ct.customerId = mine.customerId`,
        `c.ownerId IN (:...owners) AND ct.tier IN ('A', 'B') AND ${contacted} < :month`,
      ),
    ],
  },
  nestedAnyOf: {
    admin: [
      count(`${anyOfList} JOIN customers c ON c.id = k.customerId`, `c.stage IN ('quoted', 'negotiating')`),
      count('customers c', `c.stage IN ('quoted', 'negotiating') AND ${anyOf('c.id')}`),
      count(
        'customers c',
        `c.stage IN ('quoted', 'negotiating') AND (c.id IN (SELECT customerId FROM customer_tags WHERE tagId = :other)
          OR c.id IN (SELECT v.customerId FROM customer_values v JOIN customer_tiers ct ON ct.customerId = v.customerId
            WHERE v.totalFen >= :much AND ct.tier = 'A'))`,
      ),
    ],
    rep: [
      count(
        `${mine} JOIN customers c ON c.id = mine.customerId`,
        `c.stage IN ('quoted', 'negotiating') AND ${anyOf('c.id')}`,
      ),
    ],
  },
  notTag: {
    admin: [
      count(
        'customers c LEFT JOIN customer_tags x ON x.customerId = c.id AND x.tagId = :blocked',
        'x.customerId IS NULL',
      ),
      count('customers c', 'c.id NOT IN (SELECT customerId FROM customer_tags WHERE tagId = :blocked)'),
      `SELECT (SELECT COUNT(*) FROM customers) - (SELECT COUNT(*) FROM customer_tags WHERE tagId = :blocked) AS n`,
    ],
    rep: [count(mine, `NOT ${blocked('mine.customerId')}`)],
  },
};

const page =
  (key: string, from: string, where: string) =>
  (after: boolean): string =>
    `SELECT ${key} AS id FROM ${from} WHERE ${where}${after ? ` AND ${key} > :middle` : ''} ORDER BY ${key} LIMIT 51`;

/** The ids of a page of 50 and of one more, from the start or from the middle of the company. */
export const pages = {
  tag: {
    admin: [page('t.customerId', 'customer_tags t', 't.tagId = :broad')],
    rep: [
      page('mine.customerId', `${mine} JOIN customer_tags t ON t.customerId = mine.customerId`, 't.tagId = :broad'),
      page('t.customerId', 'customer_tags t JOIN customers c ON c.id = t.customerId', `t.tagId = :broad AND ${isMine}`),
    ],
  },
  tagAndAmount: {
    admin: [
      page(
        't.customerId',
        'customer_tags t JOIN customer_values v ON v.customerId = t.customerId',
        't.tagId = :broad AND v.totalFen >= :much',
      ),
    ],
    rep: [
      page(
        'mine.customerId',
        `${mine} JOIN customer_tags t ON t.customerId = mine.customerId JOIN customer_values v ON v.customerId = mine.customerId`,
        't.tagId = :broad AND v.totalFen >= :much',
      ),
    ],
  },
  tagOrRecency: {
    admin: [
      page(
        'c.id',
        'customers c',
        `${contacted} < :month AND (${bears('c.id')} OR ${bought('c.id')}) AND NOT ${blocked('c.id')}`,
      ),
    ],
    rep: [
      page(
        'mine.customerId',
        `${mine} JOIN customers c ON c.id = mine.customerId`,
        `${contacted} < :month AND (${bears('mine.customerId')} OR ${bought('mine.customerId')}) AND NOT ${blocked('mine.customerId')}`,
      ),
      page(
        'c.id',
        'customers c',
        `${isMine} AND ${contacted} < :month AND (${bears('c.id')} OR ${bought('c.id')}) AND NOT ${blocked('c.id')}`,
      ),
    ],
  },
  birthday: {
    admin: [page('b.customerId', 'birthdays b', born)],
    rep: [page('mine.customerId', `${mine} JOIN birthdays b ON b.customerId = mine.customerId`, born)],
  },
  tierOwnerContact: {
    admin: [
      page(
        'c.id',
        'customers c JOIN customer_tiers ct ON ct.customerId = c.id',
        `c.ownerId IN (:...owners) AND ct.tier IN ('A', 'B') AND ${contacted} < :month`,
      ),
      page(
        'c.id',
        'customers c',
        `c.ownerId IN (:...owners) AND ${contacted} < :month
          AND EXISTS (SELECT 1 FROM customer_tiers ct WHERE ct.customerId = c.id AND ct.tier IN ('A', 'B'))`,
      ),
    ],
    rep: [
      page(
        'c.id',
        `${mine} JOIN customers c ON c.id = mine.customerId JOIN customer_tiers ct ON ct.customerId = c.id`,
        `c.ownerId IN (:...owners) AND ct.tier IN ('A', 'B') AND ${contacted} < :month`,
      ),
    ],
  },
  nestedAnyOf: {
    admin: [page('c.id', 'customers c', `c.stage IN ('quoted', 'negotiating') AND ${anyOf('c.id')}`)],
    rep: [
      page(
        'mine.customerId',
        `${mine} JOIN customers c ON c.id = mine.customerId`,
        `c.stage IN ('quoted', 'negotiating') AND ${anyOf('mine.customerId')}`,
      ),
    ],
  },
  notTag: {
    admin: [page('c.id', 'customers c', `NOT ${blocked('c.id')}`)],
    rep: [page('mine.customerId', mine, `NOT ${blocked('mine.customerId')}`)],
  },
};

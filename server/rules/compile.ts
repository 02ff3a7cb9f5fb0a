import type { Bound, Registry } from './condition.ts';
import type { Rule } from './rule.ts';
import { readTerms, type Asked, type Term } from './term.ts';

/** A rule as a WHERE over rows named `c`, with its named parameters. */
export interface Compiled {
  where: string;
  parameters: Record<string, Bound>;
}

/** Where a statement stands when it asks something of a customer. */
export interface Place {
  /** His id, e.g. `c.id`. */
  key: string;
  /** The names of tables whose one row for him is joined already. */
  joined: ReadonlySet<string>;
  /** All customers are gone through: then a look into another table is best done once for all of them. */
  everybody: boolean;
}

/** Writes a rule as SQL that both databases read; each row is probed by itself, as suits pages. */
export function compileRule<Facts, Scene>(
  registry: Registry<Facts, Scene>,
  rule: Rule,
  { scene }: { scene: Scene },
): Compiled {
  const { terms, parameters } = readTerms(registry, [rule], scene);
  return { where: writeAll(terms, { key: 'c.id', joined: new Set(), everybody: false }), parameters };
}

/** All of these terms as one condition. */
export const writeAll = (terms: readonly Term[], place: Place): string => write({ all: terms }, place).sql;

/** A piece of the WHERE. */
interface Part {
  sql: string;
  /** How dear it is: own columns, a set found once, a probe for each row, a group. */
  cost: 0 | 1 | 2 | 3;
  /** It looks for what must not be there, which is seldom there: nearly all pass. */
  lenient: boolean;
}

function write(term: Term, place: Place): Part {
  if ('asked' in term) return writeAsked(term, place);
  const parts = ('all' in term ? term.all : term.any).map((each) => write(each, place));
  return join(parts, 'all' in term);
}

/**
 * Databases look at conditions in the order in which they are written: the cheap ones stand first, and of those that
 * must all be met the lenient ones last.
 */
function join(parts: readonly Part[], together: boolean): Part {
  const [first] = parts;
  if (!first) return { sql: together ? '1 = 1' : '1 = 0', cost: 0, lenient: false };
  if (parts.length === 1) return first;
  const rank = ({ cost, lenient }: Part): number => (together && lenient ? 4 : cost);
  const sorted = [...parts].sort((left, right) => rank(left) - rank(right));
  const cost = parts.every((part) => part.cost === 0) ? 0 : 3;
  return { sql: `(${sorted.map(({ sql }) => sql).join(together ? ' AND ' : ' OR ')})`, cost, lenient: false };
}

function writeAsked({ asked, wanted }: Asked, { key, joined, everybody }: Place): Part {
  if (asked.kind === 'columns' || joined.has(asked.as)) {
    return { sql: wanted ? `(${asked.where})` : `NOT (${asked.where})`, cost: 0, lenient: false };
  }
  const { table, as, where } = asked;
  const not = wanted ? '' : 'NOT ';
  // Nothing in these sets is NULL, so that NOT IN says what it seems to say.
  if (everybody) {
    const set = `SELECT ${as}.customerId FROM ${table} ${as} WHERE ${where}`;
    return { sql: `${key} ${not}IN (${set})`, cost: 1, lenient: !wanted };
  }
  const probe = `SELECT 1 FROM ${table} ${as} WHERE ${as}.customerId = ${key} AND (${where})`;
  return { sql: `${not}EXISTS (${probe})`, cost: 2, lenient: !wanted };
}

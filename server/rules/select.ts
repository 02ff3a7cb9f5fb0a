import { writeAll, type Place } from './compile.ts';
import { allOf, asksColumns, eitherOf, isFound, isListed, negate, type Found, type Term } from './term.ts';

/** The FROM and WHERE of a statement about the customers who meet some terms, each in one row. */
export interface Selection {
  /** The customer's id. */
  key: string;
  from: string;
  /** With its WHERE, which a count of everybody must not have: SQLite knows how many rows a table has. */
  where: string;
  /** Where further questions about him stand. */
  place: Place;
}

/** Among whom is looked: a query of ids named `customerId`, or null for all customers. */
export type Among = string | null;

/** The database for which a statement is written; left out, it is one for both, but neither's quickest. */
export type Planner = 'sqlite' | 'mysql' | undefined;

/** How many customers meet all of `terms`, as SQL that stands in parentheses. */
export function countCustomers(terms: readonly Term[], among: Among, planner?: Planner): string {
  const all = allOf(terms);
  const out = among === null ? all.filter((term) => isListed(negate(term))) : [];
  const wanted = all.filter((term) => !out.includes(term));
  if (out.length > 0 && !wanted.some(isListed) && !wanted.some(areFew)) {
    // Those who are out are listed, those who are in are not: counting the former is quicker.
    const excluded = eitherOf(out.map(negate));
    return `(${countCustomers(wanted, among, planner)}) - (${countCustomers([...wanted, excluded], among, planner)})`;
  }
  const { from, where } = selectCustomers(all, among, [], planner);
  return `SELECT COUNT(*) FROM ${from}${where}`;
}

/**
 * The customers who meet all of `terms`, begun where the fewest are read: at those in sight, at what an index lists, and
 * only as a last resort at all customers. `asks` are the terms of which the statement will ask more.
 */
export function selectCustomers(
  terms: readonly Term[],
  among: Among,
  asks: readonly Term[] = [],
  planner?: Planner,
): Selection {
  const all = allOf(terms);
  const start = among === null ? startOf(all, planner) : { key: 'k.customerId', from: `(${among}) k` };
  return continueFrom(start, all, asks, 'JOIN');
}

/**
 * The same for a page in the order of the ids, which ends after a few: begun only where an index gives that order, or
 * where few are to be put into it.
 */
export function pageCustomers(terms: readonly Term[], among: Among): Selection {
  const all = allOf(terms);
  if (among !== null) return continueFrom({ key: 'k.customerId', from: `(${among}) k` }, all, [], 'JOIN');
  const few = all.filter(isFound).find(({ asked }) => asked.traits.few);
  if (few) return continueFrom(startAt(few), all, [], 'JOIN');
  const list = all.filter(isFound).find(({ asked }) => asked.traits.listed);
  // SQLite does a CROSS JOIN in the order in which it is written, and so keeps the order of the ids.
  return continueFrom(list ? startAt(list) : { key: 'c.id', from: 'customers c' }, all, [], 'CROSS JOIN');
}

interface Start {
  key: string;
  from: string;
  /** The term that it settles. */
  term?: Term;
  /** The table that it names. */
  as?: string;
  /** It goes through all customers, or through so many of them that they are asked alike. */
  many?: boolean;
  /** How the customers' rows are joined to it, where the planner is not to choose the order. */
  customers?: 'STRAIGHT_JOIN';
}

const EVERYBODY: Start = { key: 'c.id', from: 'customers c', many: true };

function continueFrom(start: Start, terms: readonly Term[], asks: readonly Term[], join: string): Selection {
  const { key } = start;
  const joins: string[] = [];
  const joined = new Set<string>();
  const settled = new Set<Term>(start.term ? [start.term] : []);
  for (const { asked } of terms.filter(isFound)) {
    if (!asked.traits.single || joined.has(asked.as)) continue;
    joined.add(asked.as);
    if (asked.as !== start.as) joins.push(`${join} ${asked.table} ${asked.as} ON ${asked.as}.customerId = ${key}`);
  }
  for (const term of terms.filter(isFound)) {
    if (settled.has(term) || joined.has(term.asked.as) || !term.asked.traits.listed) continue;
    settled.add(term);
    joins.push(`${join} (${idsOf(term)}) k${settled.size} ON k${settled.size}.customerId = ${key}`);
  }
  const rest = terms.filter((term) => !settled.has(term));
  // Those whom a join leaves are not so many any more.
  const everybody = start.many === true && joins.length === 0;
  const own = key !== 'c.id' && [...rest, ...asks].some(asksColumns);
  if (own) {
    const customers = `${start.customers ?? join} customers c ON c.id = ${key}`;
    // Of two orders that look alike to it MariaDB takes the written one: what leaves but a few stands first.
    if (rest.some((term) => asksColumns(term) && areFew(term))) joins.unshift(customers);
    else joins.push(customers);
  }
  // What is asked of the customer's row, SQLite asks after its columns, which is the cheaper question.
  const place = { key: own && everybody ? 'c.id' : key, joined, everybody };
  const where = rest.length > 0 ? ` WHERE ${writeAll(rest, place)}` : '';
  return { key, from: [start.from, ...joins].join(' '), where, place };
}

function startOf(terms: readonly Term[], planner: Planner): Start {
  const found = terms.filter(isFound);
  const first =
    found.find(({ asked }) => asked.traits.few) ??
    found.find(({ asked }) => asked.traits.listed) ??
    found.find(({ asked }) => asked.traits.single);
  if (first) return startAt(first);
  if (terms.some(areFew)) return { key: 'c.id', from: 'customers c' };
  const term = terms.find(isListed);
  if (!term) return EVERYBODY;
  const start = { key: 'k.customerId', from: `(${idsOf(term)}) k`, term };
  // SQLite looks many up in a set of all who are in another table sooner than each by himself. MariaDB overrates how many
  // a choice lists, and would rather go through all customers.
  if (planner === 'sqlite') return { ...start, many: terms.some(asksColumns) };
  return planner === 'mysql' ? { ...start, customers: 'STRAIGHT_JOIN' } : start;
}

function startAt(term: Found): Start {
  const { table, as, traits } = term.asked;
  if (traits.single) return { key: `${as}.customerId`, from: `${table} ${as}`, as };
  return { key: 'k.customerId', from: `(${idsOf(term)}) k`, term };
}

/** The ids of those who meet a listed term, named `customerId`, each once. */
function idsOf(term: Term): string {
  if (isFound(term)) {
    const { table, as, where, traits } = term.asked;
    const distinct = traits.single || traits.listed ? '' : 'DISTINCT ';
    return `SELECT ${distinct}${as}.customerId FROM ${table} ${as} WHERE ${where}`;
  }
  if ('any' in term) return term.any.map(idsOf).join(' UNION ');
  const { key, from, where } = selectCustomers([term], null);
  return `SELECT ${key} AS customerId FROM ${from}${where}`;
}

/** Whether a term of the customer's own columns leaves but a few, whom an index finds. */
const areFew = (term: Term): boolean => 'asked' in term && term.wanted && term.asked.traits.few === true;

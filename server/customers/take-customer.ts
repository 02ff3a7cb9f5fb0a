import type { Customer } from '../../entities/customer.ts';
import type { ReadCtx } from '../kernel/context.ts';
import {
  customerAbsent,
  CustomerAmbiguous,
  customersNamed,
  loadCustomer,
  remarksOf,
  searchCustomers,
} from './find-customers.ts';

/** The customer that a line begins with, and what is left of the line. */
export interface Taken {
  customer: Customer;
  rest: string;
}

const LONGEST_NAME = 20;
const CHOICES = 6;

/**
 * Takes the customer off the front of a line: `#id` from a button; a name, also directly followed by other words;
 * a name with a part of its company, 张三/云栖; else the first word as pinyin, initials, company or by sound.
 * Throws `not_found`, or `CustomerAmbiguous` where the actor has to choose.
 */
export async function takeCustomer(ctx: ReadCtx, line: string): Promise<Taken> {
  const taken = await findTaken(ctx, line);
  if (!taken) throw customerAbsent();
  return taken;
}

/** As `takeCustomer`, but only for a customer who is plainly named: for lines that need not begin with one. */
export async function takeNamedCustomer(ctx: ReadCtx, line: string): Promise<Taken | null> {
  return (await byId(ctx, line)) ?? byName(ctx, line);
}

async function findTaken(ctx: ReadCtx, line: string): Promise<Taken | null> {
  return (await byId(ctx, line)) ?? (await byName(ctx, line)) ?? bySearch(ctx, line);
}

async function byId(ctx: ReadCtx, line: string): Promise<Taken | null> {
  const match = /^#([0-9A-Z]{26})(?:\s+|$)/.exec(line);
  if (!match?.[1]) return null;
  return { customer: await loadCustomer(ctx, match[1]), rest: line.slice(match[0].length).trim() };
}

/** The longest name that the line begins with: 张三丰 goes before 张三, as long as both are in sight. */
async function byName(ctx: ReadCtx, line: string): Promise<Taken | null> {
  const names = prefixes(line).filter((name) => endsThere(line, name));
  if (names.length === 0) return null;
  const found = await customersNamed(ctx, names, 50);
  if (found.length === 0) return null;

  const ids = found.map(({ id }) => id);
  const remarks = await remarksOf(ctx, ids);
  const lengthOf = ({ id, name }: Customer) =>
    Math.max(
      0,
      ...[name, ...(remarks.get(id) ?? [])].filter((each) => names.includes(each)).map((each) => each.length),
    );
  const longest = Math.max(...found.map(lengthOf));
  return chosen(
    line.slice(0, longest),
    found.filter((customer) => lengthOf(customer) === longest),
    line.slice(longest),
  );
}

/**
 * Whether a name may end where it does. Words may follow without a space, but 张三 is not meant by 张三丰,
 * Li not by Lisa, and a name of one character only where it stands alone.
 */
function endsThere(line: string, name: string): boolean {
  const after = line.slice(name.length);
  if (after === '' || SEPARATOR.test(after)) return true;
  if (/[\p{Script=Latin}\d]$/u.test(name) && /^[\p{Script=Latin}\d]/u.test(after)) return false;
  const word = after.split(SEPARATORS)[0] ?? '';
  return [...name].length > 1 && [...word].length > 1;
}

const SEPARATORS = /[\s，,。：:；;、/]/;
const SEPARATOR = new RegExp(`^${SEPARATORS.source}`);

/** The first word as anything else one may call a customer by. */
async function bySearch(ctx: ReadCtx, line: string): Promise<Taken | null> {
  const word = /^[^\s/，,。：:；;、]+/.exec(line)?.[0] ?? '';
  const found = await searchCustomers(ctx, word, 50);
  return found.length === 0 ? null : chosen(word, found, line.slice(word.length));
}

function chosen(said: string, candidates: readonly Customer[], after: string): Taken {
  const company = /^\/([^\s，,。；;、]+)/.exec(after);
  const fitting = company?.[1] ? candidates.filter((each) => each.company?.includes(company[1] ?? '')) : candidates;
  if (fitting.length === 0) throw customerAbsent();
  const [customer, ...others] = fitting;
  if (!customer || others.length > 0) throw new CustomerAmbiguous(said, fitting.slice(0, CHOICES));
  const rest = company ? after.slice(company[0].length) : after;
  return { customer, rest: rest.replace(/^[\s，,。：:；;、]+/, '').trimEnd() };
}

function prefixes(line: string): string[] {
  const characters = [...line].slice(0, LONGEST_NAME);
  return characters.map((_, at) => characters.slice(0, at + 1).join('')).filter((name) => name.trim() === name);
}

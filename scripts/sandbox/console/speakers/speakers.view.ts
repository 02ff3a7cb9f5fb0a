import type { SandboxCustomer, SandboxMember } from '../../api.ts';

/** The members of one department. */
export interface Department {
  name: string;
  members: SandboxMember[];
}

/** How many customers the list shows before one has to search. */
export const LISTED_CUSTOMERS = 50;

const squeeze = (text: string): string => text.toLowerCase().replace(/\s+/g, '');

/** Members whose name, userid, position or department holds the words, by department in the company's order. */
export function departmentsMatching(members: SandboxMember[], words: string): Department[] {
  const departments = new Map<string, SandboxMember[]>();
  for (const member of members) {
    const { name, userid, position, department } = member;
    if (!squeeze(name + ' ' + userid + ' ' + position + ' ' + department).includes(squeeze(words))) continue;
    departments.set(department, [...(departments.get(department) ?? []), member]);
  }
  return [...departments].map(([name, found]) => ({ name, members: found }));
}

/** Customers whose name, company, remark or adviser holds the words. */
export function customersMatching(customers: SandboxCustomer[], words: string): SandboxCustomer[] {
  const sought = squeeze(words);
  return customers.filter(({ name, corpName, contacts }) =>
    [name, corpName ?? '', ...contacts.flatMap(({ remark, memberName }) => [remark, memberName])].some((text) =>
      squeeze(text).includes(sought),
    ),
  );
}

/** The hue of a person's square: customers are persimmon, members are told apart by their place in the company. */
export type Hue = 'blue' | 'plum' | 'teal' | 'shi';

/** The hue of a member: leaders teal, the others blue or plum by department, as they come. */
export function hueOf(member: SandboxMember, members: SandboxMember[]): Hue {
  if (member.isLeader) return 'teal';
  const departments = [...new Set(members.filter(({ isLeader }) => !isLeader).map(({ department }) => department))];
  return departments.indexOf(member.department) % 2 === 0 ? 'blue' : 'plum';
}

/** What stands in a person's square: the family name's last resort, its first character. */
export const initialOf = (name: string): string => [...name.trim()][0] ?? '客';

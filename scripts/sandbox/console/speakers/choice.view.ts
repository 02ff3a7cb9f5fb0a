import type { SandboxCustomer, SandboxMember, SandboxState } from '../../api.ts';

/** Who is speaking, and whose chats the columns show. */
export interface Choice {
  speaking: 'member' | 'customer';
  /** The member in the left column. */
  memberId: string | null;
  /** The customer whose phone is in the middle. */
  customerId: string | null;
  /** The member that the customer is chatting with. */
  peerId: string | null;
  /** Members chosen so far, newest first. */
  recent: string[];
}

/** How many members the switch shows beside the customer. */
export const SHOWN_MEMBERS = 3;

/** Nobody chosen yet. */
export const noChoice: Choice = { speaking: 'member', memberId: null, customerId: null, peerId: null, recent: [] };

/** What a browser kept from last time; anything odd counts as nothing kept. */
export function parseChoice(kept: string | null): Choice {
  try {
    const found = JSON.parse(kept ?? '{}') as Partial<Record<keyof Choice, unknown>>;
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    return {
      speaking: found.speaking === 'customer' ? 'customer' : 'member',
      memberId: text(found.memberId),
      customerId: text(found.customerId),
      peerId: text(found.peerId),
      recent: Array.isArray(found.recent) ? found.recent.filter((id) => typeof id === 'string') : [],
    };
  } catch {
    return noChoice;
  }
}

/** The choice as far as these people still exist; gaps are filled with somebody sensible. */
export function settleChoice(choice: Choice, { members, customers }: SandboxState): Choice {
  const shown = shownMembers(members, choice.recent);
  const member =
    members.find(({ userid }) => userid === choice.memberId) ?? shown.find(({ isLeader }) => !isLeader) ?? shown[0];
  const customer =
    customers.find(({ externalUserId }) => externalUserId === choice.customerId) ??
    customers.find(({ contacts }) => contacts.some(({ userid }) => userid === member?.userid)) ??
    customers[0];
  return {
    speaking: customer ? choice.speaking : 'member',
    memberId: member?.userid ?? null,
    customerId: customer?.externalUserId ?? null,
    peerId: peerOf(customer, [choice.peerId, member?.userid ?? null]),
    recent: choice.recent.filter((id) => members.some(({ userid }) => userid === id)),
  };
}

/** The same choice with another member in the left column; the phone turns to him where he is a contact. */
export function withMember(choice: Choice, userid: string, customer: SandboxCustomer | null): Choice {
  return {
    ...choice,
    speaking: 'member',
    memberId: userid,
    peerId: peerOf(customer ?? undefined, [userid, choice.peerId]),
    recent: [userid, ...choice.recent.filter((id) => id !== userid)].slice(0, SHOWN_MEMBERS),
  };
}

/** The members in the switch: those chosen last, filled up with one of each position, in the company's order. */
export function shownMembers(members: SandboxMember[], recent: string[]): SandboxMember[] {
  const positions = new Set<string>();
  const typical = members.filter(({ position }) => !positions.has(position) && positions.add(position));
  const wanted = recent.flatMap((id) => members.filter(({ userid }) => userid === id));
  const chosen = new Set([...new Set([...wanted, ...typical, ...members])].slice(0, SHOWN_MEMBERS));
  return members.filter((member) => chosen.has(member));
}

/** The first of `wished` whom the customer has as a contact, else any contact, else null. */
function peerOf(customer: SandboxCustomer | undefined, wished: (string | null)[]): string | null {
  const contacts = customer?.contacts.map(({ userid }) => userid) ?? [];
  return wished.find((id) => id !== null && contacts.includes(id)) ?? contacts[0] ?? null;
}

import { In } from 'typeorm';
import { z } from 'zod';
import { Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import type { ReadCtx } from '../kernel/context.ts';

const word = z.string().optional().catch(undefined);
const addressed = z.object({
  userId: word,
  sender: word,
  externalUserId: word,
  externalUserIds: z.array(z.string()).optional().catch(undefined),
  welcomed: z.object({ memberId: word, customerId: word }).optional().catch(undefined),
});

/** Whom something concerns, as far as what is stored of it tells. */
export interface Addressee {
  userKey?: string | undefined;
  memberId?: string | undefined;
  externalUserId?: string | undefined;
  customerId?: string | undefined;
  /** So many customers, where they are several. */
  customers?: number | undefined;
}

/** Whom an outbox message goes to; nothing else of its payload is looked at. */
export function addresseeOfMessage(payload: unknown): Addressee {
  const read = addressed.safeParse(payload);
  if (!read.success) return {};
  const { userId, sender, externalUserId, externalUserIds, welcomed } = read.data;
  const only = externalUserIds?.length === 1 ? externalUserIds[0] : undefined;
  return {
    userKey: (userId ?? sender)?.toLowerCase(),
    memberId: welcomed?.memberId,
    externalUserId: externalUserId ?? only,
    customerId: welcomed?.customerId,
    customers: externalUserIds && only === undefined ? externalUserIds.length : undefined,
  };
}

/** Whom a callback came from. */
export function addresseeOfCallback(source: string): Addressee {
  const [kind, name] = [source.slice(0, source.indexOf(':')), source.slice(source.indexOf(':') + 1)];
  return kind === 'customer' ? { externalUserId: name } : { userKey: name.toLowerCase() };
}

/** Finds the names of those concerned, such as `赵敏（周航）`; null where nobody is named. */
export async function nameAddressees(
  { db }: ReadCtx,
  all: readonly Addressee[],
): Promise<(addressee: Addressee) => string | null> {
  const keys = <K extends 'userKey' | 'memberId' | 'externalUserId' | 'customerId'>(key: K) =>
    In([...new Set(all.flatMap((each) => each[key] ?? []))]);
  const members = await db.find(Member, {
    select: { id: true, userKey: true, name: true },
    where: [{ userKey: keys('userKey') }, { id: keys('memberId') }],
  });
  const customers = await db.find(Customer, {
    select: { id: true, externalUserId: true, name: true },
    where: [{ externalUserId: keys('externalUserId') }, { id: keys('customerId') }],
  });
  return ({ userKey, memberId, externalUserId, customerId, customers: count }) => {
    const member = members.find((each) => each.userKey === userKey || each.id === memberId)?.name ?? userKey;
    const customer =
      count === undefined
        ? customers.find((each) => each.id === customerId || (each.externalUserId ?? '') === externalUserId)?.name
        : `${count} 位客户`;
    if (customer && member) return `${customer}（${member}）`;
    return customer ?? member ?? null;
  };
}

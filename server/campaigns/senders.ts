import { In, IsNull } from 'typeorm';
import { CustomerRelation, type Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { chunks } from '../touches/chunks.ts';
import type { Hold } from '../touches/hold.ts';

const AT_ONCE = 1000;

/** In whose name each customer is written to: his owner where they are contacts, else the member he added last; only who works here. */
export async function sendersOf(
  { db }: Pick<ReadCtx, 'db'>,
  customers: readonly Pick<Customer, 'id' | 'ownerId'>[],
): Promise<Map<string, string>> {
  const active = await db.find(Member, { select: { id: true }, where: { status: 'active' } });
  const here = new Set(active.map(({ id }) => id));
  const senders = new Map<string, string>();
  for (const some of chunks(customers, AT_ONCE)) {
    const ownerOf = new Map(some.map(({ id, ownerId }) => [id, ownerId]));
    const relations = await db.find(CustomerRelation, {
      select: { customerId: true, memberId: true },
      where: { customerId: In([...ownerOf.keys()]), endedAt: IsNull() },
      order: { since: 'ASC', memberId: 'ASC' },
    });
    for (const { customerId, memberId } of relations) {
      const settled = senders.get(customerId) === ownerOf.get(customerId);
      if (here.has(memberId) && !settled) senders.set(customerId, memberId);
    }
  }
  return senders;
}

/** Whoever has nobody left who could write to him. */
export const senderHold =
  (senders: ReadonlyMap<string, string>): Hold =>
  (_ctx, { customerIds }) =>
    Promise.resolve(
      new Map(customerIds.filter((id) => !senders.has(id)).map((id) => [id, { reason: 'no-sender', ...NO_SENDER }])),
    );

const NO_SENDER = { cause: '能发的同事已离职', sentence: '能发的同事已离职，这次不发。' };

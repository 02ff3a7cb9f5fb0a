import { In, IsNull } from 'typeorm';
import { CustomerRelation, type Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import { CustomerTier } from '../../entities/tier.ts';
import type { CareTexts } from '../../entities/care.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { writePlainly } from './personal.ts';
import { salutation, writeGreeting } from './texts.ts';

/** Who writes to a customer, and what. */
export interface Written {
  sender: Member;
  text: string;
  /** The same without naming him. */
  plain: string;
  tier: 'A' | 'B' | 'C' | null;
}

/**
 * The greeting of each customer in the name of his owner, where these two are WeCom contacts, else of whom of his contacts
 * has known him for the shortest time; who has none here is not in the answer.
 */
export async function writeGreetings(
  { db }: Pick<ReadCtx, 'db'>,
  customers: readonly Customer[],
  texts: CareTexts,
): Promise<Map<string, Written>> {
  const ids = customers.map(({ id }) => id);
  const relations = await db.find(CustomerRelation, {
    where: { customerId: In(ids), endedAt: IsNull() },
    order: { since: 'DESC', memberId: 'ASC' },
  });
  const memberIds = [...new Set(relations.map(({ memberId }) => memberId))];
  const members = await db.findBy(Member, { id: In(memberIds), status: 'active' });
  const active = new Map(members.map((member) => [member.id, member]));
  const tiers = new Map(
    (await db.findBy(CustomerTier, { customerId: In(ids) })).map((each) => [each.customerId, each]),
  );
  const friends = new Map<string, CustomerRelation[]>();
  for (const relation of relations) {
    if (!active.has(relation.memberId)) continue;
    friends.set(relation.customerId, [...(friends.get(relation.customerId) ?? []), relation]);
  }
  const written = new Map<string, Written>();
  for (const { id, name, company, ownerId } of customers) {
    const own = friends.get(id) ?? [];
    const relation = own.find(({ memberId }) => memberId === ownerId) ?? own[0];
    const sender = relation && active.get(relation.memberId);
    if (!sender) continue;
    const words = {
      ...{ 称呼: salutation(name, relation.remark), 姓名: name, 公司: company ?? '贵公司', 我: sender.name },
    };
    const tier = tiers.get(id)?.tier ?? null;
    const [text, plain] = [writeGreeting(texts, tier, words), writePlainly(texts, tier, words)];
    written.set(id, { sender, text, plain, tier });
  }
  return written;
}

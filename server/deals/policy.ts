import type { Customer } from '../../entities/customer.ts';
import { Deal } from '../../entities/deal.ts';
import { Member } from '../../entities/member.ts';
import type { Actor } from '../kernel/actor.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { spokenTime } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { yuan } from '../kernel/money.ts';

/** A deal is quoted, won and lost by a member, for a customer he may see. */
export function requireDealer(actor: Actor): asserts actor is Extract<Actor, { kind: 'member' }> {
  if (actor.kind !== 'member') throw new DomainError('forbidden', 'deal.needs-owner', '商机要有一位员工来记。');
}

/** The deal that is open with a customer; for callers who have found that the actor may see him. */
export const openDealOf = ({ db }: Pick<ReadCtx, 'db'>, { id }: Pick<Customer, 'id'>): Promise<Deal | null> =>
  db.findOne(Deal, { where: { customerId: id, stage: 'open' }, order: { id: 'DESC' } });

/** The deal with a customer that was closed last. */
export const closedDealOf = ({ db }: Pick<ReadCtx, 'db'>, { id }: Pick<Customer, 'id'>): Promise<Deal | null> =>
  db
    .createQueryBuilder(Deal, 'd')
    .where(`d.customerId = :id AND d.stage <> 'open'`, { id })
    .orderBy('d.closedAt', 'DESC')
    .addOrderBy('d.id', 'DESC')
    .limit(1)
    .getOne();

/** Whose a new deal is: the customer's owner's; the actor's where that one has left the company. */
export async function dealOwnerId({ db, actor }: ReadCtx, customer: Customer): Promise<string> {
  requireDealer(actor);
  const owner = await db.findOneByOrFail(Member, { id: customer.ownerId });
  return owner.status === 'left' ? actor.id : owner.id;
}

/** Tells whoever comes too late how the deal has ended. */
export function dealClosed({ now }: Pick<ReadCtx, 'now'>, customer: Customer, deal: Deal): DomainError {
  const how = deal.stage === 'lost' ? '丢单' : `成交${deal.amountFen === null ? '' : ` ${yuan(deal.amountFen)}`}`;
  const when = deal.closedAt ? `${spokenTime(deal.closedAt, now)} ` : '';
  return new DomainError(
    'conflict',
    'deal.closed',
    `商机已结束：${when}已记${how}。若是另一笔，先报价：报价 ${customer.name} 5.8万`,
  );
}

import { In } from 'typeorm';
import type { Customer } from '../../entities/customer.ts';
import { Maintenance, type MaintenanceStep } from '../../entities/maintenance.ts';
import { Member } from '../../entities/member.ts';
import { lockRows } from '../db/lock-rows.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { serviceMembers } from '../members/roles.ts';

/**
 * Who of service takes the next customer: the one who maintains the fewest, the first by id among equals; null where there is nobody
 * of service. Whoever else chooses waits until this is committed, so that two customers at once do not both go to the same one.
 */
export async function leastLoaded(ctx: Pick<Ctx, 'db'>): Promise<Member | null> {
  const members = await serviceMembers(ctx);
  if (members.length === 0) return null;
  await lockRows(
    ctx.db,
    Member,
    members.map(({ id }) => id),
  );
  const loads: { ownerId: string; load: string | number }[] = await ctx.db
    .createQueryBuilder(Maintenance, 'm')
    .select('m.ownerId', 'ownerId')
    .addSelect('COUNT(*)', 'load')
    .where({ ownerId: In(members.map(({ id }) => id)) })
    .groupBy('m.ownerId')
    .getRawMany();
  const loadOf = new Map(loads.map(({ ownerId, load }) => [ownerId, Number(load)]));
  return members.reduce((least, member) =>
    (loadOf.get(member.id) ?? 0) < (loadOf.get(least.id) ?? 0) ? member : least,
  );
}

/** Who does the steps of each lane: service its owner; sales the customer's owner, or service's where that one has left the company. */
export async function laneOwners(
  { db }: Pick<ReadCtx, 'db'>,
  customer: Pick<Customer, 'ownerId'>,
  serviceOwnerId: string,
): Promise<Record<MaintenanceStep['lane'], string>> {
  const rep = await db.findOneByOrFail(Member, { id: customer.ownerId });
  return { service: serviceOwnerId, sales: rep.status === 'left' ? serviceOwnerId : rep.id };
}

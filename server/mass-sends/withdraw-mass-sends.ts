import { In, IsNull } from 'typeorm';
import { MassRecipient, MassSend } from '../../entities/mass-send.ts';
import type { Ctx } from '../kernel/context.ts';
import { chunks } from '../touches/chunks.ts';
import { stop } from './settle-mass-send.ts';

const AT_ONCE = 500;

/** Takes back mass sends as far as they are not confirmed; `massSendSettled` tells whom they have not reached. */
export async function withdrawMassSends(
  ctx: Ctx,
  ids: readonly string[],
  ending: Exclude<MassSend['ending'], null> = 'withdrawn',
): Promise<void> {
  for (const some of chunks([...new Set(ids)], AT_ONCE)) {
    const where = { id: In(some), status: In(['creating', 'waiting']), ending: IsNull() };
    const open = await ctx.db.findBy(MassSend, where);
    await ctx.db.update(MassSend, where, { ending });
    for (const massSend of open) await stop(ctx, massSend);
  }
}

/** Takes back what is waiting for members who have left. */
export async function withdrawOfMembers(ctx: Ctx, { memberIds }: { memberIds: readonly string[] }): Promise<void> {
  const open = await ctx.db.find(MassSend, {
    select: { id: true },
    where: { memberId: In([...memberIds]), status: In(['creating', 'waiting']) },
  });
  await withdrawMassSends(
    ctx,
    open.map(({ id }) => id),
    'sender-left',
  );
}

/** The mass sends of a purpose that wait for somebody's confirmation and would reach a customer. */
export async function openMassSendsTo(
  { db }: Pick<Ctx, 'db'>,
  customerId: string,
  purpose: MassSend['purpose'],
): Promise<string[]> {
  const found = await db
    .createQueryBuilder(MassRecipient, 'r')
    .innerJoin(MassSend, 'm', 'm.id = r.massSendId')
    .where(`r.customerId = :customerId AND r.status = 'waiting' AND m.purpose = :purpose`, { customerId, purpose })
    .getMany();
  return found.map(({ massSendId }) => massSendId);
}

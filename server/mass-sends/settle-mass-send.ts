import { In } from 'typeorm';
import { Customer } from '../../entities/customer.ts';
import { MassRecipient, MassSend } from '../../entities/mass-send.ts';
import { Member } from '../../entities/member.ts';
import type { Ctx } from '../kernel/context.ts';
import { chunks } from '../touches/chunks.ts';
import type { CreatedMassSend } from '../wecom/messages/create-mass-send.ts';
import { stopMassSend, type FetchedMassResult } from '../wecom/messages/fetch-mass-result.ts';
import { nextCheck } from './create-mass-send.ts';
import { massSendSettled, type MassOutcome } from './events.ts';

const AT_ONCE = 500;

/** Takes over WeCom's name for a mass send, or that it was refused. */
export async function recordCreated(ctx: Ctx, { massSendId, msgid, unreachable }: CreatedMassSend): Promise<void> {
  const massSend = await ctx.db.findOneByOrFail(MassSend, { id: massSendId });
  if (msgid === null) return settleRest(ctx, massSend, massSend.ending ?? 'refused');

  const open = massSend.status === 'creating';
  await ctx.db.update(
    MassSend,
    { id: massSendId },
    { msgid, ...(open && { status: 'waiting' as const, checkAt: nextCheck(massSend, ctx.now) }) },
  );
  // It was given up before WeCom answered.
  if (!open || massSend.ending) await stop(ctx, { ...massSend, msgid });
  if (open)
    await settle(
      ctx,
      massSend,
      await byExternalId(
        ctx,
        massSend,
        unreachable.map((id) => [id, 'not-friend']),
      ),
    );
}

/** Takes over what WeCom told of a mass send: who got it, who did not, and whether it is over. */
export async function recordResult(ctx: Ctx, fetched: FetchedMassResult): Promise<void> {
  const massSend = await ctx.db.findOneByOrFail(MassSend, { id: fetched.massSendId });
  await ctx.db.update(MassSend, { id: massSend.id }, { checkedAt: ctx.now });
  const known = fetched.results.flatMap(({ externalUserId, status, sentAt }) =>
    status === 'waiting' || (!fetched.confirmed && status !== 'sent')
      ? []
      : [[externalUserId, status, sentAt] as const],
  );
  await settle(ctx, massSend, await byExternalId(ctx, massSend, known));
  if (fetched.stopped) await settleRest(ctx, massSend, massSend.ending ?? 'expired');
}

/** Asks WeCom to stop a mass send; its answer settles whoever has not got it. */
export async function stop(ctx: Ctx, { id, msgid, memberId }: MassSend): Promise<void> {
  if (msgid === null) return;
  const { userId } = await ctx.db.findOneByOrFail(Member, { id: memberId });
  await ctx.send(stopMassSend, { massSendId: id, msgid, userId });
}

/** Ends all that is still open of a mass send. */
export async function settleRest(ctx: Ctx, massSend: MassSend, outcome: MassOutcome): Promise<void> {
  const open = await ctx.db.findBy(MassRecipient, { massSendId: massSend.id, status: 'waiting' });
  await settle(
    ctx,
    massSend,
    open.map(({ customerId }) => ({ customerId, outcome, at: ctx.now })),
  );
}

interface Result {
  customerId: string;
  outcome: MassOutcome;
  at: Date;
}

/** Keeps results that are new and tells of them; once nothing is open the mass send is over. */
async function settle(ctx: Ctx, massSend: MassSend, results: readonly Result[]): Promise<void> {
  const { id: massSendId, memberId, purpose } = massSend;
  const fresh: Result[] = [];
  for (const some of chunks(results, AT_ONCE)) {
    const open = await ctx.db.findBy(MassRecipient, {
      ...{ massSendId, status: 'waiting', customerId: In(some.map(({ customerId }) => customerId)) },
    });
    const waiting = new Set(open.map(({ customerId }) => customerId));
    fresh.push(...some.filter(({ customerId }) => waiting.has(customerId)));
  }
  for (const outcome of new Set(fresh.map((each) => each.outcome))) {
    const ids = fresh.filter((each) => each.outcome === outcome).map(({ customerId }) => customerId);
    for (const some of chunks(ids, AT_ONCE))
      await ctx.db.update(MassRecipient, { massSendId, customerId: In(some) }, { status: outcome });
  }
  if (!(await ctx.db.existsBy(MassRecipient, { massSendId, status: 'waiting' }))) {
    const sent = await ctx.db.existsBy(MassRecipient, { massSendId, status: 'sent' });
    await ctx.db.update(MassSend, { id: massSendId }, { status: sent ? 'sent' : 'cancelled', checkAt: null });
  }
  if (fresh.length > 0) await ctx.emit(massSendSettled, { massSendId, memberId, purpose, results: fresh });
}

/** Which of its customers stand behind WeCom's ids. */
async function byExternalId(
  ctx: Ctx,
  { id }: MassSend,
  told: readonly (readonly [externalUserId: string, outcome: MassOutcome, sentAt?: number | null])[],
): Promise<Result[]> {
  const results: Result[] = [];
  for (const some of chunks(told, AT_ONCE)) {
    const customers = await ctx.db
      .createQueryBuilder(Customer, 'c')
      .innerJoin(MassRecipient, 'r', 'r.customerId = c.id AND r.massSendId = :id', { id })
      .where('c.externalUserId IN (:...told)', { told: some.map(([externalUserId]) => externalUserId) })
      .getMany();
    const ids = new Map(customers.map((each) => [each.externalUserId, each.id]));
    for (const [externalUserId, outcome, sentAt] of some) {
      const customerId = ids.get(externalUserId);
      if (customerId) results.push({ customerId, outcome, at: sentAt ? new Date(sentAt * 1000) : ctx.now });
    }
  }
  return results;
}

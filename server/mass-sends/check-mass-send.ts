import { LessThanOrEqual, MoreThan } from 'typeorm';
import { MassSend } from '../../entities/mass-send.ts';
import { Member } from '../../entities/member.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { addSeconds } from '../kernel/dates.ts';
import { fetchMassResult } from '../wecom/messages/fetch-mass-result.ts';
import { CHECK_SECONDS } from './create-mass-send.ts';
import { settleRest, stop } from './settle-mass-send.ts';

/** Ids of the mass sends that WeCom is to be asked about now, the longest due first. */
export async function massSendsDue({ db, now }: ReadCtx, limit: number): Promise<string[]> {
  const due = await db.find(MassSend, {
    select: { id: true },
    where: { checkAt: LessThanOrEqual(now) },
    order: { checkAt: 'ASC', id: 'ASC' },
    take: limit,
  });
  return due.map(({ id }) => id);
}

/** When WeCom is asked next after now. */
export async function nextMassCheckAt({ db, now }: ReadCtx): Promise<Date | null> {
  const next = await db.findOne(MassSend, { where: { checkAt: MoreThan(now) }, order: { checkAt: 'ASC' } });
  return next?.checkAt ?? null;
}

/** Asks what became of a mass send, or stops one whose time is over; of two who try, one wins the row. */
export async function checkMassSend(ctx: Ctx, id: string): Promise<void> {
  const won = await ctx.db.update(
    MassSend,
    { id, checkAt: LessThanOrEqual(ctx.now) },
    { checkAt: addSeconds(ctx.now, CHECK_SECONDS) },
  );
  if (won.affected !== 1) return;
  const massSend = await ctx.db.findOneByOrFail(MassSend, { id });
  const over = massSend.expiresAt <= ctx.now;
  // WeCom never took it, and its message has been dropped.
  if (massSend.msgid === null) return over ? settleRest(ctx, massSend, massSend.ending ?? 'expired') : undefined;
  if (over && !massSend.ending) await ctx.db.update(MassSend, { id }, { ending: 'expired' });
  if (over || massSend.ending) return stop(ctx, massSend);
  const { userId } = await ctx.db.findOneByOrFail(Member, { id: massSend.memberId });
  await ctx.send(fetchMassResult, { massSendId: id, msgid: massSend.msgid, userId });
}

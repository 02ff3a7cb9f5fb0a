import { IsNull, LessThanOrEqual, MoreThan, Not } from 'typeorm';
import { MassSend } from '../../entities/mass-send.ts';
import { Member } from '../../entities/member.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { addSeconds } from '../kernel/dates.ts';
import { fetchMassResult } from '../wecom/messages/fetch-mass-result.ts';
import { nextCheck } from './create-mass-send.ts';
import { settleRest, stop } from './settle-mass-send.ts';

const STOP_SECONDS = 3 * 3600;

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

/**
 * Where a clock that is moved has to stop for open mass sends: at the first look at each, some times before its time is over, and then.
 * It need not stop at every look, for whatever is due is asked when it arrives, and nobody confirms on the way.
 */
export async function nextMassCheckAt({ db, now }: ReadCtx): Promise<Date | null> {
  const first = await db.findOne(MassSend, {
    where: [
      { checkAt: MoreThan(now), checkedAt: IsNull() },
      { checkAt: MoreThan(now), expiresAt: LessThanOrEqual(now) },
    ],
    order: { checkAt: 'ASC' },
  });
  const asked = await db.findOne(MassSend, {
    where: { checkAt: MoreThan(now), checkedAt: Not(IsNull()), expiresAt: MoreThan(now) },
    order: { expiresAt: 'ASC' },
  });
  const stops = [first?.checkAt, asked && stopBefore(asked.expiresAt, now)].filter((stop) => stop instanceof Date);
  return stops.length === 0 ? null : new Date(Math.min(...stops.map((stop) => stop.getTime())));
}

/** The next of the instants that lie whole steps before an end, or the end. */
function stopBefore(end: Date, now: Date): Date {
  const left = (end.getTime() - now.getTime()) / 1000;
  return addSeconds(end, -STOP_SECONDS * (Math.ceil(left / STOP_SECONDS) - 1));
}

/** Asks what became of a mass send, or stops one whose time is over or whose member has left; of two who try, one wins the row. */
export async function checkMassSend(ctx: Ctx, id: string): Promise<void> {
  const massSend = await ctx.db.findOneByOrFail(MassSend, { id });
  const due = { id, checkAt: LessThanOrEqual(ctx.now) };
  const won = await ctx.db.update(MassSend, due, { checkAt: nextCheck(massSend, ctx.now) });
  if (won.affected !== 1) return;
  const member = await ctx.db.findOneByOrFail(Member, { id: massSend.memberId });
  const over = massSend.expiresAt <= ctx.now;
  // Also where it was put before him in the moment in which he left.
  const ending = massSend.ending ?? (over ? 'expired' : member.status === 'left' ? 'sender-left' : null);
  // WeCom never took it, and its message has been dropped.
  if (massSend.msgid === null) return over ? settleRest(ctx, massSend, ending ?? 'expired') : undefined;
  if (ending !== massSend.ending) await ctx.db.update(MassSend, { id }, { ending });
  if (ending) return stop(ctx, massSend);
  await ctx.send(fetchMassResult, { massSendId: id, msgid: massSend.msgid, userId: member.userId });
}

import { In } from 'typeorm';
import { Customer } from '../../entities/customer.ts';
import { MassRecipient, MassSend, type MassLink } from '../../entities/mass-send.ts';
import { Member } from '../../entities/member.ts';
import type { Ctx } from '../kernel/context.ts';
import { addSeconds, fromShanghai, toShanghai } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { chunks } from '../touches/chunks.ts';
import { QUIET_HOURS } from '../touches/guard.ts';
import { createMassSend as createInWecom } from '../wecom/messages/create-mass-send.ts';

/** WeCom takes so many customers in one mass send (wecom-api 6.4). */
export const MOST_RECIPIENTS = 10_000;
/** WeCom does not tell when a member confirms, so it is asked: often at first, later at most so many seconds apart. */
const CHECK_SECONDS = { least: 600, most: 1800 };
const AT_ONCE = 500;
/** WeCom takes 4000 bytes. */
const LONGEST_BYTES = 4000;

/** One text to some of a member's contacts. */
export interface NewMassSend {
  memberId: string;
  purpose: MassSend['purpose'];
  text: string;
  link?: MassLink;
  /** At most `MOST_RECIPIENTS`, found by the caller to be writable to. */
  customerIds: readonly string[];
  /** What is not confirmed by then is stopped; the next quiet hours unless said otherwise. */
  expiresAt?: Date;
}

/** Puts a text before a member, who sends it by confirming; `massSendSettled` tells what became of each customer. */
export async function createMassSend(ctx: Ctx, input: NewMassSend): Promise<MassSend> {
  const customerIds = [...new Set(input.customerIds)];
  if (customerIds.length === 0 || customerIds.length > MOST_RECIPIENTS)
    throw new DomainError('invalid', 'mass-send.size', `一次群发要有 1 到 ${MOST_RECIPIENTS} 位客户。`);
  if (Buffer.byteLength(input.text) > LONGEST_BYTES)
    throw new DomainError('invalid', 'mass-send.too-long', '内容太长了，最多约 1300 个字。');
  const sender = await ctx.db.findOneByOrFail(Member, { id: input.memberId });
  const expiresAt = input.expiresAt ?? nextQuiet(ctx.now);
  const massSend: MassSend = {
    ...{ id: ctx.newId(), msgid: null, memberId: sender.id, purpose: input.purpose, text: input.text },
    ...{ link: input.link ?? null, status: 'creating', ending: null, expiresAt, createdAt: ctx.now },
    // Until WeCom has answered there is nothing to ask; by then it has, or never will.
    ...{ checkAt: addSeconds(expiresAt, CHECK_SECONDS.least), checkedAt: null },
  };
  await ctx.db.insert(MassSend, massSend as object);
  const externalUserIds: string[] = [];
  for (const ids of chunks(customerIds, AT_ONCE)) {
    const found = await ctx.db.find(Customer, { select: { id: true, externalUserId: true }, where: { id: In(ids) } });
    externalUserIds.push(...found.flatMap(({ externalUserId }) => (externalUserId ? [externalUserId] : [])));
    await ctx.db.insert(
      MassRecipient,
      ids.map((customerId) => ({ massSendId: massSend.id, customerId, status: 'waiting' as const })),
    );
  }
  if (externalUserIds.length === 0)
    throw new DomainError('invalid', 'mass-send.nobody', '这些客户都还不是企业微信好友。');
  await ctx.send(
    createInWecom,
    {
      ...{ massSendId: massSend.id, sender: sender.userId, externalUserIds, text: massSend.text },
      link: massSend.link,
    },
    { expiresAt },
  );
  return massSend;
}

/** When WeCom is asked next about a mass send: after half the time that it has waited so far, and when its time is over. */
export function nextCheck({ createdAt, expiresAt }: Pick<MassSend, 'createdAt' | 'expiresAt'>, now: Date): Date {
  const { least, most } = CHECK_SECONDS;
  const waited = (now.getTime() - createdAt.getTime()) / 1000;
  const next = addSeconds(now, Math.min(most, Math.max(least, waited / 2)));
  return now < expiresAt && next > expiresAt ? expiresAt : next;
}

/** When the day ends on which something can be sent: the next beginning of the quiet hours. */
export function nextQuiet(now: Date): Date {
  const { year, month, day, hour } = toShanghai(now);
  return fromShanghai(year, month, hour >= QUIET_HOURS.from ? day + 1 : day, QUIET_HOURS.from);
}

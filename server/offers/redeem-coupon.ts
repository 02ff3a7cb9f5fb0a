import { Customer } from '../../entities/customer.ts';
import { Coupon, Offer } from '../../entities/offer.ts';
import { visibleCustomers } from '../customers/policy.ts';
import type { Ctx } from '../kernel/context.ts';
import { exactTime } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { fold } from '../understanding/text.ts';
import { countGuess, forgiveGuess } from './count-guess.ts';
import { maskName } from './present.ts';

/** A coupon that has just been used. */
export interface Redeemed {
  kind: 'redeemed';
  coupon: Coupon;
  offer: Offer;
  /** The whole name only for a member who may see the customer. */
  customerName: string;
  /** Null for a member who may not see him. */
  customer: Customer | null;
}

/** A coupon that there is, whatever has become of it. */
export interface FoundCoupon extends Omit<Redeemed, 'kind'> {
  kind: 'found';
  /** Who asks. */
  memberId: string;
}

/** There is no such code. An answer and no refusal, since the wrong try has to be kept. */
export interface WrongCode {
  kind: 'wrong';
  sentence: string;
}

const CODE = /^[0-9A-Z]{10}$/;

/**
 * Uses a coupon at the counter, once and only once whoever tries at the same time. Any member may, for the customer stands
 * before him; who may not see the customer learns his family name alone.
 */
export async function redeemCoupon(ctx: Ctx, said: string): Promise<Redeemed | WrongCode> {
  const found = await findCoupon(ctx, said);
  if (found.kind === 'wrong') return found;
  const { coupon, offer, customerName, customer, memberId } = found;
  requireGood(coupon, offer, ctx.now);
  const use = { status: 'redeemed', redeemedAt: ctx.now, redeemedById: memberId } as const;
  const { affected } = await ctx.db.update(Coupon, { id: coupon.id, status: 'claimed' }, use);
  if (affected !== 1) requireGood(await ctx.db.findOneByOrFail(Coupon, { id: coupon.id }), offer, ctx.now);
  return { kind: 'redeemed', coupon: { ...coupon, ...use }, offer, customerName, customer };
}

/** The coupon of a code as it is read out at the counter, what it is good for and whose it is; each wrong code counts. */
export async function findCoupon(ctx: Ctx, said: string): Promise<FoundCoupon | WrongCode> {
  if (ctx.actor.kind !== 'member') {
    throw new DomainError('forbidden', 'coupon.needs-member', '券要由一位员工来核销。');
  }
  const memberId = ctx.actor.id;
  await countGuess(ctx, memberId);
  const code = fold(said).toUpperCase().replace(/[\s-]/g, '');
  const coupon = CODE.test(code) ? await ctx.db.findOneBy(Coupon, { code }) : null;
  if (!coupon) return { kind: 'wrong', sentence: '没有这个券码。对着客户的页面再看一遍：10 位，只有数字和字母。' };

  await forgiveGuess(ctx, memberId);
  const offer = await ctx.db.findOneByOrFail(Offer, { id: coupon.offerId });
  const customer = await visibleCustomers(ctx).andWhere('c.id = :id', { id: coupon.customerId }).getOne();
  const customerName = customer?.name ?? (await strangerName(ctx, coupon));
  return { kind: 'found', coupon, offer, customerName, customer, memberId };
}

/** Whoever holds a right code may learn what has become of it. */
function requireGood({ status, redeemedAt }: Coupon, { validUntil }: Offer, now: Date): void {
  if (status === 'redeemed') {
    const when = redeemedAt ? `在 ${exactTime(redeemedAt)} ` : '';
    throw new DomainError('conflict', 'coupon.redeemed', `这张券${when}已经核销过了，不能再用。`);
  }
  if (status === 'expired' || now >= validUntil) {
    throw new DomainError('conflict', 'coupon.expired', `这张券已经过期了，用到 ${exactTime(validUntil)} 为止。`);
  }
}

async function strangerName({ db }: Ctx, { customerId }: Coupon): Promise<string> {
  const { name } = await db.findOneByOrFail(Customer, { id: customerId });
  return maskName(name);
}

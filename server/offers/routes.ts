import { z } from 'zod';
import { defineRoute } from '../http/define-route.ts';
import { createOffer } from './create-offer.ts';
import { listOffers, viewOffer } from './list-offers.ts';
import { lookUpCoupon, viewRedeemed } from './look-up-coupon.ts';
import { closeOffer, openOffer } from './open-offer.ts';
import { canRunOffers } from './policy.ts';
import { redeemCoupon } from './redeem-coupon.ts';
import { codeInput, counterView, offerIdInput, offerInput, offerView } from './schemas.ts';

/** What members' pages do about offers and coupons. */
export const offerRoutes = [
  defineRoute({
    name: 'offers',
    method: 'get',
    path: '/offers',
    summary: '公司的优惠，新的在前，和能不能由我来定',
    input: z.object({}),
    output: z.object({ items: z.array(offerView), canRun: z.boolean(), now: z.date() }),
    run: async (ctx) => ({ items: await listOffers(ctx), canRun: canRunOffers(ctx.actor), now: ctx.now }),
  }),
  defineRoute({
    name: 'offer',
    method: 'get',
    path: '/offers/:id',
    summary: '一份优惠',
    input: offerIdInput,
    output: offerView,
    run: (ctx, { id }) => viewOffer(ctx, id),
  }),
  defineRoute({
    name: 'createOffer',
    method: 'post',
    path: '/offers',
    summary: '建一份优惠，开放后才能用',
    input: offerInput,
    output: offerView,
    run: async (ctx, input) => {
      const [validFrom, validUntil] = [input.validFrom.toISOString(), input.validUntil.toISOString()];
      const { id } = await createOffer(ctx, { ...input, validFrom, validUntil });
      return viewOffer(ctx, id);
    },
  }),
  defineRoute({
    name: 'openOffer',
    method: 'post',
    path: '/offers/:id/open',
    summary: '开放一份优惠：活动能用，客户能领',
    input: offerIdInput,
    output: offerView,
    run: async (ctx, { id }) => viewOffer(ctx, (await openOffer(ctx, id)).id),
  }),
  defineRoute({
    name: 'closeOffer',
    method: 'post',
    path: '/offers/:id/close',
    summary: '关闭一份优惠：不再领，领过的还能用',
    input: offerIdInput,
    output: offerView,
    run: async (ctx, { id }) => viewOffer(ctx, (await closeOffer(ctx, id)).id),
  }),
  defineRoute({
    name: 'lookUpCoupon',
    method: 'post',
    path: '/coupons/look-up',
    summary: '核销前看一眼：这个券码是什么、是谁的',
    input: codeInput,
    output: counterView,
    run: (ctx, { code }) => lookUpCoupon(ctx, code),
  }),
  defineRoute({
    name: 'redeemCoupon',
    method: 'post',
    path: '/coupons/redeem',
    summary: '核销一张券，只能一次',
    input: codeInput,
    output: counterView,
    run: async (ctx, { code }) => viewRedeemed(ctx, await redeemCoupon(ctx, code)),
  }),
];

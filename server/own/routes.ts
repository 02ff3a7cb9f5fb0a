import { z } from 'zod';
import { defineOwnRoute } from '../http/define-route.ts';
import { newCode } from '../kernel/ids.ts';
import { claimCoupon } from '../offers/claim-coupon.ts';
import { loadOffer } from '../offers/list-offers.ts';
import { presentCoupon } from '../offers/present.ts';
import { couponView } from '../offers/schemas.ts';
import { setConsent } from '../touches/consent.ts';
import { claimInput, ownConsentInput, ownPage } from './schemas.ts';
import { viewOwnPage } from './view-own-page.ts';

/** What a customer's own page asks. */
export const ownPageRoutes = [
  defineOwnRoute({
    name: 'ownPage',
    method: 'get',
    path: '/own',
    summary: '会员页：客户看自己的券、订单、进度和意愿',
    input: z.object({}),
    output: ownPage,
    run: (ctx, { externalUserId }) => viewOwnPage(ctx, externalUserId),
  }),
  defineOwnRoute({
    name: 'claimOwnCoupon',
    method: 'post',
    path: '/own/coupons',
    summary: '会员页：客户领一张券',
    input: claimInput,
    output: couponView,
    async run(ctx, { externalUserId }, { offerId }) {
      const coupon = await claimCoupon(ctx, { externalUserId, offerId, code: newCode() });
      return presentCoupon(coupon, await loadOffer(ctx, offerId), ctx.now);
    },
  }),
  defineOwnRoute({
    name: 'setOwnConsent',
    method: 'post',
    path: '/own/consents',
    summary: '会员页：客户说想不想收到，马上生效',
    input: ownConsentInput,
    output: z.object({}),
    async run(ctx, { customerId }, { purpose, allowed }) {
      await setConsent(ctx, { customerId, purpose, allowed, source: 'page' });
      return {};
    },
  }),
];

import { Customer } from '../../../entities/customer.ts';
import { Coupon } from '../../../entities/offer.ts';
import { defineReport, noParams } from '../define-report.ts';
import { oneIf, tallyCases } from '../tally-cases.ts';

/** Of the coupons that customers claimed, how many they have used by now. */
export const couponUse = defineReport({
  ...{
    code: 'coupon-use',
    title: '券核销率',
    short: '核销',
    unit: 'percent',
    noun: '张',
    target: null,
    direction: 'up',
  },
  definition: '这段时间领走的券里，到现在已经核销的占多少。刚领的还会用，所以近几天偏低；算在客户现在的负责人名下。',
  params: noParams,
  example: {},
  count: ({ db }, question) =>
    tallyCases(
      db.createQueryBuilder(Coupon, 'p').innerJoin(Customer, 'c', 'c.id = p.customerId'),
      { member: 'c.ownerId', at: 'p.claimedAt', adds: oneIf(`p.status = 'redeemed'`) },
      question,
    ),
});

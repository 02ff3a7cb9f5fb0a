import { DomainError } from '../../server/kernel/errors.ts';
import { redeemCoupon } from '../../server/offers/redeem-coupon.ts';
import { redeemedCard } from '../cards/coupon-card.ts';
import { defineCommand } from '../grammar/define-command.ts';

const EXAMPLE = '核销 K7M4XQ9TPA';

export const redeemCommand = defineCommand({
  code: 'redeem',
  words: ['核销', 'redeem'],
  grammar: { code: 'rest' },
  usage: '核销 券码',
  summary: '客户用券时核销，一张只能用一次',
  examples: [EXAMPLE],
  async run(ctx, { code }) {
    if (!code) throw new DomainError('invalid', 'coupon.no-code', `券码还没写，在客户的页面上。例如：${EXAMPLE}`);
    const used = await redeemCoupon(ctx, code);
    return used.kind === 'wrong' ? used.sentence : redeemedCard(used);
  },
});

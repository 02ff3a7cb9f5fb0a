import { registerConditions } from '../../rules/condition.ts';
import { birthdayMonth } from './birthday-month.ts';
import { birthdayWithin } from './birthday-within.ts';
import { companyContains } from './company-contains.ts';
import { lastOrder } from './last-order.ts';
import { orderAmount } from './order-amount.ts';
import { orderCount } from './order-count.ts';
import { owner } from './owner.ts';
import { silentFor } from './silent-for.ts';
import { source } from './source.ts';
import { stage } from './stage.ts';
import { tag } from './tag.ts';
import { tier } from './tier.ts';
import { topValue } from './top-value.ts';

/** Everything by which customers can be told apart, in the order in which the builder offers it. */
export const conditions = registerConditions([
  tier,
  tag,
  stage,
  silentFor,
  lastOrder,
  orderCount,
  orderAmount,
  topValue,
  birthdayWithin,
  birthdayMonth,
  owner,
  source,
  companyContains,
]);

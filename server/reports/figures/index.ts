import type { Report } from '../define-report.ts';
import { careSent } from './care-sent.ts';
import { conversion } from './conversion.ts';
import { couponUse } from './coupon-use.ts';
import { dealCycle } from './deal-cycle.ts';
import { repurchase } from './repurchase.ts';
import { timeliness } from './timeliness.ts';
import { worth } from './worth.ts';

/** Every report, in the order in which pages show them. */
export const reports: readonly Report[] = [conversion, repurchase, timeliness, dealCycle, worth, careSent, couponUse];

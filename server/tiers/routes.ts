import { z } from 'zod';
import { defineRoute } from '../http/define-route.ts';
import { viewTier } from './view-tier.ts';

const tierCode = z.enum(['A', 'B', 'C']);

/** A customer's tier with its reasons, and how it came about. */
export const tierView = z
  .object({
    current: z.object({ tier: tierCode, score: z.int(), reasons: z.array(z.string()), at: z.date() }).nullable(),
    changes: z.array(z.object({ previous: tierCode.nullable(), tier: tierCode, score: z.int(), at: z.date() })),
  })
  .meta({ id: 'TierView' });

/** What pages ask about tiers. */
export const tierRoutes = [
  defineRoute({
    name: 'tier',
    method: 'get',
    path: '/customers/:id/tier',
    summary: '客户的分层：多少分，为什么，怎么变的',
    input: z.object({ id: z.string().max(26) }),
    output: tierView,
    run: (ctx, { id }) => viewTier(ctx, id),
  }),
];

import type { z } from 'zod';
import { loadCustomer } from '../customers/find-customers.ts';
import { customerNames } from '../customers/list-customers.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Ctx } from '../kernel/context.ts';
import { logFollowupLine } from './log-followup-line.ts';
import { logFollowup } from './log-followup.ts';
import {
  customerInput,
  customerProfile,
  loggedFollowup,
  logFollowupInput,
  timelineInput,
  timelinePage,
  type LoggedFollowup,
} from './schemas.ts';
import { followupEntry } from './timeline-entries.ts';
import { viewProfile, viewTimelinePage } from './view-profile.ts';

/** What pages ask about contacts with a customer, and the 360° view that they belong to. */
export const followupRoutes = [
  defineRoute({
    name: 'customer',
    method: 'get',
    path: '/customers/:id',
    summary: '客户 360°：他是谁、谁负责、停了什么、下一步、时间线第一页',
    input: customerInput,
    output: customerProfile,
    run: (ctx, { id }) => viewProfile(ctx, id),
  }),
  defineRoute({
    name: 'customerTimeline',
    method: 'get',
    path: '/customers/:id/timeline',
    summary: '客户时间线的一页，新的在前，可以只看一种',
    input: timelineInput,
    output: timelinePage,
    run: (ctx, input) => viewTimelinePage(ctx, input),
  }),
  defineRoute({
    name: 'logFollowup',
    method: 'post',
    path: '/followups',
    summary: '记一次跟进：一句话，或分开填',
    input: logFollowupInput,
    output: loggedFollowup,
    run: (ctx, input) => log(ctx, input),
  }),
];

async function log(ctx: Ctx, input: z.output<typeof logFollowupInput>): Promise<LoggedFollowup> {
  const { followup, question } =
    'text' in input
      ? await logFollowupLine(ctx, { customerId: input.customerId, said: input.text, saidAt: input.saidAt })
      : { ...(await logFollowup(ctx, partsOf(input))), question: null };
  const customer = await loadCustomer(ctx, followup.customerId);
  const name = (await customerNames(ctx, [customer])).get(customer.id);
  if (!name || ctx.actor.kind !== 'member') throw new Error('a contact was kept without its customer or author');
  const { memberId: _, ...entry } = followupEntry(followup);
  return {
    entry: { ...entry, by: { id: ctx.actor.id, name: ctx.actor.name } },
    ...{ customer: name, followupCount: customer.followupCount, question },
  };
}

function partsOf({
  at,
  reaction = null,
  nextStep = null,
  ...said
}: Exclude<z.output<typeof logFollowupInput>, { text: string }>) {
  return { ...said, reaction, nextStep, ...(at && { at }) };
}

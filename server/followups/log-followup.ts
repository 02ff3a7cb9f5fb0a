import type { Customer } from '../../entities/customer.ts';
import { Followup } from '../../entities/followup.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import { noteFollowup } from '../customers/note-followup.ts';
import { createTask } from '../tasks/create-task.ts';
import { recordTouch } from '../touches/record-touch.ts';

/** What a rep tells of one contact; `at` is when it took place, now by default. */
export interface FollowupInput {
  customerId: string;
  channel: Followup['channel'];
  note: string;
  reaction: string | null;
  nextStep: { text: string; at: Date } | null;
  at?: Date;
}

/** Notes longer than this are refused rather than cut. */
const LONGEST_NOTE = 10_000;

/** Keeps a contact with a customer; its next step becomes a task of the author's, who is reminded at its time. */
export async function logFollowup(ctx: Ctx, input: FollowupInput): Promise<{ followup: Followup; customer: Customer }> {
  if (ctx.actor.kind !== 'member')
    throw new DomainError('forbidden', 'followup.needs-author', '跟进要有一位员工来记。');
  const customer = await loadCustomer(ctx, input.customerId);
  const note = input.note.trim();
  if (!note)
    throw new DomainError('invalid', 'followup.empty', `说了什么还没写。例如：跟进 ${customer.name} 电话 已发报价单`);
  if (note.length > LONGEST_NOTE)
    throw new DomainError('invalid', 'followup.too-long', '这条跟进太长了，最多 1 万字，请分成几条。');
  if (input.at && input.at > ctx.now)
    throw new DomainError('invalid', 'followup.ahead', '联系的时间还没到。已经发生的才记跟进，以后的定成待办。');

  const followup: Followup = {
    id: ctx.newId(),
    customerId: customer.id,
    authorId: ctx.actor.id,
    channel: input.channel,
    phase: customer.stage === 'won' ? 'maintenance' : 'followup',
    note,
    reaction: input.reaction,
    nextStep: input.nextStep?.text ?? null,
    nextStepAt: input.nextStep?.at ?? null,
    at: input.at ?? ctx.now,
    createdAt: ctx.now,
  };
  await ctx.db.insert(Followup, followup);
  await noteFollowup(ctx, customer.id, followup.at);
  await recordTouch(ctx, {
    ...{ customerId: customer.id, memberId: followup.authorId, at: followup.at, source: `followup:${followup.id}` },
    ...{ kind: 'contact', automatic: false, value: true },
  });
  if (input.nextStep) {
    const { text, at } = input.nextStep;
    await createTask(ctx, { title: text || '跟进', dueAt: at, customerId: customer.id, followupId: followup.id });
  }
  return {
    followup,
    customer: { ...customer, followupCount: customer.followupCount + 1, lastFollowedUpAt: followup.at },
  };
}

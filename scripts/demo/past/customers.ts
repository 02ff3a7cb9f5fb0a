import { Customer } from '../../../entities/customer.ts';
import { Task } from '../../../entities/task.ts';
import { recordCustomer } from '../../../server/customers/record-customer.ts';
import { setBirthday } from '../../../server/customers/set-birthday.ts';
import { setStage } from '../../../server/customers/set-stage.ts';
import { loseDeal } from '../../../server/deals/lose-deal.ts';
import { quoteDeal } from '../../../server/deals/quote-deal.ts';
import { winDeal } from '../../../server/deals/win-deal.ts';
import { logFollowup } from '../../../server/followups/log-followup.ts';
import type { Ctx } from '../../../server/kernel/context.ts';
import { addSeconds } from '../../../server/kernel/dates.ts';
import { placeOrder } from '../../../server/orders/place-order.ts';
import { recordTags } from '../../../server/tags/record-tags.ts';
import { completeTask, postponeTask } from '../../../server/tasks/settle-task.ts';
import { closeTicket } from '../../../server/tickets/close-ticket.ts';
import { openTicket } from '../../../server/tickets/open-ticket.ts';
import { setConsent } from '../../../server/touches/consent.ts';
import type { CompanyCustomer } from '../../sandbox/company.ts';
import { fetchedCustomer } from '../fetched.ts';
import type { Agreed, Contact, Journey, Purchase, Trouble } from '../journey.ts';
import { countForQuarter, keepUp, type Plan } from './maintenance.ts';
import type { Means } from './means.ts';

/** A customer while his past is told. */
interface Told {
  journey: Journey;
  /** Ours; '' until he is met. */
  id: string;
  /** What was promised to him last and is not done yet. */
  promise: { taskId: string; owner: string } | null;
  /** What is to be done for him since his first deal; null before it. */
  plan: Plan | null;
}

/** Puts on the agenda how a customer became a contact and all that happened with him. */
export function tellCustomer(means: Means, customer: CompanyCustomer, journey: Journey | null): void {
  const { agenda } = means;
  const friends = customer.follow.map(({ createtime }) => createtime * 1000);
  const met = new Date(Math.min(...friends, journey?.contacts[0]?.at.getTime() ?? Infinity));
  if (!journey) {
    agenda.add({ at: met, happens: () => meet(means, customer, null, met) });
    return;
  }
  const told: Told = { journey, id: '', promise: null, plan: null };
  agenda.add({ at: met, happens: () => meet(means, customer, told, met) });
  const { contacts, purchases, troubles, firstDeal, refuses } = journey;
  for (const [index, contact] of contacts.entries()) {
    agenda.add({ at: contact.at, happens: () => makeContact(means, told, contact, contacts[index + 1] === undefined) });
  }
  for (const purchase of purchases) {
    agenda.add({ at: purchase.at, happens: () => means.at(purchase.at, null, (ctx) => order(ctx, told.id, purchase)) });
  }
  for (const trouble of troubles) agenda.add({ at: trouble.at, happens: () => bringUp(means, told, trouble) });
  if (firstDeal) agenda.add({ at: firstDeal.at, happens: () => win(means, told, firstDeal.at, firstDeal) });
  if (refuses) agenda.add({ at: refuses.at, happens: () => refuse(means, told, refuses) });
}

async function meet({ at }: Means, customer: CompanyCustomer, told: Told | null, met: Date): Promise<void> {
  const fetched = fetchedCustomer(customer, told?.journey.person.phone ?? null);
  const { externalUserId } = fetched;
  const id = await at(met, null, async (ctx) => {
    await recordCustomer(ctx, fetched);
    if (fetched.followers.some(({ tags }) => tags.length > 0)) await recordTags(ctx, fetched);
    return (await ctx.db.findOneOrFail(Customer, { select: { id: true }, where: { externalUserId } })).id;
  });
  if (!told) return;
  told.id = id;
  const { birthday, regular, person } = told.journey;
  if (!birthday && !regular) return;
  await at(met, person.ownerId, async (ctx) => {
    if (birthday) await setBirthday(ctx, id, birthday);
    if (regular) await setStage(ctx, id, 'won');
  });
}

/** A contact does what was promised at the one before, and brings the customer to his next stage. */
async function makeContact(means: Means, told: Told, contact: Contact, last: boolean): Promise<void> {
  const { at } = means;
  const { promise, id: customerId } = told;
  if (promise && !contact.leavesOpen) await at(contact.at, promise.owner, (ctx) => completeTask(ctx, promise.taskId));
  told.promise = null;
  const { channel, note, reaction, reaches, authorId, deal, order: ordered } = contact;
  // The call after a quote is planned by the product itself.
  const nextStep = deal?.kind === 'quoted' ? null : contact.nextStep;
  const taskId = await at(contact.at, authorId, async (ctx) => {
    const { followup } = await logFollowup(ctx, { customerId, channel, note, reaction, nextStep });
    if (reaches && !told.journey.regular) await setStage(ctx, customerId, reaches);
    if (ordered) await order(ctx, customerId, ordered);
    return nextStep && (await ctx.db.findOneByOrFail(Task, { customerId, followupId: followup.id })).id;
  });
  if (taskId) told.promise = { taskId, owner: authorId };
  if (told.plan) await countForQuarter(means, customerId, told.plan, { author: authorId, at: contact.at });
  if (deal) await settle(means, told, contact, deal, last);
}

async function settle(means: Means, told: Told, contact: Contact, deal: Agreed, last: boolean): Promise<void> {
  const { at, authorId } = contact;
  const { id: customerId } = told;
  if (deal.kind === 'quoted') return quote(means, told, contact, deal, last);
  if (deal.kind === 'won') return win(means, told, at, { amountFen: null, title: null, note: deal.note });
  await means.at(at, authorId, (ctx) => loseDeal(ctx, { customerId, because: deal.because }));
}

/** Quotes; the call that the product plans stands for the next step, on the day that the rep has chosen. */
async function quote(
  { at, agenda, midnight }: Means,
  told: Told,
  contact: Contact,
  { title, amountFen }: Extract<Agreed, { kind: 'quoted' }>,
  last: boolean,
): Promise<void> {
  const { id: customerId } = told;
  const owner = told.journey.person.ownerId;
  const { nextStep } = contact;
  const { careCall } = await at(contact.at, owner, (ctx) => quoteDeal(ctx, { customerId, amountFen, title }));
  const promise = { taskId: careCall.id, owner };
  told.promise = promise;
  if (nextStep) await at(contact.at, owner, (ctx) => postponeTask(ctx, careCall.id, nextStep.at));
  const calledAt = addSeconds(careCall.dueAt, -900);
  if (nextStep || !last || calledAt >= midnight) return;
  agenda.add({ at: calledAt, happens: () => at(calledAt, owner, (ctx) => completeTask(ctx, promise.taskId)) });
}

async function win(
  means: Means,
  told: Told,
  then: Date,
  won: { amountFen: number | null; title: string | null; note: string },
): Promise<void> {
  const { id: customerId } = told;
  await means.at(then, told.journey.person.ownerId, (ctx) => winDeal(ctx, { customerId, ...won }));
  told.plan ??= await keepUp(means, customerId, then);
}

const order = (ctx: Ctx, customerId: string, { title, amountFen, category, discounted }: Purchase) =>
  placeOrder(ctx, { customerId, dealId: null, title, amountFen, category, discounted });

async function bringUp({ at, agenda, midnight }: Means, told: Told, trouble: Trouble): Promise<void> {
  const { kind, subject, authorId, closed } = trouble;
  const { ticket } = await at(trouble.at, authorId, (ctx) => openTicket(ctx, { customerId: told.id, kind, subject }));
  if (!closed || closed.at >= midnight) return;
  const { solution } = closed;
  agenda.add({
    at: closed.at,
    happens: () => at(closed.at, authorId, (ctx) => closeTicket(ctx, { ticketId: ticket.id, solution })),
  });
}

/** As the rep says it to the bot: 退订. */
const refuse = ({ at }: Means, { id: customerId, journey }: Told, refused: NonNullable<Journey['refuses']>) =>
  at(refused.at, journey.person.ownerId, (ctx) =>
    setConsent(ctx, {
      ...{ customerId, purpose: refused.purpose, allowed: false },
      source: ctx.actor.kind === 'member' ? `member:${ctx.actor.id}` : 'system',
    }),
  );

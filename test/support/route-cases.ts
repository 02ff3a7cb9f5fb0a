import { Campaign } from '../../entities/campaign.ts';
import { OutboxMessage, OutboxPause } from '../../entities/outbox-message.ts';
import { versionOf } from '../../server/campaigns/approve-seen.ts';
import { createCampaign } from '../../server/campaigns/draft-campaign.ts';
import { createOccasion } from '../../server/care/save-occasion.ts';
import { quoteDeal } from '../../server/deals/quote-deal.ts';
import { addDays } from '../../server/kernel/dates.ts';
import { system } from '../../server/kernel/actor.ts';
import { createSegment } from '../../server/segments/save-segment.ts';
import { createTag } from '../../server/tags/create-tag.ts';
import { createTask } from '../../server/tasks/create-task.ts';
import { claim, friend, made, openedOffer } from './offers.ts';
import { closedDeal, MARKS, markedCustomer, type Owner } from './rights-world.ts';
import { START, type TestApp } from './test-app.ts';

/** Something that can be asked about, and what more has to be said of it. */
export interface Made {
  id: string;
  [more: string]: string;
}

/** Makes a fresh one of the owner's. */
export type Maker = (app: TestApp, owner: Owner) => Promise<Made>;

/** How the rights of an endpoint are tried. */
export type RouteCase = Listing | Asking;

/** It lists or counts what whoever asks may see, or gives him what is nobody's own. */
interface Listing {
  input: (company: Company) => Record<string, unknown>;
  /** Where in the answer stands how many owners have something in it. */
  counts?: string;
  /** Where in the answer the owners' marks are looked for; anywhere unless said. */
  at?: string;
  /** Shows some of those whom it may show, not all. */
  some?: true;
  about?: never;
}

/** It is about one thing: an owner's, which is tried with his own, theirs whom he leads and a stranger's; or the company's. */
interface Asking {
  about: Maker;
  whose: 'owner' | 'company';
  input: (thing: Made, company: Company) => Record<string, unknown>;
}

/** What belongs to nobody, and is used by everybody. */
export interface Company {
  offerId: string;
  segmentId: string;
  occasionId: string;
  tagId: string;
}

const EVERYBODY = { all: [] };

/** Puts something with the owner's mark into every list. */
export async function fillLists(app: TestApp, owner: Owner): Promise<void> {
  const mark = MARKS[owner];
  const { id } = await markedCustomer(app, owner);
  await closedDeal(app, owner, id);
  for (const make of [task, segment, drafted]) await make(app, owner);
  await openedOffer(app, { title: `${mark}礼` });
  await app.run(await app.actor('shenlan'), async (ctx) => {
    await createOccasion(ctx, { ...occasion, title: `${mark}问候` });
    await createTag(ctx, `${mark}标`);
  });
}

/** Makes what is nobody's own. */
export async function makeCompany(app: TestApp): Promise<Company> {
  const manager = await app.actor('shenlan');
  const { id: offerId } = await openedOffer(app);
  const { id: segmentId } = await app.run(manager, (ctx) => createSegment(ctx, { name: '人人', rule: EVERYBODY }));
  const { id: occasionId } = (await app.run(manager, (ctx) => createOccasion(ctx, occasion))).occasion;
  const { id: tagId } = await app.run(manager, (ctx) => createTag(ctx, '酒店'));
  return { offerId, segmentId, occasionId, tagId };
}

const occasion = {
  ...{ kind: 'birthday' as const, holidayName: null, title: '生日问候', segmentId: null, leadDays: 0 },
  ...{ sendAt: '10:00', enabled: false, texts: { default: '{称呼}，生日快乐。{我}' } },
};
const offer = {
  ...{ title: '8 折', kind: 'discount', terms: '', stock: 20, perCustomer: 1, priceOffer: false },
  ...{ validFrom: START.toISOString(), validUntil: addDays(START, 3).toISOString() },
};
const campaign = (title: string, offerId: string) => ({
  ...{ title, segmentId: null, offerId, text: '新豆到了，来店里坐坐。', holdoutPercent: 0 },
  ...{ sendAt: addDays(START, 1).toISOString(), allCustomersReason: '周年答谢' },
});

const customer: Maker = async (app, owner) => ({ id: (await markedCustomer(app, owner)).id });

/** A customer to whom something has been quoted. */
const quoted: Maker = async (app, owner) => {
  const { id } = await markedCustomer(app, owner);
  const boss = await app.actor('boss');
  await app.run(boss, (ctx) => quoteDeal(ctx, { customerId: id, amountFen: 5_800_000, title: null }));
  return { id };
};

const task: Maker = async (app, owner) => {
  const actor = await app.actor(owner);
  const given = { title: `${MARKS[owner]}事`, dueAt: addDays(START, 4), customerId: null };
  return { id: (await app.run(actor, (ctx) => createTask(ctx, given))).id };
};

let names = 0;
const segment: Maker = async (app, owner) => {
  const actor = await app.actor(owner);
  const name = `${MARKS[owner]}群${(names += 1)}`;
  return { id: (await app.run(actor, (ctx) => createSegment(ctx, { name, rule: EVERYBODY }))).id };
};

const drafted: Maker = async (app, owner) => {
  const { id: offerId } = await openedOffer(app);
  const made = await app.run(await app.actor(owner), (ctx) =>
    createCampaign(ctx, campaign(`${MARKS[owner]}动`, offerId)),
  );
  return { id: made.id, version: versionOf(made) };
};

/** A campaign that can be approved: somebody new would get it. */
const approvable: Maker = async (app, owner) => {
  await friend(app, '新朋友');
  return drafted(app, owner);
};

const approved: Maker = async (app, owner) => {
  const { id } = await drafted(app, owner);
  await app.run(system, ({ db }) => db.update(Campaign, { id }, { status: 'approved' }));
  return { id };
};

/** A coupon of somebody whom only 周航 and who is above him may see. */
const coupon: Maker = async (app) => {
  const holder = await friend(app, '持券人');
  const given = await openedOffer(app);
  await made(app, given, [holder]);
  const { id, code } = await claim(app, holder, given);
  return { id, code };
};

const freshOffer: Maker = async (app) => ({ id: (await openedOffer(app)).id });
const freshOccasion: Maker = async (app) => {
  const manager = await app.actor('shenlan');
  return { id: (await app.run(manager, (ctx) => createOccasion(ctx, occasion))).occasion.id };
};

/** A message that WeCom has refused. */
const deadMessage: Maker = (app, owner) =>
  app.run(system, async ({ db, now, newId }) => {
    const id = newId();
    await db.insert(OutboxMessage, {
      ...{ id, code: 'chat.text', payload: { userId: owner, text: '您好' }, lane: `chat:${owner}`, channel: 'chat' },
      ...{ urgency: 1, status: 'dead', attempts: 1, uncertain: false, dueAt: now, createdAt: now },
    });
    return { id };
  });

const pausedChannel: Maker = (app) =>
  app.run(system, async ({ db, now }) => {
    await db.delete(OutboxPause, { channel: 'directory' });
    await db.insert(OutboxPause, { channel: 'directory', until: addDays(now, 1), reason: '48002', since: now });
    return { id: 'directory' };
  });

const lists = (input: Listing['input'] = () => ({}), more: Omit<Listing, 'input'> = {}): Listing => ({
  input,
  ...more,
});
const about = (maker: Maker, input: Asking['input'] = ({ id }) => ({ id })): Asking => ({
  ...{ about: maker, whose: 'owner', input },
});
const ofCompany = (maker: Maker, input: Asking['input'] = ({ id }) => ({ id })): Asking => ({
  ...{ about: maker, whose: 'company', input },
});
const dueAt = addDays(START, 5).toISOString();

/** How each endpoint is asked, by the line of the table. */
export const routeCases: Readonly<Record<string, RouteCase>> = {
  logInMiniprogram: lists(() => ({ code: 'guessed' })),

  me: lists(),
  today: lists(),
  tasks: lists(),
  createTask: about(customer, ({ id }) => ({ title: '寄样品', dueAt, customerId: id })),
  completeTask: about(task),
  postponeTask: about(task, ({ id }) => ({ id, at: dueAt })),

  customers: lists(),
  tellBirthday: about(customer, ({ id }) => ({ id, said: '1990-05-20' })),
  customer: about(customer),
  customerTimeline: about(customer),
  logFollowup: about(customer, ({ id }) => ({ customerId: id, text: '电话 已发报价单' })),
  quoteDeal: about(customer, ({ id }) => ({ id, amountFen: 5_800_000 })),
  winDeal: about(customer, ({ id }) => ({ id, amountFen: 5_800_000 })),
  loseDeal: about(quoted, ({ id }) => ({ id, because: '选了别家' })),
  tags: lists(),
  tagCustomer: about(customer, ({ id }, { tagId }) => ({ id, tagId })),
  untagCustomer: about(customer, ({ id }, { tagId }) => ({ id, tagId })),
  tier: about(customer),

  segments: lists(),
  conditions: lists(),
  conditionChoices: lists(() => ({}), { at: 'sources' }),
  countSegment: lists(() => ({ rule: EVERYBODY }), { counts: 'matched' }),
  sampleSegment: lists(() => ({ rule: EVERYBODY }), { some: true }),
  explainCustomer: about(customer, ({ id }) => ({ id, rule: EVERYBODY })),
  createSegment: lists(() => ({ name: `群${(names += 1)}`, rule: EVERYBODY })),
  segment: about(segment),
  segmentSize: lists(({ segmentId }) => ({ id: segmentId }), { counts: 'matched' }),
  updateSegment: about(segment, ({ id }) => ({ id, name: `改${(names += 1)}`, rule: EVERYBODY })),
  deleteSegment: about(segment),

  figures: lists(() => ({ period: 'month' }), { counts: 'figures.0.now.cases' }),
  figuresByPerson: lists(() => ({ period: 'month' }), { counts: 'people.length' }),

  offers: lists(),
  offer: ofCompany(freshOffer),
  createOffer: lists(() => offer),
  openOffer: ofCompany(freshOffer),
  closeOffer: ofCompany(freshOffer),
  lookUpCoupon: ofCompany(coupon, ({ code }) => ({ code })),
  redeemCoupon: ofCompany(coupon, ({ code }) => ({ code })),

  campaigns: lists(),
  createCampaign: lists(({ offerId }) => campaign('周年', offerId)),
  campaign: about(drafted),
  leftOut: about(drafted, ({ id }) => ({ id, cause: '还不是企业微信好友' })),
  updateCampaign: about(drafted, ({ id }, { offerId }) => ({ id, ...campaign('改过', offerId) })),
  tryCampaign: about(drafted),
  submitCampaign: about(drafted),
  approveCampaign: about(approvable, ({ id, version }) => ({ id, version })),
  cancelCampaign: about(drafted),
  'cancelCampaign.approved': about(approved),

  careMonth: lists(() => ({ year: 2026, month: 11 }), { counts: 'days.24.birthdays' }),
  careDay: lists(() => ({ day: '2026-11-25' }), { counts: 'birthdayCount' }),
  ownCare: lists(() => ({}), { counts: 'comingCount' }),
  occasions: lists(),
  occasionDay: lists(({ occasionId }) => ({ id: occasionId, day: '2026-11-25' }), { counts: 'total' }),
  previewOccasion: lists(() => occasion, { some: true }),
  createOccasion: lists(() => occasion),
  updateOccasion: ofCompany(freshOccasion, ({ id }) => ({ id, ...occasion })),
  confirmOccasion: ofCompany(freshOccasion, ({ id }) => ({ id, enabled: true })),

  stuck: lists(),
  retryStuck: ofCompany(deadMessage, ({ id }) => ({ ids: [id] })),
  dropStuck: ofCompany(deadMessage, ({ id }) => ({ ids: [id] })),
  resumeChannel: ofCompany(pausedChannel, ({ id }) => ({ channel: id })),

  ownPage: lists(),
  claimOwnCoupon: lists(({ offerId }) => ({ offerId })),
  setOwnConsent: lists(() => ({ purpose: 'offer', allowed: false })),

  // At the end, for whoever says it is nobody afterwards.
  logOut: lists(),
};

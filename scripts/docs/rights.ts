import type { Callback, CustomerChange } from '../../server/callbacks/parse.ts';

/** Who may ask: nobody we know, a customer on his own page, a member who leads nobody, one who leads others, one named in `ADMIN_USERIDS`. */
export const PEOPLE = ['outsider', 'customer', 'rep', 'manager', 'admin'] as const;

/** One of `PEOPLE`. */
export type Person = (typeof PEOPLE)[number];

/**
 * How far somebody reaches: what is his own, also what is theirs whom he leads, everything; `yes` where nothing is
 * anybody's own; `no` where he has no way to ask; else the HTTP status of the refusal.
 */
export type Reach = 'own' | 'led' | 'all' | 'yes' | 'no' | 400 | 401 | 403 | 404 | 409;

/** What one endpoint, command or event lets each of them do. */
export interface Rights extends Record<Person, Reach> {
  /** What lies beyond his reach is not there, is not allowed, or is left out of what is listed and counted. */
  beyond: 404 | 403 | 'left out' | null;
  /** What a reader has to know besides; '' for nothing. */
  note: string;
}

type More = Partial<Pick<Rights, 'beyond' | 'note'>>;

const NOTHING_MORE = { beyond: null, note: '' } as const;

const members = (rep: Reach, manager: Reach, admin: Reach, more: More = {}): Rights => ({
  ...{ outsider: 401, customer: 403, rep, manager, admin },
  ...{ ...NOTHING_MORE, ...more },
});
const anyMember = (note = ''): Rights => members('yes', 'yes', 'yes', { note });
const company = (note = ''): Rights => members('all', 'all', 'all', { note });
const inSight = (beyond: Rights['beyond'], note = ''): Rights => members('own', 'led', 'all', { beyond, note });
const hisOwn = (beyond: Rights['beyond'], note = ''): Rights => members('own', 'own', 'own', { beyond, note });
const admins = (note = ''): Rights => members(403, 403, 'yes', { note });
const leaders = (note = ''): Rights => members(403, 'yes', 'yes', { note });
const customers = (reach: Reach, more: More = {}): Rights => ({
  ...{ outsider: 401, customer: reach, rep: 403, manager: 403, admin: 403 },
  ...{ ...NOTHING_MORE, ...more },
});
const everybody = (reach: Reach, note = ''): Rights => ({
  ...{ outsider: reach, customer: reach, rep: reach, manager: reach, admin: reach },
  ...{ ...NOTHING_MORE, note },
});

/**
 * The rights of each endpoint by its name; after a dot, of what has come to another state. Whoever adds an endpoint adds
 * its line here, and to `test/support/route-cases.ts` how it is asked.
 */
export const routeRights: Readonly<Record<string, Rights>> = {
  logInMiniprogram: everybody(401, 'opens a session for a code of WeCom’s that is good'),
  logOut: everybody('yes', 'ends the asker’s own session'),

  me: anyMember(),
  today: hisOwn('left out'),
  tasks: hisOwn('left out'),
  createTask: inSight(404, 'a task about a customer; it is always the maker’s own'),
  completeTask: hisOwn(404),
  postponeTask: hisOwn(404),

  customers: inSight('left out'),
  tellBirthday: inSight(404),
  customer: inSight(404),
  customerTimeline: inSight(404),
  logFollowup: inSight(404),
  quoteDeal: inSight(404),
  winDeal: inSight(404),
  loseDeal: inSight(404),
  tags: company(),
  tagCustomer: inSight(404),
  untagCustomer: inSight(404),
  tier: inSight(404),

  segments: company('the rules; whom they describe each member sees only as far as his customers go'),
  conditions: anyMember(),
  conditionChoices: inSight('left out', 'all tags'),
  countSegment: inSight('left out'),
  sampleSegment: inSight('left out'),
  explainCustomer: inSight(404),
  createSegment: anyMember(),
  segment: company(),
  segmentSize: inSight('left out'),
  updateSegment: inSight(403),
  deleteSegment: inSight(403),

  figures: inSight('left out'),
  figuresByPerson: inSight('left out'),

  offers: company(),
  offer: company(),
  createOffer: leaders(),
  openOffer: leaders(),
  closeOffer: leaders(),
  lookUpCoupon: company('five wrong codes in 15 minutes; a customer out of sight by his family name alone'),
  redeemCoupon: company('as above'),

  campaigns: inSight('left out'),
  createCampaign: anyMember(),
  campaign: inSight(404, 'once approved, its figures count all whom the approver saw; names only those in sight'),
  leftOut: inSight(404),
  updateCampaign: inSight(404),
  tryCampaign: inSight(404, 'goes to the asker alone'),
  submitCampaign: members('own', 409, 409, { beyond: 404, note: 'who may approve it need not submit it' }),
  approveCampaign: members(403, 'led', 'all', { beyond: 404 }),
  cancelCampaign: inSight(404),
  'cancelCampaign.approved': members(403, 'led', 'all', { beyond: 404 }),

  careMonth: inSight('left out'),
  careDay: inSight('left out'),
  ownCare: hisOwn('left out'),
  occasions: company(),
  occasionDay: inSight('left out', 'every occasion, of its customers those in sight'),
  previewOccasion: leaders('of its customers those in sight'),
  createOccasion: leaders(),
  updateOccasion: leaders(),
  confirmOccasion: leaders(),

  stuck: admins('what was not sent or handled: kinds, names and reasons, never what was written'),
  retryStuck: admins(),
  dropStuck: admins(),
  resumeChannel: admins(),

  ownPage: customers('own'),
  claimOwnCoupon: customers('own', { beyond: 404, note: 'an offer that was made to him' }),
  setOwnConsent: customers('own'),
};

/** The rights of what is served beside the endpoints, by method and path as the router knows them. */
export const doorRights: Readonly<Record<string, Rights>> = {
  'GET /wecom/callback': everybody(400, 'WeCom alone: 401 for a wrong signature or receiver'),
  'POST /wecom/callback': everybody(400, 'as above; nothing of what is refused is kept'),
  'GET /healthz': everybody('yes', 'that the process is there'),
  'GET /readyz': everybody('yes', '503 with the reason while it is not ready'),
  'GET /metrics': everybody(401, 'this machine and whoever shows METRICS_TOKEN'),
  'GET /WW_verify_:code.txt': everybody('yes', 'the code that WeCom itself asks for'),
  'GET /api/openapi.json': everybody('yes', 'this list, as a document'),
  'GET /api/login': everybody('yes', 'leads to WeCom'),
  'GET /api/login/callback': everybody(401, 'opens a session for a code of WeCom’s that this browser asked for'),
  'GET /': everybody('yes', 'leads to the pages'),
  'GET /m{/*path}': everybody('yes', 'the pages, which hold no data'),
  'ANY /api/{*path}': everybody(404),
};

const said = (rep: Reach, manager: Reach, admin: Reach, more: More = {}): Rights => ({
  ...members(rep, manager, admin, more),
  ...{ outsider: 'no', customer: 'no' },
});
const anyoneSays = (note = ''): Rights => said('yes', 'yes', 'yes', { note });
const saidInSight = (beyond: Rights['beyond'] = 404, note = ''): Rights => said('own', 'led', 'all', { beyond, note });
const saidOwn = (beyond: Rights['beyond'] = 404): Rights => said('own', 'own', 'own', { beyond });

/** The rights of each command by its code, however it comes: typed, pressed on a card, or chosen in the menu. */
export const commandRights: Readonly<Record<string, Rights>> = {
  'log-followup': saidInSight(),
  'view-customer': saidInSight(),
  'quote-deal': saidInSight(),
  'win-deal': saidInSight(),
  'lose-deal': saidInSight(),
  'new-customer': anyoneSays('the customer is the speaker’s own; that a colleague has one of that name is not told'),
  timeline: saidInSight(),
  find: saidInSight('left out'),
  birthday: saidInSight(),
  tag: saidInSight(404, 'a name that no tag has makes one, for the whole company'),
  untag: saidInSight(),
  care: saidInSight('left out'),
  'list-tasks': saidOwn('left out'),
  remind: saidInSight(404, 'a name that the speaker may not see is a word like any other'),
  'complete-task': saidOwn(),
  'postpone-task': saidOwn(),
  complain: saidInSight(),
  'close-ticket': saidInSight(),
  'list-tickets': saidInSight('left out'),
  'opt-out': saidInSight(),
  'opt-in': saidInSight(),
  redeem: said('all', 'all', 'all', { note: 'as `POST /api/coupons/redeem`' }),
  help: anyoneSays(),
  status: said(403, 403, 'yes'),
};

/** What WeCom can tell, by the kinds of `Callback`. */
export type EventKind =
  Exclude<Callback['kind'], 'customer' | 'staff'> | `customer.${CustomerChange}` | `staff.${'changed' | 'gone'}`;

/** What one kind of event may do; forged, or sealed for another company, it gets a 401 and nothing of it is kept. */
export interface EventRights {
  /** Whose deed it is. */
  by: string;
  does: string;
  /** The tables that it alone writes to, besides the inbox and the outbox; `null` for those of the command that is said. */
  writes: readonly string[] | null;
}

const spoken = (does: string): EventRights => ({
  by: 'a member; by writing he is let in, also who was not known or counted as gone',
  does,
  writes: null,
});
const recorded = (by: string): EventRights => ({ by, does: 'nothing, it is kept', writes: [] });

/** What each event may do; a kind without a line does not compile. */
export const eventRights: Readonly<Record<EventKind, EventRights>> = {
  text: spoken('the command that is said, as he who says it'),
  card: spoken('the command behind the button, as he who presses it, whoever the card was for'),
  click: spoken('the command of the menu entry, as he who chooses it'),
  media: spoken('tells him that only words are read'),
  enter_agent: { by: 'a member', does: 'greets him once', writes: ['members'] },
  subscribe: { by: 'a member', does: 'greets him once', writes: ['members'] },
  unsubscribe: recorded('a member'),
  view: recorded('a member'),
  'customer.add': {
    by: 'anybody with WeChat who becomes a member’s contact',
    does: 'makes him a customer of that member, or that member one who sees him; welcomes him',
    writes: ['customers', 'customer_tokens', 'customer_relations'],
  },
  'customer.add_half': {
    by: 'the same, before the member has added him back',
    does: 'the same',
    writes: ['customers', 'customer_tokens', 'customer_relations'],
  },
  'customer.edit': { by: 'a member', does: 'reads the customer anew from WeCom', writes: [] },
  'customer.del_by_member': {
    by: 'a member',
    does: 'ends the contact of these two; owner and history stay',
    writes: ['customer_relations'],
  },
  'customer.del_by_customer': { by: 'a customer', does: 'the same', writes: ['customer_relations'] },
  'customer.transfer_fail': recorded('WeCom'),
  'staff.changed': { by: 'WeCom', does: 'reads the member anew from WeCom', writes: [] },
  'staff.gone': {
    by: 'WeCom',
    does: 'ends his sessions; what he looked after goes on to others',
    writes: ['members', 'sessions'],
  },
  other: recorded('whoever; an event that the product does not know'),
};

import { In, IsNull, Not } from 'typeorm';
import { Campaign, CampaignMember } from '../../entities/campaign.ts';
import { Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import type { SandboxCustomer, SandboxFaults, SandboxState } from '../../scripts/sandbox/api.ts';
import { approveCampaign } from '../../server/campaigns/approve-campaign.ts';
import { DomainError } from '../../server/kernel/errors.ts';
import { newCode } from '../../server/kernel/ids.ts';
import { claimCoupon } from '../../server/offers/claim-coupon.ts';
import { addDays, shanghaiDate } from '../../server/kernel/dates.ts';
import { system } from '../../server/kernel/actor.ts';
import { draft, openedOffer } from '../support/offers.ts';
import { seededRandom, type Random } from '../support/seeded-random.ts';
import type { TestApp } from '../support/test-app.ts';
import { badDay } from './bad-days.ts';

/** What is to be lived through. */
export interface DaysOptions {
  days: number;
  seed: number;
  /** Ends after this day when it is over. */
  until?: () => boolean;
  /** Told of each day that is over. */
  dayOver?: (day: number, lived: Lived) => void;
}

/** What people did, to be held against what the product made of it. */
export interface Lived {
  days: number;
  /** Notes of follow-ups that were told to the bot, each a text of its own. */
  notes: string[];
  /** Titles of tasks that were asked for. */
  tasks: string[];
  /** Codes that were claimed and entered at the counter. */
  coupons: string[];
  actions: Record<string, number>;
}

const REPS = ['zhouhang', 'xujing', 'gaoyuan', 'shenlan'] as const;
const SURNAMES = [...'赵钱孙李吴郑冯陈韩杨朱秦'];
const GIVEN = ['建国', '雨薇', '志远', '海燕', '文斌', '晓峰', '明哲', '玉兰', '国栋', '思齐', '美玲', '大伟'];
/** Everybody who may become a customer. */
const NAMES = GIVEN.flatMap((given) => SURNAMES.map((surname) => surname + given));
/** Moments of a working day in Shanghai; what people do at one of them they do side by side. */
const MOMENTS = ['08:30', '09:30', '11:00', '14:00', '16:00', '17:30'];
/** WeCom's tags that customers get. */
export const TAGS = ['酒店', '民宿', '老客户'];

/** Lives through some days of a small company on whose WeCom everything goes wrong now and then, and then lets it settle. */
export async function liveThrough(app: TestApp, { days, seed, until, dayOver }: DaysOptions): Promise<Lived> {
  const life = new Life(app, seed);
  const faults = (change: Partial<SandboxFaults>) => app.control('PUT', '/faults', change);
  for (let day = 0; day < days && until?.() !== true; day += 1) {
    await faults(badDay(seed * 1000 + day));
    await life.day(day);
    dayOver?.(day + 1, life.lived);
  }
  await faults({});
  await app.control('PUT', '/settings', { trustedIps: null });
  // Every mass send of the last day has run out, and every back-off has ended.
  await app.moveClock({ days: 4 });
  await app.settle();
  return life.lived;
}

/** The company's people at work. */
class Life {
  readonly lived: Lived = { days: 0, notes: [], tasks: [], coupons: [], actions: {} };
  readonly #app: TestApp;
  readonly #reps: Rep[];

  constructor(app: TestApp, seed: number) {
    this.#app = app;
    this.#reps = REPS.map((userid, at) => ({
      userid,
      random: seededRandom(seed * REPS.length + at),
      strangers: NAMES.filter((_name, index) => index % REPS.length === at),
      said: 0,
    }));
  }

  /** One day; on every third WeCom refuses our address from 11 to 14 o'clock, and on every third a campaign goes out. */
  async day(number: number): Promise<void> {
    const { control, moveClock, sandbox } = this.#app;
    const date = shanghaiDate(addDays(sandbox.clock.now(), 1));
    const addressRefused = number % 3 === 1;
    for (const [at, time] of MOMENTS.entries()) {
      await moveClock({ to: `${date}T${time}:00+08:00` });
      if (at === 0) await this.#staff(number);
      if (number % 3 === 0 && at === 1) await this.#campaign();
      if (addressRefused && at === 2) await control('PUT', '/settings', { trustedIps: [] });
      if (addressRefused && at === 3) await control('PUT', '/settings', { trustedIps: null });
      await this.#moment();
    }
    this.lived.days += 1;
  }

  /** Somebody joins, and leaves two days later. */
  async #staff(day: number): Promise<void> {
    const { control } = this.#app;
    await control('POST', '/members', { userid: `new${day}`, name: `新人${day}`, department: [2] });
    if (day >= 1) await control('POST', `/members/new${day - 1}/profile`, { department: [3] });
    if (day >= 2) await control('DELETE', `/members/new${day - 2}`);
  }

  /** The manager makes an offer to everybody, for in an hour. */
  async #campaign(): Promise<void> {
    const now = this.#app.sandbox.clock.now();
    const offer = await openedOffer(this.#app, {
      ...{ validFrom: now.toISOString(), validUntil: addDays(now, 10).toISOString() },
    });
    const { id } = await draft(this.#app, offer);
    await this.#app.run(await this.#app.actor('shenlan'), (ctx) => approveCampaign(ctx, id));
  }

  /** A customer whom an offer has reached claims a coupon on his page, and two at the counter enter it at once. */
  async #redeem({ userid, random }: Rep): Promise<void> {
    const { read, run, control } = this.#app;
    const reached = await read(system, ({ db }) =>
      db.find(CampaignMember, { where: { sentAt: Not(IsNull()) }, order: { customerId: 'ASC' } }),
    );
    if (reached.length === 0) return;
    const { customerId, campaignId } = random.pick(reached);
    const { externalUserId, offerId } = await read(system, async ({ db }) => ({
      ...(await db.findOneByOrFail(Customer, { id: customerId })),
      ...(await db.findOneByOrFail(Campaign, { id: campaignId })),
    }));
    const code = newCode();
    const input = { externalUserId: externalUserId ?? '', offerId, code };
    const claimed = await run(system, (ctx) => claimCoupon(ctx, input)).catch(onlyConflict);
    if (!claimed) return;
    this.lived.coupons.push(code);
    const other = random.pick(REPS.filter((each) => each !== userid));
    await Promise.all(
      [userid, other].map((each) => control('POST', `/members/${each}/messages`, { text: `核销 ${code}` })),
    );
  }

  /** Every rep does three things at the same time as the others; then the product is left to its work. */
  async #moment(): Promise<void> {
    const { customers } = await this.#app.control<SandboxState>('GET', '/state');
    // Two changes of one friendship in one second have no order that WeCom would tell.
    const changed = new Set<string>();
    await Promise.all(this.#reps.map((rep) => this.#turn(rep, customers, changed)));
    await this.#app.settle();
  }

  async #turn(rep: Rep, customers: SandboxCustomer[], changed: Set<string>): Promise<void> {
    const { userid, random } = rep;
    const own = customers.filter(({ contacts }) => contacts.some((contact) => contact.userid === userid));
    const known = await this.#knownTo(userid);
    const acts: Act[] = [
      ['meet', () => this.#meet(rep)],
      ['meet', () => this.#meet(rep)],
      ['confirm', () => this.#confirm(userid)],
      ['confirm', () => this.#confirm(userid)],
      ['menu', () => this.#app.control('POST', `/members/${userid}/menu`, { key: '待办' })],
      ['open', () => this.#app.control('POST', `/members/${userid}/open`)],
      ['press', () => this.#press(rep)],
      ['redeem', () => this.#redeem(rep)],
      ...(own.length > 0 ? this.#withCustomer(rep, random.pick(own).externalUserId, changed) : []),
      ...(known.length > 0 ? this.#withBot(rep, random.pick(known)) : []),
    ];
    for (const [what, act] of [random.pick(acts), random.pick(acts), random.pick(acts)]) {
      this.lived.actions[what] = (this.lived.actions[what] ?? 0) + 1;
      // What WeCom's client would not offer any more, such as deleting a contact who has gone.
      await act().catch(ignoreRefusal);
    }
  }

  #withCustomer(rep: Rep, id: string, changed: Set<string>): Act[] {
    const { userid, random } = rep;
    const { control } = this.#app;
    const once = async (work: () => Promise<unknown>): Promise<void> => {
      if (changed.has(id)) return;
      changed.add(id);
      await work();
    };
    const remark = `备注${random.below(1000)}`;
    const scan = () => this.#app.control('POST', `/customers/${id}/contacts`, { userid: random.pick(REPS) });
    return [
      ['remark', () => once(() => control('POST', `/members/${userid}/contacts/${id}/remark`, { remark }))],
      ['customer writes', () => control('POST', `/customers/${id}/messages`, { userid, text: '在吗' })],
      ['member writes', () => control('POST', `/members/${userid}/contacts/${id}/messages`, { text: '您好' })],
      ['scan', () => once(scan)],
      ...(random.below(4) === 0 ? [this.#end(rep, id, once)] : []),
    ];
  }

  #end({ userid, random }: Rep, id: string, once: (work: () => Promise<unknown>) => Promise<void>): Act {
    const { control } = this.#app;
    return random.below(2) === 0
      ? ['customer deletes', () => once(() => control('DELETE', `/customers/${id}/contacts/${userid}`))]
      : ['member deletes', () => once(() => control('DELETE', `/members/${userid}/contacts/${id}`))];
  }

  #withBot(rep: Rep, name: string): Act[] {
    const { userid, random } = rep;
    const say = (text: string) => this.#app.control('POST', `/members/${userid}/messages`, { text });
    const remember = (list: string[], line: (text: string) => string, text: string) => () => {
      const unlike = `${text} ${userid} ${(rep.said += 1)} 号`;
      list.push(unlike);
      return say(line(unlike));
    };
    const day = shanghaiDate(addDays(this.#app.sandbox.clock.now(), 1 + random.below(3))).slice(5);
    const { notes, tasks } = this.lived;
    const untag: Act[] = [['untag', () => say(`去标签 ${name} ${random.pick(TAGS)}`)]];
    return [
      ['follow up', remember(notes, (text) => `跟进 ${name} 电话 ${text}`, '谈到豆子')],
      ['follow up', remember(notes, (text) => `跟进 ${name} ${text}`, '看了样机')],
      ['remind', remember(tasks, (text) => `提醒 ${name} 明天上午10点 ${text}`, '寄样品')],
      ['tag', () => say(`标签 ${name} ${random.pick(TAGS)}`)],
      ['tag', () => say(`标签 ${name} ${random.pick(TAGS)}`)],
      ...(random.below(2) === 0 ? untag : []),
      ['birthday', () => say(`生日 ${name} ${day}`)],
      ['ask', () => say(random.pick(['待办', '关怀', '帮助', `客户 ${name}`, `时间线 ${name}`]))],
    ];
  }

  async #meet({ userid, random, strangers }: Rep): Promise<void> {
    const name = strangers.splice(random.below(strangers.length), 1)[0];
    if (name === undefined) return;
    const { control } = this.#app;
    const { externalUserId } = await control<{ externalUserId: string }>('POST', '/customers', { name });
    await control('POST', `/customers/${externalUserId}/contacts`, { userid, half: random.below(5) === 0 });
  }

  async #confirm(userid: string): Promise<void> {
    for (const item of await this.#app.chat(userid)) {
      if (item.kind !== 'mass' || item.mass.state !== 'waiting' || item.mass.reminder) continue;
      await this.#app.control('POST', `/members/${userid}/mass/${item.id}/confirm`, {});
    }
  }

  async #press({ userid, random }: Rep): Promise<void> {
    const buttons = (await this.#app.chat(userid))
      .slice(-20)
      .flatMap((item) => (item.kind === 'card' ? item.card.buttons.map(({ key }) => ({ id: item.id, key })) : []));
    if (buttons.length > 0) await this.#app.control('POST', `/members/${userid}/press`, random.pick(buttons));
  }

  /** Customers whom the product lets this member name: his own, once WeCom has told their names. */
  #knownTo(userid: string): Promise<string[]> {
    return this.#app.read(system, async ({ db }) => {
      const member = await db.findOneBy(Member, { userKey: userid });
      if (!member) return [];
      const own = await db.find(Customer, {
        where: { ownerId: member.id, name: Not(In(['新客户'])) },
        order: { id: 'ASC' },
      });
      return own.map(({ name }) => name);
    });
  }
}

type Act = [string, () => Promise<unknown>];

/** A member at work, with chance and strangers of his own, so that side by side does not mean by accident. */
interface Rep {
  userid: (typeof REPS)[number];
  random: Random;
  strangers: string[];
  said: number;
}

function onlyConflict(error: unknown): null {
  if (error instanceof DomainError && error.kind === 'conflict') return null;
  throw error;
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Error && /: 40[49] /.test(error.message))) throw error;
}

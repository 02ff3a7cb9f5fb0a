import { expect, it } from 'vitest';
import { Consent } from '../../../../entities/touch.ts';
import { doorRights, PEOPLE, routeRights, type Rights } from '../../../../scripts/docs/rights.ts';
import { documentRoutes } from '../../../../server/http/openapi.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { recordGone } from '../../../../server/members/record-directory.ts';
import { browserOf, signIn, signInCustomer, type ApiAnswer, type ApiClient } from '../../../support/api.ts';
import { friend, made, openedOffer } from '../../../support/offers.ts';
import {
  ASKING,
  everything,
  marksIn,
  OWNERS,
  relationOf,
  rightsApp,
  VERIFICATION,
  type Asker,
  type Owner,
  type Relation,
} from '../../../support/rights-world.ts';
import { fillLists, makeCompany, routeCases, type Company, type RouteCase } from '../../../support/route-cases.ts';
import type { TestApp } from '../../../support/test-app.ts';

const ABSENT = '01ABSENT000000000000000000';
const documented = new Map(documentRoutes().routes.map((route) => [route.name, route]));

/** A line of the table with how it is asked. */
interface Line {
  name: string;
  rights: Rights;
  tried: RouteCase;
}

const lines: Line[] = Object.entries(routeCases).flatMap(([name, tried]) => {
  const rights = routeRights[name];
  return rights ? [{ name, rights, tried }] : [];
});

const inTime = { timeout: 300_000 };

/** Asks an endpoint as a page would: its path, and the rest as query or body. */
function ask(page: ApiClient, name: string, input: Record<string, unknown>): Promise<ApiAnswer<unknown>> {
  const route = documented.get(name.split('.')[0] ?? '');
  if (!route) throw new Error(`no endpoint ${name}`);
  const path = route.path.replace(/:(\w+)/g, (_, field: string) => encodeURIComponent(String(input[field])));
  if (route.method === 'post') return page.post(path, input);
  return page.get(`${path}?${new URLSearchParams(input as Record<string, string>)}`);
}

/** How far each of them sees. */
const SIGHT = { rep: 'own', manager: 'led', admin: 'all' } as const;

/** What the table says of asking about something: 200, or the status of the refusal. */
function stated({ rights }: Line, asker: Asker, relation: Relation): number {
  const reach = rights[ASKING[asker]];
  const sight = typeof reach === 'number' ? SIGHT[ASKING[asker]] : reach;
  const reached =
    sight !== 'own' && sight !== 'led' ? true : relation === 'own' || (relation === 'led' && sight === 'led');
  if (!reached && typeof rights.beyond === 'number') return rights.beyond;
  return typeof reach === 'number' ? reach : 200;
}

/** Whose marks may stand in what is listed. */
const mayShow = ({ rights }: Line, asker: Asker): Owner[] => {
  const reach = rights[ASKING[asker]];
  return OWNERS.filter((owner) => {
    const relation = relationOf(asker, owner);
    return reach === 'all' || relation === 'own' || (relation === 'led' && reach !== 'own');
  });
};

/** The customers whom he sees, whatever the line is about. */
const inSight = (asker: Asker): Owner[] =>
  OWNERS.filter((owner) => ASKING[asker] === 'admin' || relationOf(asker, owner) !== 'beyond');

const valueAt = (answer: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], answer);

it.each(Object.keys(ASKING) as Asker[])('%s sees in lists and figures what the table says', inTime, async (asker) => {
  const app = await rightsApp();
  const company = await makeCompany(app);
  for (const owner of OWNERS) await fillLists(app, owner);
  const page = await signIn(app, asker);

  for (const line of lines.filter(({ tried }) => !tried.about)) {
    const { name, rights, tried } = line;
    if (tried.about) continue;
    const { status, body } = await ask(page, name, tried.input(company));
    expect(status, name).toBe(stated(line, asker, 'own'));
    if (status !== 200 || rights[ASKING[asker]] === 'yes') continue;
    const may = mayShow(line, asker);
    if (tried.counts) expect(valueAt(body, tried.counts), name).toBe(may.length);
    const seen = marksIn(tried.at ? valueAt(body, tried.at) : body);
    if (tried.some) expect([seen.length > 0, seen.every((each) => may.includes(each))], name).toEqual([true, true]);
    else if (seen.length > 0 || !tried.counts) expect(seen, name).toEqual(may);
  }
  expect(app.faults).toEqual([]);
});

it.each(Object.keys(ASKING) as Asker[])('%s does to things what the table says, and no more', inTime, async (asker) => {
  const app = await rightsApp();
  const company = await makeCompany(app);
  const page = await signIn(app, asker);
  const things = thingsFor(asker);

  const refusals: { line: Line; status: number; input: Record<string, unknown>; absent: Record<string, unknown> }[] =
    [];
  for (const { line, tried, owner, status } of things.filter((each) => each.status !== 200)) {
    const made = await tried.about(app, owner);
    const [input, absent] = [tried.input(made, company), tried.input({ ...made, id: ABSENT }, company)];
    refusals.push({ line, status, input, absent });
  }
  await app.settle();
  const before = await everything(app);
  for (const { line, status, input, absent } of refusals) {
    const answer = await ask(page, line.name, input);
    expect(answer.status, `${line.name} ${status}`).toBe(status);
    expect(marksIn(answer.body), line.name).toEqual([]);
    if (status === 404) expect(answer, `${line.name} reads like none`).toEqual(await ask(page, line.name, absent));
  }
  expect(await everything(app)).toEqual(before);

  for (const { line, tried, owner } of things.filter(({ status }) => status === 200)) {
    const answer = await ask(page, line.name, tried.input(await tried.about(app, owner), company));
    expect(answer, `${line.name} of ${owner}`).toMatchObject({ status: 200 });
    const may = line.rights[ASKING[asker]] === 'all' ? OWNERS : inSight(asker);
    expect(may, line.name).toEqual(expect.arrayContaining(marksIn(answer.body)));
  }
  expect(app.faults).toEqual([]);
});

/** What he tries each line with: something of his own, of theirs whom he leads, and of a stranger's. */
function thingsFor(asker: Asker) {
  return lines.flatMap((line) => {
    const { tried } = line;
    if (!tried.about) return [];
    const led: Owner[] = ASKING[asker] === 'manager' ? ['gaoyuan'] : [];
    const owners: Owner[] = tried.whose === 'company' ? [asker] : [asker, ...led, 'luoyi'];
    return owners.map((owner) => ({ line, tried, owner, status: stated(line, asker, relationOf(asker, owner)) }));
  });
}

const STRANGERS = {
  'nobody, without a session': () => Promise.resolve(''),
  'somebody with a made-up session': () => Promise.resolve('A'.repeat(43)),
  'a member who has left': async (app: TestApp) => {
    const { token } = await signIn(app, 'luoyi');
    await app.run(system, (ctx) => recordGone(ctx, { userId: 'luoyi' }));
    return token;
  },
} satisfies Record<string, (app: TestApp) => Promise<string>>;

it.each(Object.entries(STRANGERS))('%s gets nowhere', inTime, async (_who, arrive) => {
  const app = await rightsApp();
  const company = await makeCompany(app);
  const page = browserOf(app, await arrive(app));
  const inputs = await everyInput(app, company);
  await app.settle();
  const before = await everything(app);
  for (const { name, rights, input } of inputs) {
    const answer = await ask(page, name, input);
    expect([answer.status, marksIn(answer.body)], name).toEqual([
      rights.outsider === 'yes' ? 200 : rights.outsider,
      [],
    ]);
  }
  expect(await everything(app)).toEqual(before);
});

it('a customer gets to his own page and nowhere else', inTime, async () => {
  const app = await rightsApp();
  const company = await makeCompany(app);
  const [self, other] = [await friend(app, '槐客人'), await friend(app, '樟客人', 'luoyi')];
  const [mine, others] = [await openedOffer(app, { title: '槐礼' }), await openedOffer(app, { title: '樟礼' })];
  await made(app, mine, [self]);
  await made(app, others, [other]);
  const page = await signInCustomer(app, self);
  const inputs = await everyInput(app, company);
  await app.settle();
  const before = await everything(app);
  for (const { name, input } of inputs.filter(({ rights }) => rights.customer === 403)) {
    const answer = await ask(page, name, input);
    expect([answer.status, marksIn(answer.body)], name).toEqual([403, []]);
  }
  const foreign = await ask(page, 'claimOwnCoupon', { offerId: others.id });
  expect(foreign).toEqual(await ask(page, 'claimOwnCoupon', { offerId: ABSENT }));
  expect(foreign.status).toBe(routeRights['claimOwnCoupon']?.beyond);
  expect(await everything(app)).toEqual(before);

  expect(marksIn((await ask(page, 'ownPage', { customerId: other.id })).body)).toEqual(['zhouhang']);
  expect(await ask(page, 'claimOwnCoupon', { offerId: mine.id })).toMatchObject({
    status: 200,
    body: { title: '槐礼' },
  });
  const refusal = { purpose: 'offer', allowed: false, customerId: other.id };
  expect(await ask(page, 'setOwnConsent', refusal)).toMatchObject({ status: 200 });
  const said = await app.read(system, ({ db }) => db.find(Consent));
  expect(said.map(({ customerId }) => customerId)).toEqual([self.id]);
  expect((await ask(page, 'logOut', {})).status).toBe(200);
  expect((await ask(page, 'ownPage', {})).status).toBe(401);
});

it('what is served beside the endpoints is the same to everybody', inTime, async () => {
  const app = await rightsApp();
  const customer = await signInCustomer(app, await friend(app, '林晓彤'));
  const members = await Promise.all(['zhouhang', 'shenlan', 'xuqing'].map((userId) => signIn(app, userId)));
  const tokens = ['', customer.token, ...members.map(({ token }) => token)];
  const before = await everything(app);
  for (const [door, rights] of Object.entries(doorRights)) {
    const [method = '', path = ''] = door.replace(':code', VERIFICATION).replace('{/*path}', '/').split(' ');
    const url = `${app.address}${path.replace('{*path}', 'nothing')}`;
    for (const [n, person] of PEOPLE.entries()) {
      // As it comes through a proxy, for this machine is let in to the figures.
      const headers = { cookie: `changke=${tokens[n]}`, 'x-forwarded-for': '203.0.113.9' };
      const answer = await fetch(url, { method: method === 'ANY' ? 'DELETE' : method, headers, redirect: 'manual' });
      const wanted = rights[person] === 'yes' ? (answer.status === 302 ? 302 : 200) : rights[person];
      expect([answer.status, marksIn(await answer.text())], `${door} ${person}`).toEqual([wanted, []]);
    }
  }
  expect(await everything(app)).toEqual(before);
});

/** An input for every line that there is, about things that there are. */
async function everyInput(app: TestApp, company: Company) {
  const inputs = lines.map(async ({ name, rights, tried }) => {
    const input = tried.about ? tried.input(await tried.about(app, 'zhouhang'), company) : tried.input(company);
    return { name, rights, input };
  });
  return Promise.all(inputs);
}

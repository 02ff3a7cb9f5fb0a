import { request } from 'node:http';
import { expect, it } from 'vitest';
import { documentRoutes, type DocumentedRoute } from '../../../../server/http/openapi.ts';
import { signIn, type ApiClient, type Refused } from '../../../support/api.ts';
import { everything, markedCustomer, rightsApp } from '../../../support/rights-world.ts';
import { makeCompany, routeCases, type Company, type Made } from '../../../support/route-cases.ts';
import type { TestApp } from '../../../support/test-app.ts';

const endpoints = documentRoutes().routes;
const inTime = { timeout: 300_000 };

/** Ids that no page of ours would send. */
const HOSTILE = [
  "' OR '1'='1",
  '1; DROP TABLE customers; --',
  '0'.repeat(10_000),
  '../../etc/passwd',
  '%00',
  '\u0000',
  '😀'.repeat(26),
  '__proto__',
  'constructor',
  '[object Object]',
  '０１'.repeat(13),
  ' ',
];

/** One answer of the product, however odd the question. */
interface Answer {
  status: number;
  text: string;
}

/** Asks with a method, headers and a body of any kind; the path goes as it is written. */
function send(
  app: TestApp,
  { method, path, body = '', headers = {} }: { method: string; path: string; body?: string; headers?: object },
): Promise<Answer> {
  const { hostname, port } = new URL(app.address);
  return new Promise((resolve, reject) => {
    const asking = request({ hostname, port, path, method, headers: { ...headers }, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asking.on('error', reject).end(body);
  });
}

const plainPath = ({ path }: DocumentedRoute): string => `/api${path.replace(/:\w+/g, '01ABSENT000000000000000000')}`;
const shown = ({ token }: ApiClient) => ({ cookie: `changke=${token}`, 'content-type': 'application/json' });
const ours = (page: ApiClient) => ({ ...shown(page), 'x-changke': '1' });
const written = (route: DocumentedRoute): boolean => route.method === 'post' && !route.open;
const refused = ({ status, text }: Answer) => [status, (JSON.parse(text) as Refused).code];

it('serves each endpoint by its own method alone', inTime, async () => {
  const app = await rightsApp();
  const page = await signIn(app, 'xuqing');
  const served = new Set(endpoints.map((route) => `${route.method} ${plainPath(route)}`));
  const before = await everything(app);
  for (const path of new Set(endpoints.map(plainPath))) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete', 'options', 'propfind']) {
      if (served.has(`${method} ${path}`)) continue;
      const answer = await send(app, { method: method.toUpperCase(), path, headers: ours(page) });
      expect(answer.status, `${method} ${path}`).toBe(404);
    }
  }
  expect(await everything(app)).toEqual(before);
  expect(app.faults).toEqual([]);
});

it(
  'takes a write from no other site’s page, in no other form than JSON, and no longer than 64 KB',
  inTime,
  async () => {
    const app = await rightsApp();
    const page = await signIn(app, 'xuqing');
    await makeCompany(app);
    await app.settle();
    const before = await everything(app);
    const writes = endpoints.filter((route) => written(route) && !route.path.startsWith('/own'));
    expect(writes.length).toBeGreaterThan(25);
    for (const route of writes) {
      const path = plainPath(route);
      const post = async (headers: object, body = '{}') =>
        refused(await send(app, { method: 'POST', path, headers, body }));
      const otherSite = [403, 'http.other-site'];
      expect(await post(shown(page)), path).toEqual(otherSite);
      expect(await post({ ...ours(page), origin: 'https://evil.example' }), path).toEqual(otherSite);
      expect(await post({ ...ours(page), 'sec-fetch-site': 'same-site' }), path).toEqual(otherSite);
      const notJson = [400, 'http.not-json'];
      expect(await post({ ...ours(page), 'content-type': 'text/plain' }), path).toEqual(notJson);
      expect(await post({ ...ours(page), 'content-type': 'application/x-www-form-urlencoded' }, 'a=1'), path).toEqual(
        notJson,
      );
      for (const body of ['[]', 'null', '7', '{"a":', '"a"'])
        expect(await post(ours(page), body), path).toEqual(notJson);
      const long = JSON.stringify({ said: 'x'.repeat(70_000) });
      expect(await post(ours(page), long), path).toEqual([429, 'http.too-long']);
    }
    expect(await everything(app)).toEqual(before);
    expect(app.faults).toEqual([]);
  },
);

it('refuses ids that are none, or of another kind of thing, with a sentence and without a fault', inTime, async () => {
  const app = await rightsApp();
  const page = await signIn(app, 'xuqing');
  const company = await makeCompany(app);
  const kinds = [await anotherKind(page), company.tagId, company.offerId];
  for (const [line, tried] of Object.entries(routeCases)) {
    if (!tried.about) continue;
    const route = endpoints.find(({ name }) => name === line);
    if (!route || !Object.values(tried.input(PROBE, company)).includes(PROBE.id)) continue;
    for (const id of [...HOSTILE, ...kinds.filter((each) => !fits(line, each, company))]) {
      const answer = await ask(app, page, route, tried.input({ ...PROBE, id }, company));
      expect([400, 404], `${line} ${id.slice(0, 30)}`).toContain(answer.status);
      expect(answer.text).not.toMatch(/SQL|near "|at .*\.ts|TypeORM/i);
    }
  }
  expect(app.faults).toEqual([]);
});

it('refuses inputs of the wrong type wherever there is a field', inTime, async () => {
  const app = await rightsApp();
  const page = await signIn(app, 'xuqing');
  const company = await makeCompany(app);
  const { id } = await markedCustomer(app, 'xuqing');
  for (const [line, tried] of Object.entries(routeCases)) {
    const route = endpoints.find(({ name }) => name === line);
    if (!route || route.open || route.path.startsWith('/own')) continue;
    const input = tried.about ? tried.input({ ...PROBE, id }, company) : tried.input(company);
    for (const field of Object.keys(input).filter((each) => !route.params.includes(each))) {
      for (const wrong of [{ $gt: '' }, [['a']], 1e308, true, '\u0000', 'x'.repeat(20_000)]) {
        const answer = await ask(app, page, route, { ...input, [field]: wrong });
        expect(answer.status, `${line} ${field} ${JSON.stringify(wrong).slice(0, 30)}`).toBeLessThan(500);
      }
    }
  }
  expect(app.faults).toEqual([]);
});

/** Stands for the thing that is asked about. */
const PROBE: Made = { id: '01PROBE0000000000000000000', code: 'K7M4XQ9TPA', version: '1' };

async function anotherKind(page: ApiClient): Promise<string> {
  const task = { title: '寄样品', dueAt: '2026-11-25T07:00:00Z' };
  const { body } = await page.post<{ id: string }>('/tasks', task);
  return body.id;
}

/** Whether an id of the company's, or of a task, is what the line is about. */
const fits = (line: string, id: string, { offerId, tagId }: Company): boolean =>
  id === offerId ? /offer/i.test(line) : id !== tagId && /Task$/.test(line);

function ask(app: TestApp, page: ApiClient, route: DocumentedRoute, input: Record<string, unknown>): Promise<Answer> {
  const method = route.method.toUpperCase();
  const path = `/api${route.path.replace(/:(\w+)/g, (_, field: string) => encodeURIComponent(String(input[field])))}`;
  if (method === 'POST') return send(app, { method, path, body: JSON.stringify(input), headers: ours(page) });
  const query = Object.entries(input)
    .filter(([name]) => !route.params.includes(name))
    .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]);
  const long = new URLSearchParams(query as [string, string][]).toString().slice(0, 12_000);
  return send(app, { method, path: `${path}?${long}`, headers: ours(page) });
}

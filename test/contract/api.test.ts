import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { CLIENT_PATH, clientSource } from '../../scripts/client/client-source.ts';
import { openApi, type JsonSchema } from '../../server/http/openapi.ts';
import { ownRoutes, routes } from '../../server/http/routes.ts';
import { signIn, signInCustomer } from '../support/api.ts';
import { friend } from '../support/offers.ts';
import { testApp } from '../support/test-app.ts';

const everyRoute = [...routes, ...ownRoutes];
const root = fileURLToPath(new URL('../../', import.meta.url));

interface Operation {
  operationId: string;
  summary: string;
  security: unknown[];
  parameters: { name: string; in: string; required?: boolean; schema: JsonSchema }[];
  requestBody?: { content: { 'application/json': { schema: JsonSchema } } };
  responses: Record<string, { description: string; content: { 'application/json': { schema: JsonSchema } } }>;
}

const document = openApi() as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

/** Every schema below a value, that itself included. */
function schemasIn(value: unknown): JsonSchema[] {
  if (Array.isArray(value)) return value.flatMap(schemasIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as JsonSchema, ...Object.values(value).flatMap(schemasIn)];
}

it('the document tells of every route, each once and under its own name', () => {
  expect(document.openapi).toBe('3.1.0');
  const told = operations.map(({ path, method }) => `${method} ${path}`);
  for (const { method, path } of everyRoute) expect(told).toContain(`${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  expect(operations.length).toBe(everyRoute.length + 2);
});

it('every reference leads to a shape, and every shape is referred to', () => {
  const referred = schemasIn(document).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
  const names = new Set(referred.map((each) => each.replace('#/components/schemas/', '')));
  expect([...names].sort()).toEqual(Object.keys(document.components.schemas).sort());
});

it('what a path holds is a parameter of it, what a list takes is a query, and bodies and answers have shapes', () => {
  for (const { path, method, parameters, requestBody, responses } of operations) {
    const placed = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    const inPath = parameters.filter((each) => each.in === 'path');
    expect(inPath.map(({ name }) => name).sort(), path).toEqual(placed);
    expect(
      inPath.every(({ required }) => required),
      path,
    ).toBe(true);
    expect(requestBody !== undefined, path).toBe(method === 'post');
    expect(Object.keys(responses), path).toEqual(['200', '400', '401', '403', '404', '409', '429', '503']);
    for (const shape of [requestBody, responses['200']].map((part) => part?.content['application/json'].schema))
      if (shape)
        expect(
          ['type', '$ref', 'anyOf'].some((key) => key in shape),
          path,
        ).toBe(true);
  }
  const times = schemasIn(document).filter(({ format }) => format === 'date-time');
  expect(times.length).toBeGreaterThan(10);
});

it('only log-in and log-out are open', () => {
  const open = operations.filter(({ security }) => security.length === 0).map(({ operationId }) => operationId);
  expect(open.sort()).toEqual(['logInMiniprogram', 'logOut']);
});

it('is what the server hands out, and no route lets a stranger in', async () => {
  const app = await testApp({ unstarted: true });
  expect(await (await fetch(`${app.address}/api/openapi.json`)).json()).toEqual(document);
  for (const { method, path } of everyRoute) {
    const url = `${app.address}/api${path.replace(/:\w+/g, '01ARZ3NDEKTSV4RRFFQ69G5FAV')}`;
    const { status } = await fetch(url, { method: method.toUpperCase(), headers: { 'x-changke': '1' } });
    expect(status, `${method} ${path}`).toBe(401);
  }
});

it('lets no customer in where members ask, and no member where customers do', async () => {
  const app = await testApp();
  const [member, customer] = [await signIn(app, 'shenlan'), await signInCustomer(app, await friend(app, '林晓彤'))];
  const asked = [
    ...routes.map((route) => ({ ...route, who: customer, code: 'session.of-customer' })),
    ...ownRoutes.map((route) => ({ ...route, who: member, code: 'session.of-member' })),
  ];
  for (const { method, path, who, code } of asked) {
    const address = path.replace(/:\w+/g, '01ARZ3NDEKTSV4RRFFQ69G5FAV');
    const answer = await (method === 'get' ? who.get(address) : who.post(address));
    expect([answer.status, answer.body.code], `${method} ${path}`).toEqual([403, code]);
  }
});

it('`npm run client` has written the mini-program’s client from these routes', async () => {
  expect(readFileSync(`${root}${CLIENT_PATH}`, 'utf8')).toBe(await clientSource(root));
});

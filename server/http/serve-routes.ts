import type Router from '@koa/router';
import type { Context } from 'koa';
import { DomainError } from '../kernel/errors.ts';
import type { Admitted, Authenticate } from './authenticate.ts';
import { readBody } from './body.ts';
import type { Entrance, OwnRoute, Route } from './define-route.ts';
import { requireOwnPage } from './same-site.ts';

/** Inputs are lines and forms; files come another way. */
const JSON_BYTES = 64 * 1024;

/** What serving endpoints needs. */
interface ServeDeps {
  entrance: Entrance;
  authenticate: Authenticate;
  publicUrl: string | null;
}

/** Serves endpoints below `/api`: some to members who are logged in, some to customers. */
export function serveRoutes(
  router: Router,
  { members, customers }: { members: readonly Route[]; customers: readonly OwnRoute[] },
  deps: ServeDeps,
): void {
  for (const route of members) serveRoute(router, route, deps, (ctx) => deps.authenticate.member(ctx));
  for (const route of customers) serveRoute(router, route, deps, (ctx) => deps.authenticate.customer(ctx));
}

function serveRoute<W>(
  router: Router,
  route: Route<W>,
  { entrance, publicUrl }: ServeDeps,
  admit: (ctx: Context) => Promise<Admitted<W>>,
): void {
  router[route.method](`/api${route.path}`, async (ctx: Context & { params: Record<string, string> }) => {
    const { who, from } = await admit(ctx);
    if (route.method !== 'get' && from === 'cookie') requireOwnPage(ctx, publicUrl);
    const given = route.method === 'get' ? ctx.query : await readJson(ctx);
    ctx.body = await route.answer(entrance, who, { ...given, ...ctx.params });
  });
}

/** The JSON object of a request's body; an empty body is an empty object. */
export async function readJson(ctx: Context): Promise<Record<string, unknown>> {
  const text = await readBody(ctx.req, JSON_BYTES);
  if (text === '') return {};
  if (!ctx.is('application/json')) throw notJson();
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw notJson();
}

const notJson = (): DomainError => new DomainError('invalid', 'http.not-json', '请求要是一个 JSON 对象。');

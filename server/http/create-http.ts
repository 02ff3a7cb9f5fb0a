import Router from '@koa/router';
import Koa from 'koa';
import { openEcho, type CallbackQuery } from '../callbacks/crypto.ts';
import { receiveCallback, type ReceiveDeps } from '../callbacks/receive.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import type { Admins } from '../members/load-actor.ts';
import { createAuthenticate } from './authenticate.ts';
import { readBody } from './body.ts';
import type { Entrance } from './define-route.ts';
import { STATUS } from './errors.ts';
import { serveLogin, type LoginDeps } from './login.ts';
import { openApi } from './openapi.ts';
import { servePages } from './pages.ts';
import { ownRoutes, routes } from './routes.ts';
import { addSafetyHeaders } from './safety.ts';
import { serveRoutes } from './serve-routes.ts';

/** WeCom's callbacks are far smaller; what is longer is not WeCom's. */
const CALLBACK_BYTES = 64 * 1024;

/** What the HTTP entry needs. */
export interface HttpDeps extends Entrance {
  callbacks: ReceiveDeps;
  login: Omit<LoginDeps, 'entrance' | 'publicUrl' | 'log'>;
  admins: Admins;
  /** Where people reach the pages; null for wherever the browser is. */
  publicUrl: string | null;
  pagesDir: string;
  /** What is not ready, in Chinese; null when all is. */
  notReady: () => Promise<string | null>;
  /** Content of the trusted-domain file that WeCom asks for, or null. */
  domainVerification: string | null;
  log: Log;
}

/** The HTTP entry: WeCom's callbacks, the pages and what they ask, and the questions of whoever watches over the process. */
export function createHttp(deps: HttpDeps): Koa {
  const app = new Koa();
  app.silent = true;
  app.use(addSafetyHeaders);
  app.use(answerErrors(deps.log));
  app.use(createRoutes(deps).routes());
  app.on('error', (error: unknown) => deps.log.error('http.connection', error));
  return app;
}

function createRoutes(deps: HttpDeps): Router {
  const { callbacks, notReady, domainVerification } = deps;
  const router = new Router();
  router.get('/wecom/callback', (ctx) => {
    ctx.type = 'text/plain; charset=utf-8';
    ctx.body = openEcho(callbacks.keys, callbackQuery(ctx.query));
  });
  router.post('/wecom/callback', async (ctx) => {
    await receiveCallback(callbacks, callbackQuery(ctx.query), await readBody(ctx.req, CALLBACK_BYTES));
    ctx.status = 200;
    ctx.body = '';
  });
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });
  router.get('/readyz', async (ctx) => {
    const reason = await notReady().catch(() => '数据库不可用');
    ctx.status = reason === null ? 200 : 503;
    ctx.body = reason === null ? { status: 'ready' } : { status: 'not-ready', reason };
  });
  if (domainVerification !== null) {
    router.get(`/WW_verify_${domainVerification}.txt`, (ctx) => {
      ctx.type = 'text/plain; charset=utf-8';
      ctx.body = domainVerification;
    });
  }
  serveApi(router, deps);
  servePages(router, deps.pagesDir);
  return router;
}

function serveApi(router: Router, { login, run, read, admins, publicUrl, log }: HttpDeps): void {
  const entrance = { run, read };
  const secure = publicUrl?.startsWith('https:') ?? false;
  const document = openApi();
  router.get('/api/openapi.json', (ctx) => {
    ctx.body = document;
  });
  serveLogin(router, { ...login, entrance, publicUrl, log });
  serveRoutes(
    router,
    { members: routes, customers: ownRoutes },
    {
      ...{ entrance, publicUrl },
      authenticate: createAuthenticate({ ...entrance, admins, secure }),
    },
  );
  router.all('/api/{*path}', () => {
    throw new DomainError('not_found', 'http.no-route', '没有这个接口。');
  });
}

function callbackQuery({ msg_signature, timestamp, nonce, echostr }: Record<string, unknown>): CallbackQuery {
  return { msg_signature, timestamp, nonce, echostr };
}

/** Refusals by their kind; anything else is a bug: logged, and hidden from whoever asked. */
function answerErrors(log: Log): Koa.Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      // The rest of a body that nobody will read must not keep the connection busy.
      if (!ctx.req.complete) ctx.set('Connection', 'close');
      if (error instanceof DomainError) {
        if (ctx.path === '/wecom/callback') log.warn('callbacks.refused', { code: error.code });
        ctx.status = STATUS[error.kind];
        ctx.body = { code: error.code, message: error.sentence };
        return;
      }
      log.error('http.fault', error, { path: ctx.path });
      ctx.status = 500;
      ctx.body = { code: 'fault', message: '服务出了问题，已经记下，请稍后再试。' };
    }
  };
}

import Router from '@koa/router';
import Koa from 'koa';
import type { Receiver } from '../callbacks/receive.ts';
import type { Clock } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import type { Meter } from '../kernel/meter.ts';
import type { Admins } from '../members/load-actor.ts';
import { createAuthenticate } from './authenticate.ts';
import type { Entrance } from './define-route.ts';
import { STATUS } from './errors.ts';
import { serveLogin, type LoginDeps } from './login.ts';
import { serveMetrics, timeRequests, type MetricsDeps } from './metrics.ts';
import { openApi } from './openapi.ts';
import { servePages } from './pages.ts';
import { ownRoutes, routes } from './routes.ts';
import { addSafetyHeaders } from './safety.ts';
import { serveCallbacks } from './serve-callbacks.ts';
import { serveRoutes } from './serve-routes.ts';

/** What the HTTP entry needs. */
export interface HttpDeps extends Entrance {
  callbacks: Receiver;
  /** Addresses and networks of proxies that are believed; none where it is left out. */
  trustedProxies?: readonly string[] | undefined;
  clock: Clock;
  login: Omit<LoginDeps, 'entrance' | 'publicUrl' | 'log'>;
  admins: Admins;
  /** Where people reach the pages; null for wherever the browser is. */
  publicUrl: string | null;
  pagesDir: string;
  /** Whether requests may be sent here, and what is amiss. */
  readiness: () => Promise<Readiness>;
  metrics: MetricsDeps;
  meter: Meter;
  /** Content of the trusted-domain file that WeCom asks for, or null. */
  domainVerification: string | null;
  log: Log;
}

/** Whether a process may be sent requests; `reason` says in Chinese why not, or what is amiss although it may. */
export interface Readiness {
  ready: boolean;
  reason: string | null;
}

/** The HTTP entry: WeCom's callbacks, the pages and what they ask, and the questions of whoever watches over the process. */
export function createHttp(deps: HttpDeps): Koa {
  const app = new Koa();
  app.silent = true;
  app.use(timeRequests(deps.meter));
  app.use(addSafetyHeaders);
  app.use(refuseForeignTargets);
  app.use(answerErrors(deps.log));
  app.use(createRoutes(deps).routes());
  app.on('error', (error: unknown) => {
    if (isHangUp(error)) deps.log.info('http.hung-up', { code: error.code });
    else deps.log.error('http.connection', error);
  });
  return app;
}

/** Only a proxy is asked for whole addresses, and reading one that is none would throw wherever it is read. */
const refuseForeignTargets: Koa.Middleware = async (ctx, next) => {
  if (ctx.req.url?.startsWith('/')) await next();
  else {
    ctx.status = STATUS.invalid;
    ctx.body = { code: 'http.target', message: '请求的地址不对。' };
  }
};

function createRoutes(deps: HttpDeps): Router {
  const { callbacks, trustedProxies = [], clock, log, meter, readiness, domainVerification } = deps;
  const router = new Router();
  serveCallbacks(router, { receiver: callbacks, trustedProxies, clock, log, meter });
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });
  router.get('/readyz', async (ctx) => {
    const { ready, reason } = await readiness().catch(() => ({ ready: false, reason: '数据库不可用' }));
    ctx.status = ready ? 200 : 503;
    ctx.body = { status: ready ? 'ready' : 'not-ready', ...(reason !== null && { reason }) };
  });
  serveMetrics(router, deps.metrics);
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

function serveApi(router: Router, { login, run, read, heavy, admins, publicUrl, log }: HttpDeps): void {
  const entrance = { run, read, heavy };
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

/** Whether whoever asked went away, or sent what is no HTTP: nothing that we could mend. */
const isHangUp = (error: unknown): error is { code: string } =>
  /^(HPE_|ECONN|EPIPE)/.test(String((error as { code?: unknown } | null)?.code));

/** Refusals by their kind; anything else is a bug: logged, and hidden from whoever asked. */
function answerErrors(log: Log): Koa.Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      // The rest of a body that nobody will read must not keep the connection busy.
      if (!ctx.req.complete) ctx.set('Connection', 'close');
      if (error instanceof DomainError) {
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

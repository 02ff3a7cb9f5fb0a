import { createHash, timingSafeEqual } from 'node:crypto';
import type Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import { stopwatch } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Meter } from '../kernel/meter.ts';

/** What serving the figures needs. */
export interface MetricsDeps {
  /** What a reader from elsewhere has to show; null where nobody from elsewhere may read. */
  token: string | null;
  read: () => Promise<{ contentType: string; text: string }>;
}

/** Serves the figures at `/metrics`, to this machine and to whoever has the token. */
export function serveMetrics(router: Router, { token, read }: MetricsDeps): void {
  router.get('/metrics', async (ctx) => {
    if (!mayRead(ctx, token)) {
      ctx.set('WWW-Authenticate', 'Bearer');
      throw new DomainError('unauthenticated', 'metrics.no-token', '要带上 METRICS_TOKEN，或在本机上看。');
    }
    const { contentType, text } = await read();
    ctx.set('Content-Type', contentType);
    ctx.body = text;
  });
}

/** Whoever shows something is judged by it alone; a proxy on this machine speaks for strangers. */
function mayRead(ctx: Context, token: string | null): boolean {
  const shown = ctx.get('Authorization');
  if (shown) return token !== null && isSame(shown, `Bearer ${token}`);
  const forwarded = ctx.get('X-Forwarded-For') || ctx.get('Forwarded') || ctx.get('X-Real-IP');
  return !forwarded && isLoopback(ctx.req.socket.remoteAddress);
}

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);

const isSame = (shown: string, expected: string): boolean => timingSafeEqual(digest(shown), digest(expected));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Times each request by the route that answers it; callbacks have a timer of their own besides. */
export function timeRequests(meter: Meter): Middleware {
  return async (ctx: Context & { _matchedRoute?: unknown }, next) => {
    const seconds = stopwatch();
    try {
      await next();
    } finally {
      const route = typeof ctx._matchedRoute === 'string' ? ctx._matchedRoute : 'none';
      meter.took('http_seconds', seconds(), { route, status: String(ctx.status) });
    }
  };
}

import type Router from '@koa/router';
import type { Context } from 'koa';
import type { CallbackQuery } from '../callbacks/crypto.ts';
import type { Receiver } from '../callbacks/receive.ts';
import type { Clock } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { noMeter, type Meter } from '../kernel/meter.ts';
import { readBody } from './body.ts';
import { createGate, type Visit } from './callback-gate.ts';
import { createClientAddress } from './client-address.ts';

/** WeCom's callbacks are far smaller; what is longer is not WeCom's. */
const CALLBACK_BYTES = 64 * 1024;
const RETRY_SECONDS = '60';
/** Refusals that are logged one by one in a minute; of the rest only the number. */
const LINES_A_MINUTE = 20;
const MINUTE_MS = 60_000;

/** What serving WeCom's callbacks needs. */
export interface ServeCallbacksDeps {
  receiver: Receiver;
  /** Addresses and networks of proxies that are believed. */
  trustedProxies: readonly string[];
  clock: Clock;
  log: Log;
  meter?: Meter;
}

/** Serves the address that WeCom checks and calls. */
export function serveCallbacks(router: Router, deps: ServeCallbacksDeps): void {
  const { receiver, trustedProxies, clock, meter = noMeter } = deps;
  const gate = createGate(clock);
  const addressOf = createClientAddress(trustedProxies);
  const tellRefusal = createTellRefusal(deps);

  router.get('/wecom/callback', (ctx) =>
    admit(ctx, (visit) => {
      visit.read();
      ctx.type = 'text/plain; charset=utf-8';
      ctx.body = receiver.echo(callbackQuery(ctx.query));
      return Promise.resolve();
    }),
  );
  router.post('/wecom/callback', (ctx) =>
    admit(ctx, async (visit) => {
      const began = clock.now().getTime();
      const body = await readBody(ctx.req, CALLBACK_BYTES);
      visit.read();
      await receiver.receive(callbackQuery(ctx.query), body);
      ctx.status = 200;
      ctx.body = '';
      meter.took('callback_seconds', (clock.now().getTime() - began) / 1000);
    }),
  );

  async function admit(ctx: Context, work: (visit: Visit) => Promise<void>): Promise<void> {
    let visit: Visit | null = null;
    try {
      visit = gate.enter(addressOf(ctx.req), () => ctx.req.destroy());
      await work(visit);
      visit.good();
    } catch (error) {
      // What we could not take is nobody's fault but ours.
      if (error instanceof DomainError && error.kind !== 'unavailable') {
        visit?.refused();
        if (error.code === 'callback.too-many') ctx.set('Retry-After', RETRY_SECONDS);
        meter.count('callbacks_total', { outcome: 'refused' });
        tellRefusal(error.code);
      }
      throw error;
    } finally {
      visit?.read();
    }
  }
}

/** Logs refusals, so that a flood of them does not become one of lines. */
function createTellRefusal({ clock, log }: Pick<ServeCallbacksDeps, 'clock' | 'log'>): (code: string) => void {
  let minute = 0;
  let lines = 0;
  return (code) => {
    const now = clock.now().getTime();
    if (now - minute >= MINUTE_MS) {
      if (lines > LINES_A_MINUTE) log.warn('callbacks.refused-more', { count: lines - LINES_A_MINUTE });
      minute = now;
      lines = 0;
    }
    lines += 1;
    if (lines <= LINES_A_MINUTE) log.warn('callbacks.refused', { code });
  };
}

function callbackQuery({ msg_signature, timestamp, nonce, echostr }: Record<string, unknown>): CallbackQuery {
  return { msg_signature, timestamp, nonce, echostr };
}

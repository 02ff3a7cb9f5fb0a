import type Koa from 'koa';
import { createReceiver } from '../../../server/callbacks/receive.ts';
import { createHttp } from '../../../server/http/create-http.ts';
import { systemClock } from '../../../server/kernel/clock.ts';
import { createNewId } from '../../../server/kernel/ids.ts';
import { noMeter } from '../../../server/kernel/meter.ts';
import { createLog } from '../../../server/log.ts';
import { CALLBACK_KEYS } from './traffic.ts';

/** The product's whole HTTP entry in front of an inbox that keeps nothing: what verifying, decrypting and parsing cost. */
export function openedServer(): Koa {
  const noDatabase = (): Promise<never> => Promise.resolve(undefined as never);
  const log = createLog('info');
  return createHttp({
    callbacks: createReceiver({
      keys: CALLBACK_KEYS,
      // Nobody has seen any of them before.
      inbox: { store: () => Promise.resolve(true) },
      clock: systemClock,
      newId: createNewId(() => systemClock.now()),
      stored: () => undefined,
      log,
    }),
    login: { wecom: { get: noDatabase, post: noDatabase }, corpId: '', agentId: 0, oauthBase: '' },
    ...{ run: noDatabase, read: noDatabase, admins: new Set<string>(), publicUrl: null, pagesDir: '/nowhere' },
    ...{ readiness: () => Promise.resolve({ ready: true, reason: null }), domainVerification: null },
    ...{ metrics: { token: null, read: noDatabase }, meter: noMeter, clock: systemClock, log },
  });
}

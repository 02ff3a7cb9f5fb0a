import type { Callback as CallbackRow } from '../../entities/callback.ts';
import type { Clock } from '../kernel/clock.ts';
import type { NewId } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import { noMeter, type Meter } from '../kernel/meter.ts';
import { openEcho, verifySeal, type CallbackKeys, type CallbackQuery } from './crypto.ts';
import type { Inbox } from './inbox.ts';
import { parseCallback, type Callback } from './parse.ts';
import { rememberSeen } from './seen.ts';
import { readEncrypted } from './xml.ts';

/** Cards whose task id begins so act once, however often and by whomever their buttons are pressed. */
export const ONCE_PREFIX = 'once-';

/** How the identity of a press on such a card begins. */
export const CARD_IDENTITY = 'card:';

/** How long the inbox knows a callback again, in days; `forgetCallbacks` keeps a day more, for clocks that differ. */
export const KNOWN_DAYS = 30;

const DAY_SECONDS = 86_400;
const HOUR_MS = 3_600_000;
const SIGNATURES = 10_000;
/** The largest number that the column holds; whatever WeCom says, it must not refuse the callback. */
const MAX_SECONDS = 2 ** 31 - 1;

/** What receiving callbacks needs. */
export interface ReceiveDeps {
  keys: CallbackKeys;
  inbox: Inbox;
  clock: Clock;
  newId: NewId;
  /** Called with each new callback when it is durable. */
  stored: (row: CallbackRow, callback: Callback) => void;
  log: Log;
  meter?: Meter;
}

/** The end of the line from WeCom. */
export interface Receiver {
  /** What answers WeCom's check of the address; throws `invalid` or `unauthenticated`. */
  echo(query: CallbackQuery): string;
  /** Verifies, decrypts and stores a callback; when it returns, WeCom may be told that it arrived. A retry is stored once. */
  receive(query: CallbackQuery, body: string): Promise<void>;
}

/**
 * Builds the receiver.
 *
 * What a replay gains: within `KNOWN_DAYS` nothing, since the identity in the inbox makes it a retry like WeCom's own,
 * which are never refused, whenever they come and however they are signed; the very same request does not even reach the
 * database. After that it is older than anything WeCom would send, is answered like a retry and has no effect.
 */
export function createReceiver(deps: ReceiveDeps): Receiver {
  const { keys, inbox, clock, newId, stored, log, meter = noMeter } = deps;
  const seen = rememberSeen(SIGNATURES);
  let oldKeysToldAt = Number.NEGATIVE_INFINITY;

  async function receive(query: CallbackQuery, body: string): Promise<void> {
    const now = clock.now();
    const { signature, open } = verifySeal(keys, query, readEncrypted(body).encrypt);
    const repeated = (): void => meter.count('callbacks_total', { outcome: 'repeated' });
    if (seen.has(signature)) return repeated();
    const { text: payload, old } = open();
    if (old) tellOldKeys(now);
    const callback = parseCallback(payload);
    if (isTooOld(callback, now)) return meter.count('callbacks_total', { outcome: 'too_old' });

    const row = rowOf(callback, payload, newId(), now);
    const isNew = await inbox.store(row);
    seen.add(signature);
    if (!isNew) return repeated();
    meter.count('callbacks_total', { outcome: 'stored' });
    stored(row, callback);
  }

  /** Whether nobody could know any more that it was done before; said aloud, for a wrong clock looks the same. */
  function isTooOld({ createdAt }: Callback, now: Date): boolean {
    const seconds = createdAt === null ? 0 : now.getTime() / 1000 - createdAt;
    if (Math.abs(seconds) > DAY_SECONDS) log.warn('callbacks.far-off', { hours: Math.round(seconds / 3600) });
    return seconds > KNOWN_DAYS * DAY_SECONDS;
  }

  function tellOldKeys(now: Date): void {
    if (now.getTime() - oldKeysToldAt < HOUR_MS) return;
    oldKeysToldAt = now.getTime();
    log.warn('callbacks.old-keys');
  }

  return { echo: (query) => openEcho(keys, query), receive };
}

const rowOf = (callback: Callback, payload: string, id: string, now: Date): CallbackRow => ({
  id,
  identity: identityOf(callback),
  source: sourceOf(callback).slice(0, 128),
  createTime: Math.min(callback.createdAt ?? Math.floor(now.getTime() / 1000), MAX_SECONDS),
  kind: kindOf(callback).slice(0, 64),
  payload,
  status: 'received',
  attempts: 0,
  dueAt: now,
  failure: null,
  receivedAt: now,
  doneAt: null,
});

function identityOf(callback: Callback): string {
  return callback.kind === 'card' && callback.taskId.startsWith(ONCE_PREFIX)
    ? `${CARD_IDENTITY}${callback.taskId}`.slice(0, 72)
    : callback.identity;
}

/** Callbacks of one member's chat, about one customer, and about one member's standing take effect in their order. */
function sourceOf(callback: Callback): string {
  if (callback.kind === 'customer') return `customer:${callback.externalUserId}`;
  if (callback.kind === 'staff') return `staff:${callback.userId.toLowerCase()}`;
  return `member:${callback.from.toLowerCase()}`;
}

function kindOf(callback: Callback): string {
  if (callback.kind === 'customer') return `customer.${callback.change}`;
  if (callback.kind === 'staff') return `staff.${callback.change}`;
  if (callback.kind === 'other')
    return [callback.msgType, callback.event, callback.changeType].filter(Boolean).join('.');
  return callback.kind;
}

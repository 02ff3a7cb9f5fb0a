import { Callback as CallbackRow } from '../../entities/callback.ts';
import type { Transact } from '../db/transaction.ts';
import type { Clock } from '../kernel/clock.ts';
import type { NewId } from '../kernel/ids.ts';
import { openMessage, type CallbackKeys, type CallbackQuery } from './crypto.ts';
import { parseCallback, type Callback } from './parse.ts';
import { readEncrypted } from './xml.ts';

/** Cards whose task id begins so act once, however often and by whomever their buttons are pressed. */
export const ONCE_PREFIX = 'once-';

/** What receiving a callback needs. */
export interface ReceiveDeps {
  keys: CallbackKeys;
  transact: Transact;
  clock: Clock;
  newId: NewId;
  /** Called when a new callback is durable. */
  stored: () => void;
}

/** Verifies, decrypts and stores a callback; when it returns, WeCom may be told that it arrived. A retry is stored once. */
export async function receiveCallback(deps: ReceiveDeps, query: CallbackQuery, body: string): Promise<void> {
  const { keys, transact, clock, newId, stored } = deps;
  const payload = openMessage(keys, query, readEncrypted(body).encrypt);
  const callback = parseCallback(payload);
  const now = clock.now();
  const row: CallbackRow = {
    id: newId(),
    identity: identityOf(callback),
    source: sourceOf(callback).slice(0, 128),
    kind: kindOf(callback).slice(0, 64),
    payload,
    status: 'received',
    attempts: 0,
    dueAt: now,
    failure: null,
    receivedAt: now,
    doneAt: null,
  };
  const isNew = await transact(async (db) => {
    if (await db.existsBy(CallbackRow, { identity: row.identity })) return false;
    await db.insert(CallbackRow, row);
    return true;
  }).catch((error: unknown) => {
    // Two retries at once on MySQL: the unique index let one of them in.
    if (isDuplicate(error)) return false;
    throw error;
  });
  if (isNew) stored();
}

function identityOf(callback: Callback): string {
  return callback.kind === 'card' && callback.taskId.startsWith(ONCE_PREFIX)
    ? `card:${callback.taskId}`.slice(0, 72)
    : callback.identity;
}

/** Callbacks of one member's chat, and those about one customer, take effect in the order of their arrival. */
function sourceOf(callback: Callback): string {
  return callback.kind === 'customer' ? `customer:${callback.externalUserId}` : `member:${callback.from.toLowerCase()}`;
}

function kindOf(callback: Callback): string {
  if (callback.kind === 'customer') return `customer.${callback.change}`;
  if (callback.kind === 'other')
    return [callback.msgType, callback.event, callback.changeType].filter(Boolean).join('.');
  return callback.kind;
}

function isDuplicate(error: unknown): boolean {
  const { code, errno } = error as { code?: unknown; errno?: unknown };
  return errno === 1062 || code === 'SQLITE_CONSTRAINT_UNIQUE';
}

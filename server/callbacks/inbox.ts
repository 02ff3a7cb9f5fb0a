import { setImmediate as nextTurn } from 'node:timers/promises';
import { In } from 'typeorm';
import { Callback as CallbackRow } from '../../entities/callback.ts';
import type { Transact, TransactionFacts } from '../db/transaction.ts';

/** Makes callbacks durable. */
export interface Inbox {
  /** Resolves when the callback is durable: true where it is new, false for a retry. */
  store(row: CallbackRow): Promise<boolean>;
}

interface Waiting {
  row: CallbackRow;
  resolve: (isNew: boolean) => void;
  reject: (error: unknown) => void;
}

/** WeCom comes again where too many wait. */
const ASKED: TransactionFacts = { rank: 'asked', what: 'receive-callbacks' };

const AT_ONCE = 100;
/** Another process may have stored the same callback since this one looked. */
const TRIES = 5;

/** Stores all callbacks that wait in one transaction, since each costs the disk a write that is felt; nobody is answered before it. */
export function createInbox(transact: Transact): Inbox {
  const waiting: Waiting[] = [];
  let storing = false;

  async function storeWaiting(): Promise<void> {
    storing = true;
    // Whatever has arrived on other connections is read before this goes on.
    await nextTurn();
    while (waiting.length > 0) await storeGroup(waiting.splice(0, AT_ONCE));
    storing = false;
  }

  async function storeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const stored = await storeNew(group.map(({ row }) => row));
      for (const { row, resolve } of group) resolve(stored.has(row.id));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  /** The ids of those that are new. */
  async function storeNew(rows: readonly CallbackRow[]): Promise<ReadonlySet<string>> {
    const byIdentity = new Map([...rows].reverse().map((row) => [row.identity, row]));
    for (let tries = 1; ; tries += 1) {
      try {
        return await transact(async (db) => {
          const identity = In([...byIdentity.keys()]);
          const known = await db.find(CallbackRow, { select: { identity: true }, where: { identity } });
          const unknown = new Map(byIdentity);
          for (const each of known) unknown.delete(each.identity);
          // In one order everywhere, so that two processes with the same callbacks wait for each other and not in a ring.
          const fresh = [...unknown.values()].sort((a, b) => (a.identity < b.identity ? -1 : 1));
          if (fresh.length > 0) await db.insert(CallbackRow, fresh);
          return new Set(fresh.map(({ id }) => id));
        }, ASKED);
      } catch (error) {
        if (tries >= TRIES || !isDuplicate(error)) throw error;
      }
    }
  }

  return {
    store: (row) =>
      new Promise((resolve, reject) => {
        waiting.push({ row, resolve, reject });
        if (!storing) void storeWaiting();
      }),
  };
}

function isDuplicate(error: unknown): boolean {
  const { code, errno } = error as { code?: unknown; errno?: unknown };
  return errno === 1062 || code === 'SQLITE_CONSTRAINT_UNIQUE';
}

import { In, LessThanOrEqual, Not } from 'typeorm';
import { Callback as CallbackRow } from '../../entities/callback.ts';
import type { Read, Run } from '../db/run.ts';
import type { Transact } from '../db/transaction.ts';
import { system } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { addSeconds } from '../kernel/dates.ts';
import { createLanes, type Lanes } from '../kernel/lanes.ts';
import type { Log } from '../kernel/log.ts';
import type { ChatInbound, ChatPort } from '../kernel/ports.ts';
import { applyCallback } from './effects.ts';
import { parseCallback, type Callback } from './parse.ts';
import { AlreadySettled, settleCallback } from './settle.ts';

const WIDTH = 16;
const ROWS_A_LOOK = 200;
/** Seconds before the next try of an effect; after the last one the callback is set aside. */
const BACK_OFF_SECONDS = [1, 5, 30, 300];

/** Gives stored callbacks their effect, each exactly once and those of one source in their order. */
export function createFeeder(deps: {
  read: Read;
  run: Run;
  transact: Transact;
  clock: Clock;
  chat: ChatPort;
  log: Log;
}): Lanes {
  const { read, run, transact, clock, chat, log } = deps;

  return createLanes<CallbackRow>({
    width: WIDTH,
    take: (busy, room) =>
      read(system, async ({ db, now }) => {
        const rows = await db.find(CallbackRow, {
          where: {
            status: 'received',
            dueAt: LessThanOrEqual(now),
            ...(busy.length > 0 && { source: Not(In([...busy])) }),
          },
          order: { id: 'ASC' },
          take: ROWS_A_LOOK,
        });
        const sources = [...new Set(rows.map(({ source }) => source))].slice(0, room);
        return rows.filter(({ source }) => sources.includes(source));
      }),
    laneOf: (row) => row.source,
    work: feed,
    failed: (error) => log.error('callbacks.fault', error),
  });

  async function feed(row: CallbackRow): Promise<void> {
    try {
      const callback = parseCallback(row.payload);
      const line = chatLine(row, callback);
      if (line) await chat.receive(line);
      else
        await run(system, async (ctx) => {
          await settleCallback(ctx, row.id);
          await applyCallback(ctx, callback);
        });
    } catch (error) {
      if (!(error instanceof AlreadySettled)) await putOff(row, error);
    }
  }

  async function putOff(row: CallbackRow, error: unknown): Promise<void> {
    const seconds = BACK_OFF_SECONDS[row.attempts];
    log.error('callbacks.effect-failed', error, { id: row.id, kind: row.kind, setAside: seconds === undefined });
    await transact((db) =>
      db.update(
        CallbackRow,
        { id: row.id, status: 'received' },
        {
          attempts: row.attempts + 1,
          failure: error instanceof Error ? error.name : 'unknown',
          ...(seconds === undefined ? { status: 'dead' as const } : { dueAt: addSeconds(clock.now(), seconds) }),
        },
      ),
    );
  }
}

function chatLine(row: CallbackRow, callback: Callback): ChatInbound | null {
  const common = { callbackId: row.id, userId: callback.from, at: row.receivedAt };
  switch (callback.kind) {
    case 'text':
      return { ...common, kind: 'text', text: callback.content, raw: {} };
    case 'card':
      return { ...common, kind: 'card', text: callback.key, raw: { taskId: callback.taskId } };
    case 'click':
      return { ...common, kind: 'click', text: callback.key, raw: {} };
    case 'media':
      return { ...common, kind: callback.msgType, text: '', raw: callback.fields };
    default:
      return null;
  }
}

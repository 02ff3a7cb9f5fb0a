import { In, LessThanOrEqual, Not } from 'typeorm';
import { Callback as CallbackRow } from '../../entities/callback.ts';
import type { Read, Run } from '../db/run.ts';
import { system } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { createLanes, type Lanes } from '../kernel/lanes.ts';
import type { Log } from '../kernel/log.ts';
import { noMeter, type Meter } from '../kernel/meter.ts';
import type { ChatInbound, ChatPort } from '../kernel/ports.ts';
import { applyCallback } from './effects.ts';
import { isOvertaken } from './overtaken.ts';
import { parseCallback, type Callback } from './parse.ts';
import { beginAgain, beginLater, holdBehind, putOff } from './put-off.ts';
import { AlreadySettled, holdsUpTo, OutOfTurn, settleCallback } from './settle.ts';

const WIDTH = 16;
/** Callbacks that are kept at hand; what is beyond waits in the database alone. */
const AT_HAND = 5000;
const ROWS_A_LOOK = 200;

/** Gives stored callbacks their effect. */
export interface Feeder extends Lanes {
  /** Takes a callback that has just been stored, without asking the database for it again. */
  arrived(row: CallbackRow, callback: Callback): void;
}

/** A callback on its way, read already. */
interface Arrival {
  row: CallbackRow;
  callback: Callback;
}

/** One source's turn: what has arrived here, or all that the database holds of it. */
interface Turn {
  source: string;
  arrivals: Arrival[] | null;
}

type Outcome = 'settled' | 'put-off' | 'out-of-turn';

/**
 * Gives each callback its effect exactly once, and those of one source in the order in which they happened.
 *
 * What arrives in this process is tried straight away. Everything else - left behind by a process that ended, put off,
 * beyond what is kept at hand, stored by another process that has not come to it - is found in the database, one source
 * at a time, and each try of it is counted before it begins: a callback that ends the process each time is set aside too,
 * and takes nobody with it.
 */
export function createFeeder(deps: {
  read: Read;
  run: Run;
  chat: ChatPort;
  /** Nothing is fed before. */
  ready: () => boolean;
  clock: Clock;
  log: Log;
  meter?: Meter;
}): Feeder {
  const { read, run, chat, ready, clock, log, meter = noMeter } = deps;
  const atHand = new Map<string, Arrival[]>();
  let atHandCount = 0;
  let mayBeBehind = true;
  let catchingUp = false;

  const lanes = createLanes<Turn>({
    width: WIDTH,
    take,
    laneOf: ({ source }) => source,
    work: ({ source, arrivals }) => (arrivals ? feedArrivals(source, arrivals) : catchUpAlone(source)),
    failed: (error) => {
      mayBeBehind = true;
      log.error('callbacks.fault', error);
    },
  });

  function arrived(row: CallbackRow, callback: Callback): void {
    if (atHandCount >= AT_HAND) mayBeBehind = true;
    else {
      atHandCount += 1;
      const waiting = atHand.get(row.source);
      if (waiting) waiting.push({ row, callback });
      else atHand.set(row.source, [{ row, callback }]);
    }
    lanes.nudge();
  }

  async function take(busy: readonly string[], room: number): Promise<Turn[]> {
    if (!ready()) return [];
    const turns: Turn[] = [];
    const behind = mayBeBehind && !catchingUp ? await oldestSource([...busy, ...atHand.keys()]) : null;
    if (behind !== null) {
      catchingUp = true;
      turns.push({ source: behind, arrivals: null });
    }
    for (const [source, arrivals] of atHand) {
      if (turns.length >= room) break;
      if (busy.includes(source) || source === behind) continue;
      atHand.delete(source);
      atHandCount -= arrivals.length;
      turns.push({ source, arrivals });
    }
    return turns;
  }

  /** Whose callbacks wait in the database longest without being at hand. */
  async function oldestSource(otherThan: readonly string[]): Promise<string | null> {
    // Many at hand are work enough, and would make a long question.
    if (otherThan.length > ROWS_A_LOOK) return null;
    mayBeBehind = false;
    const oldest = await read(system, ({ db, now }) =>
      db.findOne(CallbackRow, {
        select: { id: true, source: true },
        where: {
          status: 'received',
          dueAt: LessThanOrEqual(now),
          ...(otherThan.length > 0 && { source: Not(In([...otherThan])) }),
        },
        order: { id: 'ASC' },
      }),
    );
    if (oldest) mayBeBehind = true;
    return oldest?.source ?? null;
  }

  async function feedArrivals(source: string, arrivals: Arrival[]): Promise<void> {
    arrivals.sort((a, b) => inOrder(a.row, b.row));
    for (const [at, { row, callback }] of arrivals.entries()) {
      const outcome = await attempt(row, callback);
      if (outcome === 'settled') continue;
      const untried = arrivals.slice(outcome === 'out-of-turn' ? at : at + 1);
      return catchUp(source, new Set(untried.map((each) => each.row.id)));
    }
  }

  async function catchUpAlone(source: string): Promise<void> {
    try {
      await catchUp(source, new Set());
    } finally {
      catchingUp = false;
    }
  }

  /** Goes through all that waits of a source; `untried` names what only this process can have begun, and has not. */
  async function catchUp(source: string, untried: Set<string>): Promise<void> {
    const { rows, now } = await read(system, async (ctx) => ({
      now: ctx.now,
      rows: await ctx.db.find(CallbackRow, {
        where: { source, status: 'received' },
        order: { createTime: 'ASC', id: 'ASC' },
        take: ROWS_A_LOOK,
      }),
    }));
    if (rows.length === ROWS_A_LOOK) mayBeBehind = true;
    for (const row of rows) {
      const fresh = untried.delete(row.id);
      const outcome = row.dueAt > now ? 'waits' : await tryAgain(row, fresh);
      if (outcome === 'out-of-turn' && fresh) untried.add(row.id);
      // An even earlier one has come in meanwhile, or this one's tries have changed what holds up what.
      if (outcome === 'out-of-turn' || outcome === 'put-off') return catchUp(source, untried);
      if (outcome === 'waits' && row.attempts < holdsUpTo(source)) return run(system, (ctx) => holdBehind(ctx, row));
    }
  }

  async function tryAgain(row: CallbackRow, untried: boolean): Promise<Outcome> {
    const callback = parseCallback(row.payload);
    if (untried) return attempt(row, callback);
    if (!(await run(system, (ctx) => beginAgain(ctx, row)))) return 'settled';
    const outcome = await attempt(row, callback);
    if (outcome === 'out-of-turn') await run(system, (ctx) => beginLater(ctx, row));
    return outcome;
  }

  async function attempt(row: CallbackRow, callback: Callback): Promise<Outcome> {
    try {
      await effect(row, callback);
    } catch (error) {
      if (error instanceof AlreadySettled) return 'settled';
      if (error instanceof OutOfTurn) return 'out-of-turn';
      const outcome = await run(system, (ctx) => putOff(ctx, row, error));
      log.error('callbacks.effect-failed', error, { id: row.id, kind: row.kind, outcome });
      meter.count('effects_total', { kind: row.kind, outcome });
      return 'put-off';
    }
    meter.count('effects_total', { kind: row.kind, outcome: 'done' });
    meter.took('effect_lag_seconds', (clock.now().getTime() - row.receivedAt.getTime()) / 1000);
    return 'settled';
  }

  async function effect(row: CallbackRow, callback: Callback): Promise<void> {
    const line = chatLine(row, callback);
    if (line) return chat.receive(line);
    await run(
      system,
      async (ctx) => {
        await settleCallback(ctx, row.id);
        if (await isOvertaken(ctx, row, callback)) log.info('callbacks.overtaken', { id: row.id, kind: row.kind });
        else await applyCallback(ctx, callback);
      },
      { what: row.kind },
    );
  }

  return {
    arrived,
    nudge() {
      mayBeBehind = true;
      lanes.nudge();
    },
    drain() {
      mayBeBehind = true;
      return lanes.drain();
    },
    stop: () => lanes.stop(),
  };
}

const inOrder = (a: CallbackRow, b: CallbackRow): number => a.createTime - b.createTime || (a.id < b.id ? -1 : 1);

function chatLine(row: CallbackRow, callback: Callback): ChatInbound | null {
  const line = { callbackId: row.id, userId: callback.from, at: row.receivedAt };
  switch (callback.kind) {
    case 'text':
      return { ...line, kind: 'text', text: callback.content, raw: {} };
    case 'card':
      return { ...line, kind: 'card', text: callback.key, raw: { taskId: callback.taskId } };
    case 'click':
      return { ...line, kind: 'click', text: callback.key, raw: {} };
    case 'media':
      return { ...line, kind: callback.msgType, text: '', raw: callback.fields };
    default:
      return null;
  }
}

import { OutboxMessage, OutboxPause } from '../../entities/outbox-message.ts';
import type { Run } from '../db/run.ts';
import type { Transact } from '../db/transaction.ts';
import { system } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { addSeconds } from '../kernel/dates.ts';
import { Undeliverable } from '../kernel/errors.ts';
import type { NewId } from '../kernel/ids.ts';
import { createLanes, type Lanes } from '../kernel/lanes.ts';
import type { Log } from '../kernel/log.ts';
import type { Attempt, DeliveryTools, RegisteredMessage } from '../kernel/messages.ts';
import { noMeter, type Meter } from '../kernel/meter.ts';
import { WecomFault } from '../wecom/fault.ts';
import { TOKEN_PATH } from '../wecom/token.ts';
import { claimDue, putOffLane } from './claim.ts';
import type { Batch } from './due.ts';
import { isExpired, ORDER_SECONDS, recheckSeconds } from './lane-front.ts';
import { createLease, LeaseLost } from './lease.ts';
import { createSettle, stillOurs, type Settlement } from './settle.ts';
import { RANK } from './shelves.ts';

/** How many lanes deliver side by side, and how many more are kept free for answers and welcomes. */
const WIDTH = 8;
const URGENT_WIDTH = 4;
/** So many lanes more are taken at once than can begin, so that a long queue is not looked at for each message. */
const AHEAD = 24;
/** Seconds before the next try, by the number of tries so far; after the last one the message is dead. */
const BACK_OFF_SECONDS = [2, 5, 15, 60, 300, 1800] as const;
/** The scheduler looks so often; what is to be tried sooner needs a look of its own. */
const LOOK_SECONDS = 15;
/** A fault of set-up is looked at again after this time, so that mending it needs no restart. */
const PAUSE_SECONDS = 60;

/** Delivers what the product owes the outside. */
export function createDispatcher(deps: {
  transact: Transact;
  run: Run;
  clock: Clock;
  newId: NewId;
  messages: ReadonlyMap<string, RegisteredMessage>;
  tools: DeliveryTools;
  log: Log;
  meter?: Meter;
}): Lanes {
  const { transact, run, clock, newId, messages, tools, log, meter = noMeter } = deps;
  const settleRow = createSettle(transact);
  const lease = createLease(transact, clock);
  /** Channels that this process has found out of order, and until when. */
  const stopped = new Map<string, Date>();
  const all = lanesFor(WIDTH, RANK.normal, AHEAD);
  const urgent = lanesFor(URGENT_WIDTH, RANK.answer, 0);

  return {
    nudge,
    async drain() {
      // What the urgent lanes let go of is looked for by the others, so these come last.
      await urgent.drain();
      await all.drain();
    },
    stop: async () => void (await Promise.all([urgent.stop(), all.stop()])),
  };

  function nudge(): void {
    urgent.nudge();
    all.nudge();
  }

  function lanesFor(width: number, leastUrgent: number, ahead: number): Lanes {
    const taken: Batch[] = [];
    const lanes = createLanes<Batch>({
      width,
      async take(busy, room) {
        if (taken.length === 0) {
          const look = { now: clock.now(), messages, leastUrgent, busy, room: room + ahead, claim: newId() };
          const { ready, dead } = await transact((db) => claimDue(db, look));
          for (const { row, failure } of dead) tellDead(row, failure);
          taken.push(...ready);
        }
        return taken.splice(0, room);
      },
      laneOf: ({ lane }) => lane,
      async work(batch) {
        await deliverAll(batch);
        // What was passed over because this lane was in hand is looked for again.
        if (leastUrgent < RANK.normal) all.nudge();
      },
      failed: (error) => log.error('outbox.fault', error),
    });
    return {
      ...lanes,
      async stop() {
        await lanes.stop();
        const rows = taken.splice(0).flatMap(({ messages: all }) => all.map(({ row }) => row));
        await Promise.all(rows.map((row) => giveBack(row, row.dueAt)));
      },
    };
  }

  /** One that has to wait holds up those behind it, as it would had they not been taken together. */
  async function deliverAll({ messages: all, probe }: Batch): Promise<void> {
    let heldUntil: Date | null = null;
    for (const { row } of all) {
      const now = clock.now();
      const until: Date | null = heldUntil ?? (probe ? null : (stopped.get(row.channel) ?? null));
      if (until && until > now) {
        await giveBack(row, until);
        continue;
      }
      const { name, mended, dueAt } = await deliver(row, probe);
      meter.count('sends_total', { message: row.code, outcome: name });
      meter.took('send_seconds', (clock.now().getTime() - now.getTime()) / 1000, { message: row.code });
      if (dueAt && dueAt <= addSeconds(now, ORDER_SECONDS)) heldUntil = dueAt;
      if (probe && mended) await transact((db) => db.delete(OutboxPause, { channel: row.channel }));
    }
  }

  /** For a message that was taken and not tried. */
  function giveBack(row: OutboxMessage, dueAt: Date): Promise<void> {
    return settle(row, { status: 'pending', attempts: row.attempts - 1, failure: row.failure, dueAt });
  }

  async function deliver(row: OutboxMessage, probe: boolean): Promise<Outcome> {
    const message = messages.get(row.code);
    if (!message) throw new Error(`unknown message ${row.code}`);
    try {
      await lease.hold(row);
      const answer = await message.deliver(lease.within(row, tools), row.payload, attemptOf(row));
      await finish(row, message, answer);
      return { name: 'sent', mended: true };
    } catch (error) {
      if (!(error instanceof LeaseLost)) return failed(row, error, probe);
      log.warn('outbox.lease-lost', { message: row.code, id: row.id });
      return { name: 'lost' };
    }
  }

  function attemptOf(row: OutboxMessage): Attempt {
    const now = clock.now();
    return {
      ...{ again: row.uncertain, since: row.triedAt ?? now, now, expired: isExpired(row, now) },
      checkSeconds: row.uncertain && row.digest !== null ? (recheckSeconds(row, now) ?? 0) : row.checkSeconds,
    };
  }

  async function finish(row: OutboxMessage, { answered }: RegisteredMessage, answer: unknown): Promise<void> {
    const sent = { status: 'sent' as const, sentAt: clock.now(), leaseUntil: null, claim: null, failure: null };
    if (!answered) {
      if (!(await settleRow(row, sent))) throw new LeaseLost();
      return;
    }
    await run(system, async (ctx) => {
      const { affected } = await ctx.db.update(OutboxMessage, stillOurs(row), sent);
      if (affected !== 1) throw new LeaseLost();
      await ctx.emit(answered, answer);
    });
  }

  async function failed(row: OutboxMessage, error: unknown, probe: boolean): Promise<Outcome> {
    if (error instanceof Undeliverable) {
      return { ...(await giveUp(row, error.message)), mended: true };
    }
    if (!(error instanceof WecomFault)) {
      log.error('outbox.delivery-broke', error, { message: row.code, id: row.id });
      return tryLater(row, 'a fault of the product, see the log', true);
    }
    const { errcode, path, treatment, reason, outcome, waitSeconds = 0 } = error;
    log.warn('outbox.not-delivered', { message: row.code, id: row.id, errcode, treatment });
    switch (treatment) {
      case 'give-up':
        return { ...(await giveUp(row, reason)), mended: true };
      case 'wait':
        return putOff(row, reason, waitSeconds || PAUSE_SECONDS);
      case 'pause':
        await pause(row, error);
        return { ...(await putOff(row, reason, PAUSE_SECONDS)), name: 'paused' };
      case 'refresh':
      case 'retry':
        // Without a token nothing was asked of WeCom.
        if (path === TOKEN_PATH) return putOff(row, reason, Math.max(waitSeconds, BACK_OFF_SECONDS[0]));
        return tryLater(row, reason, outcome === 'unknown', { atLeast: waitSeconds, probe });
    }
  }

  /** A probe's try is not counted: while its channel is paused it may be the same message's turn again and again. */
  async function tryLater(
    row: OutboxMessage,
    failure: string,
    uncertain: boolean,
    { atLeast = 0, probe = false } = {},
  ): Promise<Outcome> {
    const backOff = probe ? PAUSE_SECONDS : BACK_OFF_SECONDS[row.attempts - 1];
    if (backOff === undefined) return giveUp(row, failure, uncertain);
    const seconds = Math.max(backOff, atLeast);
    const dueAt = addSeconds(clock.now(), seconds);
    const attempts = probe ? row.attempts - 1 : row.attempts;
    await settle(row, { status: 'pending', failure, uncertain: row.uncertain || uncertain, attempts, dueAt });
    lookAfter(seconds);
    return { name: 'put_off', dueAt };
  }

  /** Waits without counting the try: nothing is wrong with the message. */
  async function putOff(row: OutboxMessage, reason: string, seconds: number): Promise<Outcome> {
    const dueAt = addSeconds(clock.now(), seconds);
    await settle(row, { status: 'pending', failure: reason, attempts: row.attempts - 1, dueAt });
    lookAfter(seconds);
    return { name: 'put_off', dueAt };
  }

  /** Sooner than by the clock that looks anyway. */
  function lookAfter(seconds: number): void {
    if (seconds <= LOOK_SECONDS) setTimeout(nudge, seconds * 1000).unref();
  }

  async function giveUp(row: OutboxMessage, failure: string, uncertain = false): Promise<Outcome> {
    tellDead(row, failure);
    await settle(row, { status: 'dead', failure, uncertain: row.uncertain || uncertain });
    return { name: 'dead' };
  }

  function tellDead({ code, id }: OutboxMessage, reason: string): void {
    log.warn('outbox.dead', { message: code, id, reason });
  }

  async function settle(row: OutboxMessage, change: Settlement): Promise<void> {
    const failure = change.failure?.slice(0, 255) ?? null;
    if (!(await settleRow(row, { leaseUntil: null, claim: null, ...change, failure }))) {
      log.warn('outbox.lease-lost', { message: row.code, id: row.id });
    }
  }

  /** The lane waits as a whole and goes to the end, so that the next to try is another. */
  async function pause(
    { channel, lane }: OutboxMessage,
    { errcode, sentence, reason: meaning }: WecomFault,
  ): Promise<void> {
    const reason = (sentence ? `${errcode} ${sentence}` : meaning).slice(0, 255);
    log.warn('outbox.paused', { channel, reason, seconds: PAUSE_SECONDS });
    await transact(async (db) => {
      const now = clock.now();
      const until = addSeconds(now, PAUSE_SECONDS);
      // Several lanes find it out at once.
      const fresh = { channel, since: now, until, reason };
      await db.createQueryBuilder().insert().into(OutboxPause).values(fresh).orIgnore().execute();
      await db.update(OutboxPause, { channel }, { until, reason });
      await putOffLane(db, now, lane, until);
      stopped.set(channel, until);
    });
  }
}

/** How a delivery ended, by its name in the figures. */
interface Outcome {
  name: 'sent' | 'put_off' | 'dead' | 'paused' | 'lost';
  /** It shows that the channel's set-up works. */
  mended?: boolean;
  /** When it is tried again. */
  dueAt?: Date;
}

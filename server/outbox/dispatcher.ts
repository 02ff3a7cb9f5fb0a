import { OutboxMessage, OutboxPause } from '../../entities/outbox-message.ts';
import type { Run } from '../db/run.ts';
import type { Transact } from '../db/transaction.ts';
import { system } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { addSeconds } from '../kernel/dates.ts';
import { Undeliverable } from '../kernel/errors.ts';
import { createLanes, type Lanes } from '../kernel/lanes.ts';
import type { Log } from '../kernel/log.ts';
import type { Channel, DeliveryTools, RegisteredMessage } from '../kernel/messages.ts';
import { WecomFault } from '../wecom/fault.ts';
import { claimDue } from './claim.ts';

/** How many lanes deliver side by side. */
const WIDTH = 8;
/** Seconds before the next try, by the number of tries so far; after the last one the message is dead. */
const BACK_OFF_SECONDS = [2, 5, 15, 60, 300, 1800];
/** A fault of set-up is looked at again after this time, so that mending it needs no restart. */
const PAUSE_SECONDS = 60;

/** How a delivery that did not work leaves its row. */
type Settlement = Partial<Pick<OutboxMessage, 'status' | 'dueAt' | 'failure' | 'uncertain'>>;

/** Delivers what the product owes the outside. */
export function createDispatcher(deps: {
  transact: Transact;
  run: Run;
  clock: Clock;
  messages: ReadonlyMap<string, RegisteredMessage>;
  tools: DeliveryTools;
  log: Log;
}): Lanes {
  const { transact, run, clock, messages, tools, log } = deps;

  return createLanes<OutboxMessage>({
    width: WIDTH,
    take: (busy, room) => transact((db) => claimDue(db, clock.now(), messages, busy, room)),
    laneOf: (row) => row.lane,
    work: deliver,
    failed: (error) => log.error('outbox.fault', error),
  });

  async function deliver(row: OutboxMessage): Promise<void> {
    const message = messages.get(row.code);
    if (!message) {
      await settle(row, { status: 'dead', failure: `unknown message ${row.code}` });
      return;
    }
    let answer: unknown;
    try {
      answer = await message.deliver(tools, row.payload, row.uncertain);
    } catch (error) {
      await failed(row, message.channel, error);
      return;
    }
    await run(system, async (ctx) => {
      await ctx.db.update(
        OutboxMessage,
        { id: row.id },
        { status: 'sent', sentAt: ctx.now, leaseUntil: null, failure: null },
      );
      if (message.answered) await ctx.emit(message.answered, answer);
    });
  }

  async function failed(row: OutboxMessage, channel: Channel, error: unknown): Promise<void> {
    if (error instanceof Undeliverable) return settle(row, { status: 'dead', failure: error.message.slice(0, 255) });
    if (!(error instanceof WecomFault)) {
      log.error('outbox.delivery-broke', error, { message: row.code, id: row.id });
      await tryLater(row, 'a fault of the product, see the log', true);
      return;
    }
    const reason = error.reason.slice(0, 255);
    log.warn('outbox.not-delivered', {
      message: row.code,
      id: row.id,
      errcode: error.errcode,
      treatment: error.treatment,
    });
    switch (error.treatment) {
      case 'give-up':
        return settle(row, { status: 'dead', failure: reason });
      case 'wait':
        return settle(row, {
          status: 'pending',
          dueAt: addSeconds(clock.now(), error.waitSeconds ?? PAUSE_SECONDS),
          failure: reason,
        });
      case 'pause':
        await pause(channel, error);
        return settle(row, { status: 'pending', failure: reason });
      case 'refresh':
      case 'retry':
        return tryLater(row, reason, error.outcome === 'unknown', error.waitSeconds);
    }
  }

  async function tryLater(row: OutboxMessage, failure: string, uncertain: boolean, atLeast = 0): Promise<void> {
    const seconds = BACK_OFF_SECONDS[row.attempts - 1];
    if (seconds === undefined) return settle(row, { status: 'dead', failure });
    return settle(row, {
      status: 'pending',
      dueAt: addSeconds(clock.now(), Math.max(seconds, atLeast)),
      failure,
      uncertain: row.uncertain || uncertain,
    });
  }

  async function settle(row: OutboxMessage, change: Settlement): Promise<void> {
    if (change.status === 'dead') log.warn('outbox.dead', { message: row.code, id: row.id, reason: change.failure });
    await transact((db) => db.update(OutboxMessage, { id: row.id }, { leaseUntil: null, ...change }));
  }

  async function pause(channel: Channel, { errcode, sentence, reason: meaning }: WecomFault): Promise<void> {
    const reason = (sentence ? `${errcode} ${sentence}` : meaning).slice(0, 255);
    log.warn('outbox.paused', { channel, reason, seconds: PAUSE_SECONDS });
    await transact(async (db) => {
      const now = clock.now();
      const change = { until: addSeconds(now, PAUSE_SECONDS), reason };
      const { affected } = await db.update(OutboxPause, { channel }, change);
      if (affected === 0) await db.insert(OutboxPause, { channel, since: now, ...change });
    });
  }
}

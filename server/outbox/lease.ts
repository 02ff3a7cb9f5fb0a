import { OutboxMessage } from '../../entities/outbox-message.ts';
import type { Transact } from '../db/transaction.ts';
import type { Clock } from '../kernel/clock.ts';
import { addSeconds } from '../kernel/dates.ts';
import type { DeliveryTools } from '../kernel/messages.ts';
import { LEASE_SECONDS } from './claim.ts';
import { stillOurs } from './settle.ts';

/** A lease that ends sooner is renewed before anything is begun: a call with a new token takes 40 seconds at most. */
const ENOUGH_SECONDS = 45;

/** Another process has taken the message, because this one stood still for longer than its lease. */
export class LeaseLost extends Error {}

/** The right to deliver one message, kept up as long as its delivery gets on. */
export interface Lease {
  /** Makes sure that the message is ours for one more call; throws `LeaseLost` where it is no longer. */
  hold(row: OutboxMessage): Promise<void>;
  /** The tools with which a delivery of several calls makes none without its lease. */
  within(row: OutboxMessage, tools: DeliveryTools): DeliveryTools;
}

/** Builds `Lease`. */
export function createLease(transact: Transact, clock: Clock): Lease {
  async function hold(row: OutboxMessage): Promise<void> {
    const now = clock.now();
    if (row.leaseUntil && row.leaseUntil >= addSeconds(now, ENOUGH_SECONDS)) return;
    const leaseUntil = addSeconds(now, LEASE_SECONDS);
    const { affected } = await transact((db) => db.update(OutboxMessage, stillOurs(row), { leaseUntil }));
    if (affected !== 1) throw new LeaseLost();
    row.leaseUntil = leaseUntil;
  }

  return {
    hold,
    within: (row, { wecom, chat }) => ({
      chat,
      wecom: {
        get: (...call) => hold(row).then(() => wecom.get(...call)),
        post: (...call) => hold(row).then(() => wecom.post(...call)),
      },
    }),
  };
}

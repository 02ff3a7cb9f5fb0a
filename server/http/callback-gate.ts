import type { Clock } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';

/** Refused requests that one address may send in a minute. */
const REFUSALS_A_MINUTE = 60;
/** Bodies of at most 64 KB that are read at one time, from one address and in all. */
const BODIES_OF_ONE = 200;
const BODIES = 400;
/** A body of WeCom's is there at once; one that takes longer gives way where too many are read. */
const SLOW_MS = 1000;
/** How long an address from which a callback was good is known as such. */
const GOOD_MS = 3_600_000;
const MINUTE_MS = 60_000;
const ADDRESSES = 10_000;

/** One request on its way in. */
export interface Visit {
  /** Its body has been read, or never will be. */
  read(): void;
  /** It was a callback of WeCom's. */
  good(): void;
  /** It was none. */
  refused(): void;
}

/** Keeps strangers from taking the callback address for themselves; knows at most 10,000 addresses of each sort. */
export interface Gate {
  /** Lets a request in, or throws `limited`; `cut` ends it where it is slow and others need its place. */
  enter(from: string, cut: () => void): Visit;
}

/**
 * Builds the gate.
 *
 * An address from which a callback was good in the last hour is let in whatever else comes from it, for it is WeCom or a
 * proxy before us; so neither the refusals of strangers nor the bodies they hold back ever refuse a callback of WeCom's.
 */
export function createGate(clock: Clock): Gate {
  const good = new Map<string, number>();
  let refusals = new Map<string, number>();
  let minute = 0;
  const bodies = new Map<Visit, { from: string; since: number; cut: () => void }>();

  function enter(address: string, cut: () => void): Visit {
    const from = networkOf(address);
    const now = clock.now().getTime();
    if (now - minute >= MINUTE_MS) {
      minute = now;
      refusals = new Map();
    }
    const known = now - (good.get(from) ?? Number.NEGATIVE_INFINITY) < GOOD_MS;
    if (!known && (refusals.get(from) ?? 0) >= REFUSALS_A_MINUTE) throw tooMany();
    const makesRoom = bodies.size < BODIES || cutSlow(now);
    if (!known && (!makesRoom || countOf(from) >= BODIES_OF_ONE)) throw tooMany();

    const visit: Visit = {
      read: () => void bodies.delete(visit),
      good: () => keep(good, from, now),
      refused: () => keep(refusals, from, (refusals.get(from) ?? 0) + 1),
    };
    bodies.set(visit, { from, since: now, cut });
    return visit;
  }

  /** Cuts the body that has been on its way for longest, if that is long. */
  function cutSlow(now: number): boolean {
    const [oldest] = bodies;
    if (!oldest || now - oldest[1].since < SLOW_MS) return false;
    bodies.delete(oldest[0]);
    oldest[1].cut();
    return true;
  }

  const countOf = (address: string): number => [...bodies.values()].filter(({ from }) => from === address).length;

  return { enter };
}

/** The one unused for longest makes room. */
function keep(addresses: Map<string, number>, address: string, value: number): void {
  addresses.delete(address);
  addresses.set(address, value);
  const [oldest] = addresses.keys();
  if (addresses.size > ADDRESSES && oldest !== undefined) addresses.delete(oldest);
}

/** Whoever has one IPv6 address has the other 2^64 of its network. */
const networkOf = (address: string): string => (address.includes(':') ? address.split(':', 4).join(':') : address);

const tooMany = (): DomainError =>
  new DomainError('limited', 'callback.too-many', '这个地址送来太多不对的回调，请过一分钟再试');

import type { Clock } from '../kernel/clock.ts';
import { addSeconds } from '../kernel/dates.ts';
import type { Treatment } from './errcodes.ts';
import { WecomFault } from './fault.ts';

/** Where tokens come from; a fault with this path means that the call itself was never made. */
export const TOKEN_PATH = 'gettoken';

/** One access token; two answers of WeCom's are two tokens, even with the same text. */
export interface Token {
  value: string;
  expiresAt: Date;
}

/** The one place that holds the token of a secret. */
export interface TokenStore {
  /** A token that should be valid, fetched at most once for all who wait; while fetching is held back, throws the fault that is the reason. */
  get(): Promise<Token>;
  /** WeCom has answered a call with a token of this store: earlier faults are over. */
  accepted(): void;
  /** Forgets a token that WeCom refused, unless a newer one is here already; with `fault`, for one that was new, fetching is held back as well. */
  discard(token: Token, fault?: WecomFault): void;
}

/** What `gettoken` answers, `expiresIn` in seconds. */
export interface FetchedToken {
  value: string;
  expiresIn: number;
}

/**
 * Seconds before `gettoken` is asked again after a fault, doubling with each further one up to `most`.
 * WeCom blocks an IP for one hour after many calls with a wrong secret (wecom-api.md 1), so that one is asked about rarely.
 */
const BACK_OFF: Record<Treatment, { first: number; most: number }> = {
  retry: { first: 1, most: 60 },
  refresh: { first: 1, most: 60 },
  wait: { first: 60, most: 3600 },
  pause: { first: 60, most: 3600 },
  'give-up': { first: 60, most: 3600 },
};

/** Keeps a token while it is valid, by `clock`. */
export function createTokenStore(fetchToken: () => Promise<FetchedToken>, clock: Clock): TokenStore {
  let token: Token | null = null;
  let flight: Promise<Token> | null = null;
  let failures = 0;
  let held: { until: Date; fault: WecomFault } | null = null;

  function holdBack(fault: WecomFault): void {
    const { first, most } = BACK_OFF[fault.treatment];
    const seconds = Math.min(first * 2 ** failures, most);
    failures += 1;
    held = { until: addSeconds(clock.now(), seconds), fault };
  }

  async function renew(): Promise<Token> {
    try {
      const asked = clock.now();
      const { value, expiresIn } = await fetchToken();
      token = { value, expiresAt: addSeconds(asked, expiresIn - margin(expiresIn)) };
      held = null;
      return token;
    } catch (error) {
      if (error instanceof WecomFault) holdBack(error);
      throw error;
    } finally {
      flight = null;
    }
  }

  return {
    async get() {
      const now = clock.now();
      if (token !== null && now < token.expiresAt) return token;
      if (flight === null && held !== null && now < held.until) throw stillHeld(held.fault, held.until, now);
      flight ??= renew();
      return flight;
    },
    accepted() {
      failures = 0;
    },
    discard(refused, fault) {
      if (token !== refused) return;
      token = null;
      if (fault !== undefined) holdBack(fault);
    },
  };
}

/** Near its end WeCom answers with the same token and the short rest of its life, which a fixed margin would never leave. */
const margin = (expiresIn: number): number => Math.min(60, expiresIn / 10);

function stillHeld(fault: WecomFault, until: Date, now: Date): WecomFault {
  return new WecomFault({
    ...fault,
    path: TOKEN_PATH,
    waitSeconds: Math.ceil((until.getTime() - now.getTime()) / 1000),
  });
}

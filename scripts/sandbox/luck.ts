import { createHash } from 'node:crypto';
import type { CallbackFault, CallFault, SandboxFaults } from './api.ts';

/** How long, in real milliseconds, chance may make anybody wait at most, as a multiple of the mean. */
const LONGEST_WAIT = 8;

/** What befalls one call. */
export interface CallLot {
  delayMs: number;
  dripMs: number;
  loseToken: boolean;
  errcode: number | null;
  /** The answer is replaced by this, before or after the work was done. */
  lost: { as: 'reset' | 502 | 504; work: 'undone' | 'done' } | null;
}

/** What befalls one callback. */
export interface CallbackLot {
  dropped: boolean;
  twice: boolean;
  overtaken: boolean;
  delayMs: number;
  /** WeCom does not hear the product's first answer, and tries again under such a signature. */
  unheard: 'same' | 'new' | null;
}

/** Draws the lots of calls and callbacks: the same seed, rules and order per endpoint and lane give the same ones. */
export class Luck {
  readonly #rules: Pick<SandboxFaults, 'seed' | 'calls' | 'callbacks'>;
  readonly #counts = new Map<string, number>();

  constructor(rules: Pick<SandboxFaults, 'seed' | 'calls' | 'callbacks'>) {
    this.#rules = rules;
  }

  /** The lot of the next call to this endpoint. Delays add up; of what replaces the answer the first rule wins. */
  ofCall(path: string, needsToken: boolean): CallLot {
    const befallen = this.#draw(this.#rules.calls, `call ${path}`, (rule) =>
      rule.path === '*' ? needsToken : rule.path === path,
    );
    const lot: CallLot = { delayMs: 0, dripMs: 0, loseToken: false, errcode: null, lost: null };
    for (const { rule, chance } of befallen) befall(lot, rule, chance);
    return lot;
  }

  /** The lot of the next callback of this lane. */
  ofCallback(lane: string): CallbackLot {
    const befallen = this.#draw(this.#rules.callbacks, `callback ${lane}`, () => true);
    const met = (does: CallbackFault['does']): boolean => befallen.some(({ rule }) => rule.does === does);
    const unheard = befallen.map(({ rule }) => rule).find((rule) => rule.does === 'retry');
    const delays = befallen.map(({ rule, chance }) => (rule.does === 'delay' ? waitOf(rule.meanMs, chance) : 0));
    return {
      dropped: met('drop'),
      twice: met('duplicate'),
      overtaken: met('overtake'),
      delayMs: delays.reduce((sum, ms) => sum + ms, 0),
      unheard: unheard?.signature ?? null,
    };
  }

  /** The rules that strike this time, each with a second draw of its own for how. */
  #draw<T extends CallFault | CallbackFault>(
    rules: readonly T[],
    what: string,
    concerns: (rule: T) => boolean,
  ): { rule: T; chance: number }[] {
    if (rules.length === 0) return [];
    const count = (this.#counts.get(what) ?? 0) + 1;
    this.#counts.set(what, count);
    return rules.flatMap((rule, at) => {
      if (!concerns(rule)) return [];
      const [strikes, chance] = fractions(`${this.#rules.seed} ${what} ${count} ${at}`);
      return strikes * 100 < rule.percent ? [{ rule, chance }] : [];
    });
  }
}

function befall(lot: CallLot, rule: CallFault, chance: number): void {
  switch (rule.does) {
    case 'delay':
      lot.delayMs += waitOf(rule.meanMs, chance);
      return;
    case 'drip':
      lot.dripMs += waitOf(rule.meanMs, chance);
      return;
    case 'lose-token':
      lot.loseToken = true;
      return;
    case 'errcode':
      lot.errcode ??= rule.errcodes[Math.floor(chance * rule.errcodes.length)] ?? null;
      return;
    default:
      lot.lost ??= { as: LOST_AS[rule.does], work: rule.work };
  }
}

const LOST_AS = { reset: 'reset', 'bad-gateway': 502, 'gateway-timeout': 504 } as const;

/** Most waits are short and a few are long, as on a real network: an exponential distribution. */
const waitOf = (meanMs: number, chance: number): number =>
  Math.round(Math.min(-Math.log(1 - chance), LONGEST_WAIT) * meanMs);

/** Two numbers from 0 to just below 1 that a text decides. */
function fractions(text: string): [number, number] {
  const digest = createHash('sha256').update(text).digest();
  return [digest.readUInt32BE(0) / 2 ** 32, digest.readUInt32BE(4) / 2 ** 32];
}

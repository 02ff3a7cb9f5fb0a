import { DomainError } from '../kernel/errors.ts';

/**
 * Why a transaction is run: `asked` by somebody outside who can be told to come again; `owed` since it was accepted before;
 * `planned` by a clock, so that it may wait.
 */
export type Rank = 'asked' | 'owed' | 'planned';

/** How many may be asked for and wait; what was accepted before is bounded by its own lanes. */
const ASKED_AT_MOST = 500;
/** WeCom gives a callback up after five seconds, and tries again. */
const ASKED_WAIT_MS = 4_000;
/** After so many others a planned one has its turn, so that it waits long but not forever. */
const OTHERS_BEFORE_PLANNED = 20;

/** Lets so many transactions run at a time and the others wait, in a bounded queue. */
export interface Turns {
  /** Resolves when it is one's turn, with the way to give it back; rejects with `unavailable` where too many wait. */
  take(rank: Rank): Promise<() => void>;
  /** How many wait for theirs. */
  waiting(): number;
}

interface Waiting {
  asked: boolean;
  begin: () => void;
}

/** Builds the queue before a database that runs `width` transactions at a time. */
export function createTurns(width: number): Turns {
  const soon = new Set<Waiting>();
  const planned = new Set<Waiting>();
  let running = 0;
  let asked = 0;
  let sincePlanned = 0;

  function next(): void {
    const fromPlanned = planned.size > 0 && (soon.size === 0 || sincePlanned >= OTHERS_BEFORE_PLANNED);
    sincePlanned = fromPlanned ? 0 : sincePlanned + 1;
    const queue = fromPlanned ? planned : soon;
    const [first] = queue;
    if (!first) return;
    leave(queue, first);
    first.begin();
  }

  function leave(queue: Set<Waiting>, each: Waiting): void {
    queue.delete(each);
    if (each.asked) asked -= 1;
  }

  function begin(): () => void {
    running += 1;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      running -= 1;
      next();
    };
  }

  return {
    waiting: () => soon.size + planned.size,
    take(rank) {
      if (running < width) return Promise.resolve(begin());
      if (rank === 'asked' && asked >= ASKED_AT_MOST) return Promise.reject(busy());
      return new Promise((resolve, reject) => {
        const queue = rank === 'planned' ? planned : soon;
        const late =
          rank === 'asked' &&
          setTimeout(() => {
            leave(queue, mine);
            reject(busy());
          }, ASKED_WAIT_MS).unref();
        const mine: Waiting = {
          asked: rank === 'asked',
          begin() {
            if (late) clearTimeout(late);
            resolve(begin());
          },
        };
        queue.add(mine);
        if (mine.asked) asked += 1;
      });
    },
  };
}

const busy = (): DomainError => new DomainError('unavailable', 'database.busy', '系统正忙，这次没有存下。请稍后再试。');

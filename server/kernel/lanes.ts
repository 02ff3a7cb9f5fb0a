/** Work that runs one by one within a lane and side by side across lanes. */
export interface Lanes {
  /** Looks for work now, or once more after the present look. */
  nudge(): void;
  /** Resolves when a look found nothing to do and nothing is in hand. */
  drain(): Promise<void>;
  /** Takes nothing new and resolves when all in hand is finished. */
  stop(): Promise<void>;
}

/** Runs what `take` gives; `take` is told the lanes in hand and how many more may start. */
export function createLanes<T>(options: {
  width: number;
  take: (busy: readonly string[], room: number) => Promise<T[]>;
  laneOf: (item: T) => string;
  work: (item: T) => Promise<void>;
  /** Told of errors that `take` or `work` let through; the lanes go on. */
  failed: (error: unknown) => void;
}): Lanes {
  const { width, take, laneOf, work, failed } = options;
  const inHand = new Map<string, Promise<void>>();
  let look: Promise<void> | null = null;
  let lookAgain = false;
  let stopped = false;

  function nudge(): void {
    if (stopped) return;
    if (look) {
      lookAgain = true;
      return;
    }
    look = start()
      .catch(failed)
      .finally(() => {
        look = null;
        if (lookAgain) {
          lookAgain = false;
          nudge();
        }
      });
  }

  async function start(): Promise<void> {
    const room = width - inHand.size;
    if (room <= 0) return;
    const lanes = groupBy(await take([...inHand.keys()], room), laneOf);
    for (const [lane, items] of lanes) {
      inHand.set(
        lane,
        workThrough(items).then((all) => {
          inHand.delete(lane);
          if (all) nudge();
        }),
      );
    }
  }

  /** False where work failed: what would fail again at once waits for the next nudge from outside. */
  async function workThrough(items: T[]): Promise<boolean> {
    let all = true;
    for (const item of items) {
      await work(item).catch((error: unknown) => {
        all = false;
        failed(error);
      });
    }
    return all;
  }

  async function drain(): Promise<void> {
    nudge();
    await settled();
  }

  async function settled(): Promise<void> {
    while (look !== null || inHand.size > 0) await Promise.all([look, ...inHand.values()]);
  }

  async function stop(): Promise<void> {
    stopped = true;
    await settled();
  }

  return { nudge, drain, stop };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

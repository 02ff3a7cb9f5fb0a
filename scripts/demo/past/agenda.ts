/** Something that happened; the past is told in the order of these. */
export interface Moment {
  at: Date;
  happens: () => Promise<unknown>;
}

/** What has happened, to be told in the order of time; what follows from a moment is added while it is told. */
export interface Agenda {
  add(...moments: Moment[]): void;
  /** How many moments there are, told ones included. */
  size(): number;
  /** Tells all moments, the earliest first; those of one instant in the order in which they were added. */
  tell(told: (count: number) => void): Promise<void>;
}

/** An agenda without moments. */
export function createAgenda(): Agenda {
  const moments: Moment[] = [];
  let told = 0;
  let telling = false;

  function insert(moment: Moment): void {
    let [from, to] = [told, moments.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((moments[middle]?.at ?? moment.at) <= moment.at) from = middle + 1;
      else to = middle;
    }
    moments.splice(from, 0, moment);
  }

  return {
    add(...added) {
      if (telling) added.forEach(insert);
      else moments.push(...added);
    },
    size: () => moments.length,
    async tell(report) {
      moments.sort((left, right) => left.at.getTime() - right.at.getTime());
      telling = true;
      while (told < moments.length) {
        const moment = moments[told];
        told += 1;
        await moment?.happens();
        report(told);
      }
    },
  };
}

import type { DemoCalendar } from './calendar.ts';
import type { Random } from './random.ts';

/** Spreads over time what is still to be done, for each member alike. */
export interface Promises {
  /** When the next step falls due that `userid` promised so many working days ago; null where he promised none. */
  by(userid: string, ago: number): Date | null;
}

type Due = 'overdue' | 'today' | 'tomorrow' | 'later';

/** What each member has on his list, in the order in which it fills. */
const LIST: readonly Due[] =
  'overdue today tomorrow later overdue later today later tomorrow later overdue later later today later later'.split(
    ' ',
  ) as Due[];

const SLOTS = ['09:30', '10:00', '11:00', '14:00', '15:00', '15:30', '16:30'] as const;

/** An empty list for everybody. */
export function createPromises(calendar: DemoCalendar, random: Random): Promises {
  const lists = new Map<string, Due[]>();

  function takeFrom(list: Due[], ago: number): Due | null {
    // Overdue by a day at least, and promised before that.
    const at = list.findIndex((due) => due !== 'overdue' || ago >= 3);
    return at < 0 ? null : (list.splice(at, 1)[0] ?? null);
  }

  return {
    by(userid, ago) {
      // Whoever has not been spoken to for weeks has been forgotten.
      if (ago > 21) return null;
      const list = lists.get(userid) ?? [...LIST];
      lists.set(userid, list);
      const slot = random.pick(SLOTS);
      switch (takeFrom(list, ago)) {
        case 'overdue':
          return calendar.past(random.int(1, Math.min(ago - 1, 7)), slot);
        case 'today':
          return calendar.today(random.pick(['14:00', '15:30', '17:00', '18:30']));
        case 'tomorrow':
          return calendar.tomorrow(slot);
        case 'later':
          return calendar.ahead(random.int(2, 12), slot);
        case null:
          return null;
      }
    },
  };
}

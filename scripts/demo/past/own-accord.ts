import { GREETINGS } from '../../../server/care/greetings.ts';
import { compareDates, dateKey, shiftDays } from '../../../server/kernel/calendar.ts';
import { fromShanghai, shanghaiDate, toShanghai } from '../../../server/kernel/dates.ts';
import { holidayDate } from '../../../server/kernel/holidays.ts';
import { jobsAt } from '../../../server/scheduler/jobs.ts';
import { retierBatch } from '../../../server/tiers/retier.ts';
import { TierRun } from '../../../entities/tier.ts';
import type { Means } from './means.ts';

/** The birthdays of so many days are told, and of all holidays the last one. */
const CARED_DAYS = 30;
const TIER_EVERY_DAYS = 30;
const TIER_RUNS = 6;
/** What has rounds of its own here: tiers once a month, reminders at the end; a morning's card is of no use afterwards. */
const NOT_HERE = ['retier', 'remind-tasks', 'brief-members'];
const MOST_ROUNDS = 100;

/** Puts on the agenda what the product did of its own accord: tiers month by month, and the care of the last weeks. */
export function tellOwnAccord(means: Means, now: Date): void {
  const { agenda, calendar } = means;
  for (let back = TIER_RUNS; back >= 1; back -= 1) {
    const then = calendar.longAgo(back * TIER_EVERY_DAYS, '03:10');
    agenda.add({ at: then, happens: () => reckonTiers(means, then) });
  }
  const days = Array.from({ length: CARED_DAYS }, (_, ago) => dateKey(shiftDays(toShanghai(now), -ago - 1)));
  for (const day of new Set([lastHoliday(now), ...days])) tellDay(means, day);
}

/** A day of care or of a campaign: what is sent in the morning, what came of it by noon, and what nobody has confirmed in the evening. */
export function tellDay(means: Means, day: string): void {
  const { agenda, wecom } = means;
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const morning = fromShanghai(year, month, date, 9, 0);
  agenda.add({ at: morning, happens: () => work(means, morning) });
  for (const [hour, minute] of [
    [12, 20],
    [21, 12],
  ] as const) {
    const then = fromShanghai(year, month, date, hour, minute);
    agenda.add({ at: then, happens: async () => (wecom.isOpen() ? work(means, then) : undefined) });
  }
}

/** Does all that the product owes at an instant, as its scheduler does, and takes over what WeCom answers. */
export async function work({ at, wecom }: Means, then: Date): Promise<void> {
  for (const job of jobsAt(null).filter(({ code }) => !NOT_HERE.includes(code))) {
    for (let round = 0; ; round += 1) {
      const ids = await at(then, null, (ctx) => job.due(ctx, 1000));
      if (ids.length === 0) break;
      if (round === MOST_ROUNDS) throw new Error(`${job.code} is never done`);
      for (const id of ids) await at(then, null, (ctx) => job.settle(ctx, id));
    }
    for (let answers = wecom.takeAnswers(); answers.length > 0; answers = wecom.takeAnswers()) {
      for (const answer of answers) await at(then, null, answer);
    }
  }
}

/** Reckons everybody's tier as it stood then. */
export async function reckonTiers({ at }: Means, then: Date): Promise<void> {
  const day = shanghaiDate(then);
  for (let done = false; !done;) {
    done = await at(then, null, async (ctx) => {
      const run = await ctx.db.findOneBy(TierRun, { day });
      if (!run?.done) await retierBatch(ctx, `${day} ${run?.reached ?? ''}`);
      return run?.done ?? false;
    });
  }
}

function lastHoliday(now: Date): string {
  const today = toShanghai(now);
  const kept = GREETINGS.filter(({ on }) => on)
    .flatMap(({ holiday }) => [holidayDate(holiday, today.year), holidayDate(holiday, today.year - 1)])
    .filter((date) => compareDates(date, today) < 0)
    .sort(compareDates);
  return dateKey(kept.at(-1) ?? shiftDays(today, -1));
}

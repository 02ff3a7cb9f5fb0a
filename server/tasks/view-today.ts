import { Brackets } from 'typeorm';
import { Customer } from '../../entities/customer.ts';
import { Task } from '../../entities/task.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { solarToLunar } from '../kernel/calendar.ts';
import { addDays, spokenDate, startOfShanghaiDay, toShanghai } from '../kernel/dates.ts';
import { lunarName } from '../kernel/lunar-names.ts';
import { QUIET_HOURS } from '../touches/guard.ts';
import { ownTasks } from './policy.ts';
import { silence } from './present.ts';
import { aboutCustomers, rankedTasks } from './rank-tasks.ts';
import type { RankedTask, SilentCustomer, TodayView } from './schemas.ts';

const TASKS_SHOWN = 30;
const LATER_SHOWN = 5;
const SILENT_SHOWN = 3;
/** Nobody's window is shorter. */
const SHORTEST_WINDOW_DAYS = 3;
/** So many of those who have been left alone longest are weighed against each other. */
const SILENT_WEIGHED = 300;

/** The actor's day: what to do first and why, and whom he has left alone for too long. */
export async function viewToday(ctx: ReadCtx): Promise<TodayView> {
  const { now } = ctx;
  const [today, tomorrow] = [startOfShanghaiDay(now), startOfShanghaiDay(now, 1)];
  const [due, later, counts, silent] = await Promise.all([
    openTasks(ctx).andWhere('t.dueAt < :tomorrow', { tomorrow }).limit(TASKS_SHOWN).getMany(),
    openTasks(ctx).andWhere('t.dueAt >= :tomorrow', { tomorrow }).limit(LATER_SHOWN).getMany(),
    countTasks(ctx, today, tomorrow),
    silentCustomers(ctx),
  ]);
  const ranked = await rankedTasks(ctx, [...due, ...later]);
  return {
    now,
    date: spokenDate(now),
    lunarDate: `农历${lunarName(solarToLunar(toShanghai(now)))}`,
    quiet: { from: clock(QUIET_HOURS.from), to: clock(QUIET_HOURS.to) },
    ribbon: due.filter(({ dueAt }) => dueAt >= today).map(({ dueAt }) => ({ at: dueAt, kind: 'task' as const })),
    counts,
    tasks: ranked.slice(0, due.length).sort(pressingFirst),
    later: ranked.slice(due.length),
    silent: silent.slice(0, SILENT_SHOWN),
    silentCount: silent.length,
  };
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

const openTasks = (ctx: ReadCtx) => ownTasks(ctx).andWhere(`t.status = 'open'`).orderBy('t.dueAt').addOrderBy('t.id');

/** What is overdue goes first, the heaviest on top; then the day as it comes. */
function pressingFirst(a: RankedTask, b: RankedTask): number {
  const weight = ({ overdueDays, rhythm }: RankedTask) =>
    overdueDays === 0 ? 0 : overdueDays + (rhythm?.overDays ?? 0);
  return weight(b) - weight(a) || a.dueAt.getTime() - b.dueAt.getTime();
}

async function countTasks(ctx: ReadCtx, today: Date, tomorrow: Date): Promise<TodayView['counts']> {
  const open = () => ownTasks(ctx).andWhere(`t.status = 'open'`);
  const [overdue, due, later] = await Promise.all([
    open().andWhere('t.dueAt < :today', { today }).getCount(),
    open().andWhere('t.dueAt >= :today AND t.dueAt < :tomorrow', { today, tomorrow }).getCount(),
    open().andWhere('t.dueAt >= :tomorrow', { tomorrow }).getCount(),
  ]);
  return { overdue, today: due, later };
}

/** The actor's own customers beyond their window about whom nothing is planned; those who have bought first, then by how far they are beyond it. */
async function silentCustomers(ctx: ReadCtx): Promise<SilentCustomer[]> {
  const { actor, db, now } = ctx;
  if (actor.kind !== 'member') return [];
  const planned = db
    .createQueryBuilder()
    .subQuery()
    .select('1')
    .from(Task, 't')
    .where(`t.customerId = c.id AND t.status = 'open'`)
    .getQuery();
  const quiet = await db
    .createQueryBuilder(Customer, 'c')
    .where('c.ownerId = :ownerId', { ownerId: actor.id })
    .andWhere(
      new Brackets((either) =>
        either.where('c.lastFollowedUpAt < :since').orWhere('c.lastFollowedUpAt IS NULL AND c.createdAt < :since'),
      ),
      { since: addDays(now, -SHORTEST_WINDOW_DAYS) },
    )
    .andWhere(`NOT EXISTS ${planned}`)
    .orderBy('c.lastFollowedUpAt')
    .addOrderBy('c.id')
    .limit(SILENT_WEIGHED)
    .getMany();
  const about = [...(await aboutCustomers(ctx, quiet)).values()].filter(({ rhythm }) => rhythm.overDays > 0);
  const beyond = ({ rhythm: { overDays, windowDays } }: (typeof about)[number]) => overDays / windowDays;
  const bought = ({ customer }: (typeof about)[number]) => Number(customer.stage === 'won');
  return about
    .sort((a, b) => bought(b) - bought(a) || beyond(b) - beyond(a) || (a.customer.id < b.customer.id ? -1 : 1))
    .map(({ name, rhythm, contacted, last }) => ({
      ...{ customer: name, rhythm, lastNote: last?.note ?? null },
      text: silence({ rhythm, contacted }),
    }));
}

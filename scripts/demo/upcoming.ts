import { In, MoreThan } from 'typeorm';
import { Birthday } from '../../entities/birthday.ts';
import { Campaign } from '../../entities/campaign.ts';
import { CareOccasion } from '../../entities/care.ts';
import { Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import { nextKept, sendTime } from '../../server/care/days.ts';
import { birthdayKeysOn } from '../../server/kernel/birthdays.ts';
import { dateKey, shiftDays, type CivilDate } from '../../server/kernel/calendar.ts';
import type { ReadCtx } from '../../server/kernel/context.ts';
import { toShanghai } from '../../server/kernel/dates.ts';
import { upcomingReminders } from '../../server/tasks/remind-task.ts';
import type { UpcomingItem } from '../sandbox/api.ts';

const REMINDERS = 3;
const BIRTHDAYS = 2;
const HOLIDAYS = 1;
const CAMPAIGNS = 2;
const LOOK_AHEAD_DAYS = 31;
const MOST_NAMED = 2;

/** What the product will do soon of its own accord, in words, the next first: of each kind what is worth moving the clock for. */
export async function upcoming(ctx: ReadCtx): Promise<UpcomingItem[]> {
  const items = [
    ...(await reminders(ctx)),
    ...(await birthdays(ctx)),
    ...(await holidays(ctx)),
    ...(await campaigns(ctx)),
  ];
  return items
    .sort((left, right) => left.at.getTime() - right.at.getTime())
    .map(({ at, text }) => ({ at: at.toISOString(), text }));
}

interface Item {
  at: Date;
  text: string;
}

async function reminders(ctx: ReadCtx): Promise<Item[]> {
  const tasks = await upcomingReminders(ctx, REMINDERS);
  return Promise.all(
    tasks.map(async ({ dueAt, title, ownerId, customerId }) => {
      const owner = await ctx.db.findOneBy(Member, { id: ownerId });
      const customer = customerId ? await ctx.db.findOneBy(Customer, { id: customerId }) : null;
      return { at: dueAt, text: `提醒${owner?.name ?? ''}：${[customer?.name, title].filter(Boolean).join(' ')}` };
    }),
  );
}

async function birthdays(ctx: ReadCtx): Promise<Item[]> {
  const occasions = await ctx.db.findBy(CareOccasion, { kind: 'birthday', enabled: true });
  const items: Item[] = [];
  for (const occasion of occasions) {
    for (const day of daysFrom(toShanghai(ctx.now))) {
      const at = sendTime(occasion, dateKey(day));
      if (at <= ctx.now) continue;
      const names = await bornOn(ctx, day);
      if (names.length === 0) continue;
      items.push({ at, text: `${occasion.title}祝福：${named(names)}` });
      if (items.length === BIRTHDAYS) return items;
    }
  }
  return items;
}

async function holidays({ db, now }: ReadCtx): Promise<Item[]> {
  const occasions = await db.findBy(CareOccasion, { kind: 'holiday', enabled: true });
  return occasions
    .map((occasion) => ({ occasion, day: nextKept(occasion, toShanghai(now)) }))
    .map(({ occasion, day }) => ({ at: sendTime(occasion, dateKey(day)), text: `${occasion.title}问候发给客户` }))
    .filter(({ at }) => at > now)
    .sort((left, right) => left.at.getTime() - right.at.getTime())
    .slice(0, HOLIDAYS);
}

async function campaigns({ db, now }: ReadCtx): Promise<Item[]> {
  const approved = await db.find(Campaign, {
    where: { status: 'approved', sendAt: MoreThan(now) },
    order: { sendAt: 'ASC' },
    take: CAMPAIGNS,
  });
  return approved.map(({ sendAt, title }) => ({ at: sendAt, text: `活动发出：${title}` }));
}

async function bornOn({ db }: ReadCtx, day: CivilDate): Promise<string[]> {
  const born = await db.find(Birthday, { select: { customerId: true }, where: [...birthdayKeysOn(day)] });
  const customers = await db.find(Customer, {
    select: { id: true, name: true },
    where: { id: In(born.map(({ customerId }) => customerId)) },
    order: { id: 'ASC' },
  });
  return customers.map(({ name }) => name);
}

const daysFrom = (today: CivilDate): CivilDate[] =>
  Array.from({ length: LOOK_AHEAD_DAYS }, (_, ahead) => shiftDays(today, ahead));

const named = (names: readonly string[]): string =>
  names.length > MOST_NAMED ? `${names.slice(0, MOST_NAMED).join('、')}等 ${names.length} 位` : names.join('、');

import { And, In, LessThan, MoreThanOrEqual } from 'typeorm';
import { CareBrief, CareItem, CareOccasion } from '../../entities/care.ts';
import { Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { shanghaiDate, spokenDate, startOfShanghaiDay, toShanghai } from '../kernel/dates.ts';
import { chatNotice } from '../wecom/messages/chat-notice.ts';
import { QUIET_HOURS } from '../touches/guard.ts';
import { bornOn } from './candidates.ts';
import { PLAN_HOUR } from './days.ts';
import { plansDue } from './plan-care.ts';
import { plannedWords } from './states.ts';

const MOST_BORN = 5000;
const MOST_NAMED = 20;

/** Members who are owed the morning's card: somebody of theirs has his birthday, or greetings are planned in their name. */
export async function briefsDue(ctx: ReadCtx, limit: number): Promise<string[]> {
  const { hour } = toShanghai(ctx.now);
  if (hour < PLAN_HOUR || hour >= QUIET_HOURS.from || (await plansDue(ctx)).length > 0) return [];
  const planned = await ctx.db
    .createQueryBuilder(CareItem, 'i')
    .select('DISTINCT i.memberId', 'memberId')
    .where(`i.status IN ('planned', 'held', 'waiting') AND i.at >= :from AND i.at < :to`, {
      from: startOfShanghaiDay(ctx.now),
      to: startOfShanghaiDay(ctx.now, 1),
    })
    .getRawMany<{ memberId: string }>();
  const owners = (await bornToday(ctx)).map(({ ownerId }) => ownerId);
  const memberIds = [...new Set([...owners, ...planned.map(({ memberId }) => memberId)])];
  if (memberIds.length === 0) return [];
  const told = await ctx.db.findBy(CareBrief, { day: shanghaiDate(ctx.now), memberId: In(memberIds) });
  const done = new Set(told.map(({ memberId }) => memberId));
  return memberIds.filter((id) => !done.has(id)).slice(0, limit);
}

/** Tells a member in the morning whose birthday it is and what is planned in his name; once a day. */
export async function briefMember(ctx: Ctx, memberId: string): Promise<void> {
  const day = shanghaiDate(ctx.now);
  if (await ctx.db.existsBy(CareBrief, { memberId, day })) return;
  await ctx.db.insert(CareBrief, { memberId, day });
  const member = await ctx.db.findOneByOrFail(Member, { id: memberId });
  if (member.status === 'left') return;

  const at = And(MoreThanOrEqual(startOfShanghaiDay(ctx.now)), LessThan(startOfShanghaiDay(ctx.now, 1)));
  const items = await ctx.db.find(CareItem, { where: { memberId, at }, order: { id: 'ASC' } });
  const born = (await bornToday(ctx)).filter(
    ({ id, ownerId }) => ownerId === memberId || items.some((item) => item.customerId === id && item.day === day),
  );
  const bornIds = new Set(born.map(({ id }) => id));
  // What is planned for him may be in a colleague's name.
  const planned = await ctx.db.findBy(CareItem, { day, customerId: In([...bornIds]) });
  const itemOf = new Map(planned.map((item) => [item.customerId, item]));
  const others = items.filter(({ customerId, status }) => !bornIds.has(customerId) && status !== 'held');
  if (born.length === 0 && others.length === 0) return;
  const occasions = await ctx.db.findBy(CareOccasion, { id: In([...new Set(others.map((item) => item.occasionId))]) });
  await ctx.send(chatNotice, {
    userId: member.userId,
    id: ctx.newId(),
    notice: {
      kind: 'care-today',
      today: spokenDate(ctx.now),
      birthdays: born.slice(0, MOST_NAMED).map(({ id, name, company }) => ({
        customer: { id, name, company },
        plan: plannedWords(itemOf.get(id)),
      })),
      moreBirthdays: Math.max(0, born.length - MOST_NAMED),
      greetings: occasions.map(({ id, title, sendAt }) => ({
        ...{ title, sendAt, count: others.filter((item) => item.occasionId === id).length },
      })),
    },
  });
}

async function bornToday(ctx: ReadCtx): Promise<Customer[]> {
  const ids = await bornOn(ctx, shanghaiDate(ctx.now), '', MOST_BORN);
  return ids.length === 0 ? [] : ctx.db.find(Customer, { where: { id: In(ids) }, order: { id: 'ASC' } });
}

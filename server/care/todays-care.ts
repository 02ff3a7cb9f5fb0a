import { In } from 'typeorm';
import { CareOccasion, type CareItem } from '../../entities/care.ts';
import { Customer } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { startOfShanghaiDay } from '../kernel/dates.ts';
import { visibleItems } from './policy.ts';
import { stateWords } from './states.ts';

/** One greeting of today as lists show it. */
export interface CareRow {
  item: CareItem;
  customerName: string;
  occasionTitle: string;
  memberName: string;
  /** 等周航确认, 09:02 已送到, 没发：投诉未结 … */
  state: string;
}

/** The greetings of today to customers whom the actor may see, those still to be sent first, and how many there are in all. */
export async function todaysCare(ctx: ReadCtx, limit: number): Promise<{ rows: CareRow[]; total: number }> {
  const { db, now } = ctx;
  const [items, total] = await visibleItems(ctx)
    .andWhere('i.at >= :from AND i.at < :to', { from: startOfShanghaiDay(now), to: startOfShanghaiDay(now, 1) })
    .orderBy(`CASE i.status WHEN 'waiting' THEN 0 WHEN 'planned' THEN 1 WHEN 'sent' THEN 2 ELSE 3 END`)
    .addOrderBy('i.id')
    .limit(limit)
    .getManyAndCount();
  const names = async (entity: typeof Customer | typeof Member, ids: string[]): Promise<Map<string, string>> =>
    new Map((await db.findBy<Customer | Member>(entity, { id: In(ids) })).map(({ id, name }) => [id, name]));
  const customerNames = await names(Customer, [...new Set(items.map(({ customerId }) => customerId))]);
  const memberNames = await names(Member, [...new Set(items.map(({ memberId }) => memberId))]);
  const occasions = await db.findBy(CareOccasion, { id: In([...new Set(items.map(({ occasionId }) => occasionId))]) });
  const titles = new Map(occasions.map(({ id, title }) => [id, title]));
  const rows = items.map((item): CareRow => {
    const memberName = memberNames.get(item.memberId) ?? '';
    return {
      ...{ item, memberName, customerName: customerNames.get(item.customerId) ?? '' },
      ...{ occasionTitle: titles.get(item.occasionId) ?? '', state: stateWords(item, memberName) },
    };
  });
  return { rows, total };
}

import { Customer } from '../../entities/customer.ts';
import { Followup } from '../../entities/followup.ts';
import type { Task } from '../../entities/task.ts';
import { customerNames } from '../customers/list-customers.ts';
import { loadRhythms } from '../customers/rhythm.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { pageOf, readCursor, type Page } from '../kernel/paging.ts';
import { customersOf, ownTasks } from './policy.ts';
import { presentRanked, type TaskCustomer } from './present.ts';
import type { RankedTask } from './schemas.ts';

const PAGE = 20;

/** A page of the actor's open tasks, the earliest first. */
export async function listTasks(ctx: ReadCtx, { cursor }: { cursor?: string | undefined }): Promise<Page<RankedTask>> {
  const query = ownTasks(ctx).andWhere(`t.status = 'open'`);
  if (cursor !== undefined) {
    const { at, id } = readCursor(cursor);
    query.andWhere('(t.dueAt > :lastAt OR (t.dueAt = :lastAt AND t.id > :lastId))', { lastAt: at, lastId: id });
  }
  const tasks = await query
    .orderBy('t.dueAt')
    .addOrderBy('t.id')
    .limit(PAGE + 1)
    .getMany();
  const page = pageOf(tasks, PAGE, ({ dueAt, id }) => ({ at: dueAt, id }));
  return { ...page, items: await rankedTasks(ctx, page.items) };
}

/** Tasks of the actor's with why they matter, in the order given; one whose customer he no longer sees tells nothing of him. */
export async function rankedTasks(ctx: ReadCtx, tasks: readonly Task[]): Promise<RankedTask[]> {
  const customers = await aboutCustomers(ctx, await customersOf(ctx, tasks));
  return tasks.map((task) => presentRanked(task, customers.get(task.customerId ?? '') ?? null, ctx.now));
}

/** What rows tell of these customers. */
export async function aboutCustomers(
  ctx: ReadCtx,
  customers: readonly Customer[],
): Promise<Map<string, TaskCustomer & { customer: Customer }>> {
  if (customers.length === 0) return new Map();
  const [names, rhythms, last] = await Promise.all([
    customerNames(ctx, customers),
    loadRhythms(ctx, customers),
    lastFollowups(ctx, customers),
  ]);
  return new Map(
    customers.flatMap((customer) => {
      const [name, rhythm] = [names.get(customer.id), rhythms.get(customer.id)];
      if (!name || !rhythm) return [];
      const contacted = customer.lastFollowedUpAt !== null;
      return [[customer.id, { customer, name, rhythm, contacted, last: last.get(customer.id) ?? null }]];
    }),
  );
}

/** The last contact with each of these customers, found by the time that is kept with him. */
async function lastFollowups({ db }: ReadCtx, customers: readonly Customer[]): Promise<Map<string, Followup>> {
  const found = await db
    .createQueryBuilder(Followup, 'f')
    .innerJoin(Customer, 'c', 'c.id = f.customerId AND c.lastFollowedUpAt = f.at')
    .where('f.customerId IN (:...ids)', { ids: customers.map(({ id }) => id) })
    .orderBy('f.id')
    .getMany();
  return new Map(found.map((followup) => [followup.customerId, followup]));
}

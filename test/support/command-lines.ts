import { CareItem } from '../../entities/care.ts';
import { Member } from '../../entities/member.ts';
import { system } from '../../server/kernel/actor.ts';
import { createTask } from '../../server/tasks/create-task.ts';
import { quoteDeal } from '../../server/deals/quote-deal.ts';
import { addDays } from '../../server/kernel/dates.ts';
import { openTicket } from '../../server/tickets/open-ticket.ts';
import { MARKS, markedCustomer, type Owner } from './rights-world.ts';
import { START, type TestApp } from './test-app.ts';

/** What a line can be about; each bears its owner's mark. */
export interface Speakable {
  customerId: string;
  customer: string;
  taskId: string;
  ticket: string;
}

/**
 * How each command is said: about a thing, in each way in which one can be named; or about nothing, where the answer
 * lists what the speaker may see.
 */
export const commandLines: Readonly<Record<string, (thing: Speakable) => readonly string[]>> = {
  'log-followup': ofCustomer((who) => `跟进 ${who} 电话 已发报价单`),
  'view-customer': ofCustomer((who) => `查 ${who}`),
  'quote-deal': ofCustomer((who) => `报价 ${who} 6.8万 双头机`),
  'lose-deal': ofCustomer((who) => `丢单 ${who} 选了别家`, 1),
  'win-deal': ofCustomer((who) => `成交 ${who} 6.8万`, 1),
  'new-customer': () => ['新客户 顾小满'],
  timeline: ofCustomer((who) => `时间线 ${who}`),
  find: () => ['找 先生'],
  birthday: ofCustomer((who) => `生日 ${who} 1990-05-20`),
  tag: ofCustomer((who) => `标签 ${who} 酒店`),
  untag: ofCustomer((who) => `去标签 ${who} 酒店`, 1),
  care: () => ['关怀'],
  'list-tasks': () => ['待办'],
  remind: ({ customerId }) => [`提醒 #${customerId} 明天下午3点 回访`],
  'postpone-task': ({ taskId }) => [`推迟 #${taskId} 明天下午3点`],
  'complete-task': ({ taskId }) => [`完成 #${taskId}`],
  complain: ofCustomer((who) => `投诉 ${who} 蒸汽棒漏水`),
  'close-ticket': ({ ticket }) => [`结案 ${ticket} 已换密封圈`],
  'list-tickets': () => ['工单'],
  'opt-out': ofCustomer((who) => `退订 ${who} 优惠`),
  'opt-in': ofCustomer((who) => `恢复接收 ${who} 优惠`),
  redeem: () => ['核销 K7M4XQ9TPA'],
  help: () => ['帮助'],
  status: () => ['状态'],
};

/** By his name, by it and his company, and by the id behind a button; only the first few where the second time would be too late. */
function ofCustomer(line: (who: string) => string, most = 3): (thing: Speakable) => readonly string[] {
  return ({ customer, customerId }) =>
    [`#${customerId}`, customer, `${customer}/${customer.slice(0, 1)}号店`].slice(0, most).map(line);
}

/** Makes a customer of the owner's with a quote, a ticket, a greeting of today and a task. */
export async function speakable(app: TestApp, owner: Owner): Promise<Speakable> {
  const { id: customerId, name: customer } = await markedCustomer(app, owner);
  const [actor, boss] = [await app.actor(owner), await app.actor('boss')];
  await app.run(boss, (ctx) => quoteDeal(ctx, { customerId, amountFen: 5_800_000, title: null }));
  const { ticket } = await app.run(boss, (ctx) =>
    openTicket(ctx, { customerId, kind: 'fault', subject: `${MARKS[owner]}机漏水` }),
  );
  await app.run(system, async ({ db, now, newId }) => {
    const { id: memberId } = await db.findOneByOrFail(Member, { userKey: owner });
    await db.insert(CareItem, {
      ...{ id: newId(), occasionId: 'default-birthday', customerId, day: '2026-11-21', status: 'sent', memberId },
      ...{ massSendId: null, reason: null, detail: null, text: '生日快乐', at: now },
    });
  });
  const todo = { title: `${MARKS[owner]}事`, dueAt: addDays(START, 4), customerId };
  const { id: taskId } = await app.run(actor, (ctx) => createTask(ctx, todo));
  return { customerId, customer, taskId, ticket: ticket.number };
}

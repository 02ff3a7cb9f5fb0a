import { expect, it } from 'vitest';
import { Customer } from '../../../../entities/customer.ts';
import { Deal } from '../../../../entities/deal.ts';
import { Order } from '../../../../entities/order.ts';
import { Task } from '../../../../entities/task.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { serviceCompany } from '../../../support/company.ts';
import { testApp, type TestApp } from '../../../support/test-app.ts';

const deals = (app: TestApp) => app.read(system, ({ db }) => db.find(Deal, { order: { id: 'ASC' } }));
const orders = (app: TestApp) => app.read(system, ({ db }) => db.find(Order, { order: { id: 'ASC' } }));
const openTasks = (app: TestApp) => app.read(system, ({ db }) => db.find(Task, { where: { status: 'open' } }));
const stageOf = async (app: TestApp, id: string) =>
  (await app.read(system, ({ db }) => db.findOneByOrFail(Customer, { id }))).stage;

it('keeps a quote, moves the customer on and reminds of a call two days later that sells nothing', async () => {
  const app = await testApp();
  const customer = await app.build.customer({ owner: 'zhouhang', name: '张三', company: '云栖民宿' });

  const [answer] = await app.say('zhouhang', '报价 张三 5.8万 双头机');

  expect(answer).toContain('已记报价：张三');
  expect(answer).toContain('金额：¥58,000');
  expect(answer).toContain('内容：双头机');
  expect(answer).toContain('计划：11月23日 周一 10:00 报价后关怀电话，不催单');
  expect(await deals(app)).toMatchObject([{ customerId: customer.id, stage: 'open', amountFen: 5_800_000 }]);
  expect(await stageOf(app, customer.id)).toBe('quoted');
  expect((await app.say('zhouhang', '查 张三'))[0]).toContain('报价：¥58,000');

  await app.moveClock({ days: 3 });
  const reminder = (await app.chat('zhouhang')).at(-1);
  expect(reminder).toMatchObject({ at: '2026-11-23T02:00:00.000Z', card: { title: '到点了：报价后关怀电话，不催单' } });
});

it('changes the open quote instead of opening a second one, and plans one call', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await app.say('zhouhang', '报价 张三 5.8万 双头机');
  await app.moveClock({ days: 1 });

  const [answer] = await app.say('zhouhang', '报价 张三 53000');

  expect(answer).toContain('已改报价：张三');
  expect(answer).toContain('金额：¥53,000\n原来：¥58,000\n内容：双头机');
  expect(await deals(app)).toMatchObject([{ amountFen: 5_300_000, title: '双头机' }]);
  expect(await openTasks(app)).toMatchObject([{ dueAt: new Date('2026-11-24T02:00:00Z') }]);
});

it('wins the open quote by its button: order, amount in all, no call about the quote any more', async () => {
  const app = await testApp();
  const customer = await app.build.customer({ owner: 'zhouhang', name: '张三', company: '云栖民宿' });
  await app.say('zhouhang', '报价 张三 5.8万 双头机');

  const [answer] = await app.press('zhouhang', '成交');

  expect(answer).toContain('成交：张三\n云栖民宿\n金额：¥58,000\n内容：双头机\n维护负责人：周航');
  expect(await deals(app)).toMatchObject([{ stage: 'won', amountFen: 5_800_000 }]);
  expect(await orders(app)).toMatchObject([{ customerId: customer.id, title: '双头机', amountFen: 5_800_000 }]);
  expect(await stageOf(app, customer.id)).toBe('won');
  expect((await openTasks(app)).map(({ title }) => title)).not.toContain('报价后关怀电话，不催单');
  const [card] = await app.say('zhouhang', '查 张三');
  expect(card).toContain('累计成交：¥58,000，1 笔');
  expect(card).not.toContain('报价：');

  const [again] = await app.press('zhouhang', '成交');
  expect(again).toContain('商机已结束：今天 10:00 已记成交 ¥58,000');
  expect(await orders(app)).toHaveLength(1);
});

it.each([
  ['成交 张三 5.8万', 5_800_000, '张三'],
  ['成交张三5万8', 5_800_000, '张三'],
  ['赢单 张三 ¥1,299.50 磨豆机', 129_950, '磨豆机'],
  ['won 张三 磨豆机 399元', 39_900, '磨豆机'],
])('wins without a quote: %s', async (line, amountFen, title) => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });

  await app.say('zhouhang', line);

  expect(await orders(app)).toMatchObject([{ amountFen, title }]);
});

it('counts a second purchase on another day, and takes the same one told twice for one', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await app.say('zhouhang', '成交 张三 5.8万');

  expect((await app.say('shenlan', '成交 张三 58000'))[0]).toContain('商机已结束');
  expect(await orders(app)).toHaveLength(1);

  await app.moveClock({ days: 1 });
  await app.say('zhouhang', '成交 张三 58000 第二台');
  expect((await app.say('zhouhang', '查 张三'))[0]).toContain('累计成交：¥116,000，2 笔');
});

it.each([
  ['报价 张三', '没看出金额，先没有记'],
  ['报价 张三 双头机', '没看出金额，先没有记'],
  ['报价 张三 几万块', '“几万块”不是准数'],
  ['报价 张三 0元', '金额要大于 0'],
  ['报价 张三 -5万', '金额要大于 0'],
  ['报价 张三 999999亿', '金额大得不像真的'],
  ['报价 张三 99999999999999亿', '金额大得不像真的'],
  ['报价 张三 大概5万 双头机', '就记 ¥50,000？'],
  ['报价 张三 3到5万 双头机', '是哪个金额？'],
  ['成交 张三', '还差金额，张三没有报过价'],
  ['成交 张三 20多万', '就记 ¥200,000？'],
  ['成交 张三 0', '还差金额'],
  ['丢单 张三 选了别家', '张三没有开着的商机'],
])('%s is asked back and nothing is kept', async (line, said) => {
  const app = await testApp();
  const customer = await app.build.customer({ owner: 'zhouhang', name: '张三' });

  expect((await app.say('zhouhang', line))[0]).toContain(said);

  expect(await deals(app)).toEqual([]);
  expect(await orders(app)).toEqual([]);
  expect(await openTasks(app)).toEqual([]);
  expect(await stageOf(app, customer.id)).toBe('lead');
});

it('keeps the amount that is chosen, once', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await app.say('zhouhang', '成交 张三 3到5万 双头机');

  await app.press('zhouhang', '¥50,000');
  await app.press('zhouhang', '¥30,000');

  expect(await orders(app)).toMatchObject([{ amountFen: 5_000_000, title: '双头机' }]);
});

it('asks which of several amounts is meant where none stands first', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });

  const [question] = await app.say('zhouhang', '成交 张三 优惠500，实付5.3万');

  expect(question).toContain('是哪个金额？');
  expect(question).toContain('[¥53,000]');
  expect(await orders(app)).toEqual([]);
});

it('keeps why a deal was lost; the customer can be quoted again', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张三' });
  await app.say('zhouhang', '报价 张三 5.8万 双头机');

  expect((await app.say('zhouhang', '丢单 张三 选了别家'))[0]).toContain('原因：选了别家');

  expect(await deals(app)).toMatchObject([{ stage: 'lost', lostBecause: '选了别家' }]);
  expect(await openTasks(app)).toEqual([]);
  await app.say('zhouhang', '报价 张三 5万');
  expect(await deals(app)).toMatchObject([{ stage: 'lost' }, { stage: 'open', amountFen: 5_000_000 }]);
});

it('refuses a colleague’s customer as if there were none', async () => {
  const app = await testApp({ company: serviceCompany });
  await app.build.customer({ owner: 'zhouhang', name: '张三' });

  for (const line of ['报价 张三 5.8万', '成交 张三 5.8万', '丢单 张三', '成交 没有的人 5.8万'])
    expect(await app.say('xujing', line)).toEqual(['没有找到这位客户。']);
  expect(await deals(app)).toEqual([]);
});

it('takes a customer whose name is a sum of money for a customer', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '张百万' });
  await app.build.customer({ owner: 'zhouhang', name: '钱三百' });

  await app.say('zhouhang', '报价 张百万 5.8万');
  await app.say('zhouhang', '报价 钱三百 3000');

  expect((await deals(app)).map(({ amountFen }) => amountFen)).toEqual([5_800_000, 300_000]);
});

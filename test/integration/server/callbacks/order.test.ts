import { expect, it } from 'vitest';
import { Callback } from '../../../../entities/callback.ts';
import { Customer, CustomerRelation } from '../../../../entities/customer.ts';
import { Followup } from '../../../../entities/followup.ts';
import { Member } from '../../../../entities/member.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { customerXml, postCallback, textXml } from '../../../support/callbacks.ts';
import { testApp, type TestApp } from '../../../support/test-app.ts';

/** 2026-11-21 09:00 in Shanghai. */
const AT = 1_795_222_800;

const inbox = (app: TestApp) => app.read(system, ({ db }) => db.find(Callback, { order: { id: 'ASC' } }));
const relations = (app: TestApp) => app.read(system, ({ db }) => db.find(CustomerRelation));

async function walkIn(app: TestApp, name: string): Promise<string> {
  const { externalUserId } = await app.control<{ externalUserId: string }>('POST', '/customers', { name });
  return externalUserId;
}

const bond =
  (app: TestApp, externalUserId: string, userId = 'zhouhang') =>
  (change: string, at: number) =>
    postCallback(app, customerXml({ change, userId, externalUserId, at }));

const staffXml = (change: string, userId: string, at: number) =>
  `<xml><ToUserName>wwtestcorp</ToUserName><FromUserName>sys</FromUserName><CreateTime>${at}</CreateTime>` +
  `<MsgType>event</MsgType><Event>change_contact</Event><ChangeType>${change}</ChangeType><UserID>${userId}</UserID></xml>`;

it('gives the lines of a member their effect in the order in which he wrote them, however they arrive', async () => {
  const app = await testApp({ unstarted: true });
  await app.build.member('zhouhang', '周航');
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });
  for (const n of [3, 1, 4, 2])
    await postCallback(
      app,
      textXml({ from: 'ZhouHang', content: `跟进 赵敏 第${n}句`, msgId: `720000000000000000${n}`, at: AT + n }),
    );

  await app.app.start();
  await app.settle();

  const followups = await app.read(system, ({ db }) => db.find(Followup, { order: { id: 'ASC' } }));
  expect(followups.map(({ note }) => note)).toEqual(['第1句', '第2句', '第3句', '第4句']);
});

it('gives a line its effect when it comes, also after a later one', async () => {
  const app = await testApp();
  await app.build.customer({ owner: 'zhouhang', name: '赵敏' });
  for (const n of [2, 1]) {
    await postCallback(
      app,
      textXml({ from: 'zhouhang', content: `跟进 赵敏 第${n}句`, msgId: `730000000000000000${n}`, at: AT + n }),
    );
    await app.settle();
  }
  const followups = await app.read(system, ({ db }) => db.find(Followup, { order: { id: 'ASC' } }));
  expect(followups.map(({ note }) => note)).toEqual(['第2句', '第1句']);
});

it('makes no customer of one whose contact had ended before its beginning was told', async () => {
  const app = await testApp();
  const tell = bond(app, 'wmGone');

  await tell('del_follow_user', AT + 1);
  await app.settle();
  await tell('add_external_contact', AT);
  await app.settle();

  expect(await app.read(system, ({ db }) => db.find(Customer))).toEqual([]);
  expect(await inbox(app)).toMatchObject([{ status: 'done' }, { status: 'done' }]);
});

it.each([
  ['its end that is told late', ['add_external_contact', 'add_external_contact'], 'del_follow_user'],
  [
    'its beginning that is told again late',
    ['add_half_external_contact', 'add_external_contact'],
    'add_half_external_contact',
  ],
])('a contact stays what it is after %s', async (_what, [first = '', last = ''], late) => {
  const app = await testApp();
  const id = await walkIn(app, '顾明远');
  await app.control('POST', `/customers/${id}/contacts`, { userid: 'xujing' });
  await app.settle();
  const tell = bond(app, id);

  await tell(first, AT);
  await app.settle();
  await tell(last, AT + 60);
  await app.settle();
  await tell(late, AT + 30);
  await app.settle();

  const member = await app.read(system, ({ db }) => db.findOneByOrFail(Member, { userKey: 'zhouhang' }));
  const mine = (await relations(app)).filter(({ memberId }) => memberId === member.id);
  expect(mine).toMatchObject([{ endedAt: null, half: false }]);
  expect(app.faults).toEqual([]);
});

it('a contact that ended stays ended when its beginning is told once more in other words', async () => {
  const app = await testApp();
  const id = await walkIn(app, '顾明远');
  const tell = bond(app, id);
  await tell('add_external_contact', AT);
  await tell('del_external_contact', AT + 60);
  await app.settle();
  await tell('add_half_external_contact', AT - 5);
  await app.settle();

  expect(await relations(app)).toMatchObject([{ endedAt: new Date((AT + 60) * 1000), endedBy: 'member' }]);
});

it('what is told late of one member says nothing of another', async () => {
  const app = await testApp();
  const id = await walkIn(app, '顾明远');
  await bond(app, id)('del_external_contact', AT + 60);
  await app.settle();
  await bond(app, id, 'xujing')('add_external_contact', AT);
  await app.settle();

  expect(await relations(app)).toMatchObject([{ endedAt: null }]);
});

it('a member who left and came back is there, though his leaving is told last', async () => {
  const app = await testApp();
  await postCallback(app, staffXml('create_user', 'zhouhang', AT + 60));
  await app.settle();
  await postCallback(app, staffXml('delete_user', 'zhouhang', AT));
  await app.settle();

  const member = await app.read(system, ({ db }) => db.findOneByOrFail(Member, { userKey: 'zhouhang' }));
  expect(member.status).toBe('active');
});

import { expect, it } from 'vitest';
import type { CustomerChatItem, SandboxState } from '../../../../scripts/sandbox/api.ts';
import { xmlText } from '../../../../scripts/sandbox/xml.ts';
import { CUSTOMER, stand, type Stand } from './stand.ts';

/** The contact events so far: change, userid, departments. */
async function told({ sandbox, received }: Stand) {
  await sandbox.idle();
  return received
    .filter(({ xml }) => xmlText(xml, 'Event') === 'change_contact')
    .map(({ xml }) => [xmlText(xml, 'ChangeType'), xmlText(xml, 'UserID'), xmlText(xml, 'Department')]);
}

it('tells who joins, and he can be read', async () => {
  const world = await stand();
  await world.control('POST', '/members', { userid: 'HeMing', name: '何明', position: '销售', department: [2, 3] });
  expect(await told(world)).toEqual([['create_user', 'HeMing', '2,3']]);
  expect(await world.get('user/get', { userid: 'heming' })).toMatchObject({
    name: '何明',
    department: [2, 3],
    main_department: 2,
    is_leader_in_dept: [0, 0],
  });
  expect(await world.sendText('HeMing', '欢迎')).toMatchObject({ errcode: 0 });
});

it('tells another department, but not another name', async () => {
  const world = await stand();
  await world.control('POST', '/members/ZhouHang/profile', { name: '周行', position: '主管' });
  expect(await told(world)).toEqual([]);
  await world.control('POST', '/members/zhouhang/profile', { department: [3] });
  expect(await told(world)).toEqual([['update_user', 'ZhouHang', '3']]);
  expect(await world.get('user/get', { userid: 'ZhouHang' })).toMatchObject({
    name: '周行',
    position: '主管',
    department: [3],
    main_department: 3,
  });
});

it('tells who leaves, and nothing of the friendships that end with him', async () => {
  const world = await stand();
  await world.control('DELETE', '/members/ZhouHang');
  expect(await told(world)).toEqual([['delete_user', 'ZhouHang', undefined]]);
  expect(world.received).toHaveLength(1);
  expect(await world.get('user/get', { userid: 'ZhouHang' })).toMatchObject({ errcode: 60111 });
  expect(await world.get('externalcontact/get', { external_userid: CUSTOMER })).toMatchObject({ errcode: 84061 });
  expect(await world.sendText('ZhouHang', '在吗')).toMatchObject({ errcode: 81013 });
  const { members, customers } = await world.control<SandboxState>('GET', '/state');
  expect(members.map(({ userid }) => userid)).not.toContain('ZhouHang');
  expect(customers.find(({ externalUserId }) => externalUserId === CUSTOMER)?.contacts).toEqual([]);
});

it.each([
  ['a userid that is taken', 'POST', '/members', { userid: 'zhouhang', name: '周', department: [2] }, '已经有员工用'],
  ['an unknown department', 'POST', '/members', { userid: 'a', name: '甲', department: [9] }, '没有这个部门'],
  ['no department', 'POST', '/members', { userid: 'a', name: '甲', department: [] }, '至少在一个部门'],
  ['a userid with other signs', 'POST', '/members', { userid: '甲', name: '甲', department: [2] }, 'userid 以字母'],
  ['a move to nowhere', 'POST', '/members/ZhouHang/profile', { department: [9] }, '没有这个部门'],
  ['who is not here', 'DELETE', '/members/nobody', undefined, '没有这位员工'],
])('refuses %s', async (_what, method, path, body, words) => {
  const world = await stand();
  expect((await world.control<{ error: string }>(method, path, body)).error).toContain(words);
  expect(await told(world)).toEqual([]);
});

it('leaves the customer his chat, with a line that says why it ended', async () => {
  const world = await stand();
  await world.control('POST', '/members', { userid: 'HeMing', name: '何明', department: [2] });
  await world.control('POST', `/customers/${CUSTOMER}/contacts`, { userid: 'HeMing' });
  await world.control('DELETE', '/members/HeMing');
  await world.control('POST', '/members', { userid: 'HeMing', name: '何明', department: [2] });
  const talk = await world.control<CustomerChatItem[]>('GET', `/customers/${CUSTOMER}/chats/HeMing`);
  expect(talk.map(({ text }) => text)).toEqual(['你已添加了何明，现在可以开始聊天了', '何明已经离开禾木咖啡']);
});

import { expect, it } from 'vitest';
import { stand } from './stand.ts';

it('tells a member in full, but nothing that new apps may not see', async () => {
  const { get } = await stand();
  const member = await get('user/get', { userid: 'SHENLAN' });
  expect(member).toMatchObject({
    errcode: 0,
    userid: 'ShenLan',
    name: '沈岚',
    position: '主管',
    department: [1, 2],
    order: [0, 0],
    is_leader_in_dept: [1, 1],
    main_department: 2,
    direct_leader: [],
    status: 1,
  });
  expect(Object.keys(member)).not.toEqual(expect.arrayContaining(['mobile']));
  expect(await get('user/get', { userid: 'nobody' })).toMatchObject({ errcode: 60111 });
  expect(await get('user/get')).toMatchObject({ errcode: 41009 });
});

it('lists the members of one department without those below it', async () => {
  const { get } = await stand();
  const names = async (path: string, department_id: string) => {
    const { userlist } = await get(path, { department_id });
    return (userlist as { userid: string }[]).map(({ userid }) => userid);
  };
  expect(await names('user/simplelist', '1')).toEqual(['ShenLan']);
  expect(await names('user/list', '2')).toEqual(['ShenLan', 'ZhouHang', 'LinYue']);
  expect(await get('user/list', { department_id: '99' })).toMatchObject({ errcode: 60003, userlist: [] });
  expect(await get('user/list', { department_id: 'two' })).toMatchObject({ errcode: 60123 });
});

it('lists departments from the root or from one of them', async () => {
  const { get } = await stand();
  const all = await get('department/list');
  expect(all['department']).toMatchObject([
    { id: 1, name: '禾木咖啡', parentid: 0, department_leader: ['ShenLan'] },
    { id: 2, parentid: 1 },
    { id: 3, parentid: 1 },
  ]);
  expect(await get('department/simplelist', { id: '2' })).toMatchObject({
    errcode: 0,
    department_id: [{ id: 2, parentid: 1, order: 2 }],
  });
  expect(await get('department/get', { id: '3' })).toMatchObject({
    errcode: 0,
    department: { id: 3, name: '客服部', name_en: '' },
  });
  expect(await get('department/get', { id: '9' })).toMatchObject({ errcode: 60003 });
});

it('tells its own addresses', async () => {
  const { get } = await stand();
  expect(await get('get_api_domain_ip')).toMatchObject({ errcode: 0, ip_list: ['127.0.0.1'] });
  expect(await get('getcallbackip')).toMatchObject({ errcode: 0, ip_list: ['127.0.0.1'] });
});

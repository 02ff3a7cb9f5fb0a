import type { SandboxCompany } from './company.ts';

/** Four people and two customers: enough to develop against, small enough to know by heart. */
export const smallCompany = (): SandboxCompany => ({
  name: '禾木咖啡',
  appName: '常客助手',
  departments: [
    { id: 1, name: '禾木咖啡', parentid: 0, order: 1, department_leader: ['ShenLan'] },
    { id: 2, name: '销售部', parentid: 1, order: 2, department_leader: ['ShenLan'] },
    { id: 3, name: '客服部', parentid: 1, order: 1, department_leader: [] },
  ],
  members: [
    {
      userid: 'ShenLan',
      name: '沈岚',
      position: '主管',
      department: [1, 2],
      is_leader_in_dept: [1, 1],
      main_department: 2,
      direct_leader: [],
    },
    {
      userid: 'ZhouHang',
      name: '周航',
      position: '销售',
      department: [2],
      is_leader_in_dept: [0],
      main_department: 2,
      direct_leader: ['ShenLan'],
    },
    {
      userid: 'LinYue',
      name: '林悦',
      position: '销售',
      department: [2],
      is_leader_in_dept: [0],
      main_department: 2,
      direct_leader: ['ShenLan'],
    },
    {
      userid: 'XuJing',
      name: '许静',
      position: '客服',
      department: [3],
      is_leader_in_dept: [0],
      main_department: 3,
      direct_leader: ['ShenLan'],
    },
  ],
  tags: [{ groupName: '来源', tags: ['官网', '展会', '老客户介绍'] }],
  customers: [
    {
      external_userid: 'wmZhaoMin0000000000000000000001',
      name: '赵敏',
      type: 1,
      gender: 2,
      follow: [
        {
          userid: 'ZhouHang',
          remark: '赵敏-云栖民宿',
          description: '民宿老板，想要双头半自动',
          createtime: 1_792_000_000,
          add_way: 1,
          state: 'website',
          tags: ['官网'],
        },
      ],
      conversations: [
        {
          userid: 'ZhouHang',
          lines: [
            { from: 'member', at: '2026-10-14T09:30:00Z', text: '赵女士好，我是禾木的周航。' },
            { from: 'customer', at: '2026-10-14T09:32:00Z', text: '好的，先发个报价看看' },
          ],
        },
      ],
    },
    {
      external_userid: 'woQianKun000000000000000000000001',
      name: '钱坤',
      type: 2,
      corp_name: '坤记烘焙',
      gender: 1,
      follow: [{ userid: 'LinYue', remark: '钱坤', description: '', createtime: 1_791_000_000, add_way: 2 }],
    },
  ],
});

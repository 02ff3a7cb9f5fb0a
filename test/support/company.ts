import type { SandboxCompany } from '../../scripts/sandbox/company.ts';

/** A small company in which every rule of who sees what can be tried. */
export const testCompany: SandboxCompany = {
  name: '禾木咖啡',
  appName: '常客',
  departments: [
    { id: 1, name: '禾木咖啡', parentid: 0, order: 1, department_leader: ['boss'] },
    { id: 2, name: '销售一部', parentid: 1, order: 2, department_leader: ['shenlan'] },
    { id: 3, name: '销售二部', parentid: 1, order: 3, department_leader: ['luoyi'] },
  ],
  members: [
    member('boss', '方总', 1, true),
    member('shenlan', '沈岚', 2, true),
    member('zhouhang', '周航', 2, false),
    member('xujing', '许静', 2, false),
    member('luoyi', '罗毅', 3, true),
    // WeCom names her leader, so that her department's does not count.
    { ...member('gaoyuan', '高媛', 3, false), direct_leader: ['shenlan'] },
  ],
  customers: [],
};

function member(userid: string, name: string, department: number, leads: boolean): SandboxCompany['members'][number] {
  return {
    userid,
    name,
    position: leads ? '主管' : '销售',
    department: [department],
    is_leader_in_dept: [leads ? 1 : 0],
    main_department: department,
    direct_leader: [],
  };
}

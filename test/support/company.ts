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

/** The same company with people of service: 何佳怡 by her position, 许晴 by her department. */
export const serviceCompany: SandboxCompany = {
  ...testCompany,
  departments: [
    ...testCompany.departments,
    { id: 4, name: '客户服务部', parentid: 1, order: 4, department_leader: [] },
    { id: 5, name: '华东组', parentid: 4, order: 5, department_leader: [] },
  ],
  members: [
    ...testCompany.members,
    { ...member('hejiayi', '何佳怡', 3, false), position: '售后工程师' },
    { ...member('xuqing', '许晴', 5, false), position: '专员' },
  ],
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

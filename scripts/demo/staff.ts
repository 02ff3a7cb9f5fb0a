import type { CompanyDepartment, CompanyMember } from '../sandbox/company.ts';

/** The company's departments: two that sell and one that serves, under the root. */
export const departments: CompanyDepartment[] = [
  { id: 1, name: '禾木咖啡', parentid: 0, order: 400, department_leader: ['gumingyuan'] },
  { id: 2, name: '销售一部', parentid: 1, order: 300, department_leader: ['shenlan'] },
  { id: 3, name: '销售二部', parentid: 1, order: 200, department_leader: ['hanbing'] },
  { id: 4, name: '客户服务部', parentid: 1, order: 100, department_leader: ['fanglin'] },
];

/** Everybody who works there; some name their direct leader, for the others the department tells him. */
export const members: CompanyMember[] = [
  member('gumingyuan', '顾明远', '总经理', 1, { leads: true }),
  member('shenlan', '沈岚', '主管', 2, { leads: true }),
  member('zhouhang', '周航', '销售', 2),
  member('linyue', '林悦', '销售', 2, { reportsTo: 'shenlan' }),
  member('songjia', '宋佳', '销售', 2),
  member('hanbing', '韩冰', '主管', 3, { leads: true, reportsTo: 'gumingyuan' }),
  member('jiangtao', '江涛', '销售', 3, { reportsTo: 'hanbing' }),
  member('wenya', '温雅', '销售', 3),
  member('luokai', '罗凯', '销售', 3, { reportsTo: 'hanbing' }),
  member('xujing', '许静', '客服', 4),
  member('fanglin', '方琳', '客服主管', 4, { leads: true }),
  member('wuyong', '吴勇', '售后工程师', 4, { reportsTo: 'fanglin' }),
];

/** Who joins a rep's hard negotiations. */
export const leaderOf: Readonly<Record<string, string>> = {
  zhouhang: 'shenlan',
  linyue: 'shenlan',
  songjia: 'shenlan',
  jiangtao: 'hanbing',
  wenya: 'hanbing',
  luokai: 'hanbing',
};

/** Who looks after machines once they are sold; 许静 takes twice as many as the others. */
export const servicePeople = ['xujing', 'fanglin', 'xujing', 'wuyong'] as const;

function member(
  userid: string,
  name: string,
  position: string,
  department: number,
  { leads = false, reportsTo }: { leads?: boolean; reportsTo?: string } = {},
): CompanyMember {
  return {
    userid,
    name,
    position,
    department: [department],
    is_leader_in_dept: [leads ? 1 : 0],
    main_department: department,
    direct_leader: reportsTo === undefined ? [] : [reportsTo],
  };
}

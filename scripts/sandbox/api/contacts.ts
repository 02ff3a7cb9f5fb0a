import { z } from 'zod';
import type { CompanyDepartment, CompanyMember } from '../company.ts';
import { departmentTree, findMember, isVisible, seenOf } from '../people.ts';
import type { World } from '../world.ts';
import { ApiError, defineEndpoint } from './endpoint.ts';

// wecom-api.md 5. Mobile, avatar, gender and e-mail are withheld, as they are from every app made since 2022-06.

const userid = z.string('41009 userid missing').min(1, '41009 userid missing');
const departmentId = z
  .string('60127 department_id missing')
  .regex(/^\d{1,10}$/, '60123 invalid department')
  .transform(Number);
const rootOrDepartment = z.object({ id: departmentId.optional() });

/** `user/get`: one member in full; 60111 for an unknown one. */
export const getUser = defineEndpoint({
  method: 'GET',
  path: 'user/get',
  title: '读员工',
  input: z.object({ userid }),
  run(world, input) {
    const member = findMember(world, input.userid);
    if (!member) throw new ApiError(60111, 'userid not found');
    if (!isVisible(world, input.userid)) throw new ApiError(60011, 'no privilege to access the member');
    return { reply: presentMember(member), summary: `读员工 ${member.name}` };
  },
});

/** `user/simplelist`: names of one department's members, without those of departments below. */
export const listUserNames = defineEndpoint({
  method: 'GET',
  path: 'user/simplelist',
  title: '列部门员工',
  empty: { userlist: [] },
  input: z.object({ department_id: departmentId }),
  run(world, input) {
    const { name } = requireDepartment(world, input.department_id);
    const userlist = seenOf(world, [input.department_id]).map((member) => ({
      userid: member.userid,
      name: member.name,
      department: member.department,
      open_userid: '',
    }));
    return { reply: { userlist }, summary: `列${name}的员工：${userlist.length} 人` };
  },
});

/** `user/list`: one department's members in full, without those of departments below. */
export const listUsers = defineEndpoint({
  method: 'GET',
  path: 'user/list',
  title: '列部门员工详情',
  empty: { userlist: [] },
  input: z.object({ department_id: departmentId }),
  run(world, input) {
    const { name } = requireDepartment(world, input.department_id);
    const userlist = seenOf(world, [input.department_id]).map(presentMember);
    return { reply: { userlist }, summary: `列${name}的员工：${userlist.length} 人` };
  },
});

/** `department/list`: a department and all below it in full. */
export const listDepartments = defineEndpoint({
  method: 'GET',
  path: 'department/list',
  title: '列部门详情',
  empty: { department: [] },
  input: rootOrDepartment,
  run(world, { id }) {
    const department = departmentsFrom(world, id).map(presentDepartment);
    return { reply: { department }, summary: `列部门：${department.length} 个` };
  },
});

/** `department/simplelist`: the ids of a department and all below it. */
export const listDepartmentIds = defineEndpoint({
  method: 'GET',
  path: 'department/simplelist',
  title: '列部门',
  empty: { department_id: [] },
  input: rootOrDepartment,
  run(world, input) {
    const departments = departmentsFrom(world, input.id).map(({ id, parentid, order }) => ({ id, parentid, order }));
    return { reply: { department_id: departments }, summary: `列部门：${departments.length} 个` };
  },
});

/** `department/get`: one department in full. */
export const getDepartment = defineEndpoint({
  method: 'GET',
  path: 'department/get',
  title: '读部门',
  input: z.object({ id: departmentId }),
  run(world, { id }) {
    const department = requireDepartment(world, id);
    return { reply: { department: presentDepartment(department) }, summary: `读部门 ${department.name}` };
  },
});

function presentMember(member: CompanyMember): Record<string, unknown> {
  const {
    userid: id,
    name,
    position,
    department,
    is_leader_in_dept,
    main_department,
    direct_leader,
    alias = '',
  } = member;
  return {
    userid: id,
    name,
    department,
    order: department.map(() => 0),
    position,
    is_leader_in_dept,
    direct_leader,
    main_department,
    alias,
    status: 1,
    isleader: Number(is_leader_in_dept.includes(1)),
    enable: 1,
    hide_mobile: 0,
    telephone: '',
    extattr: { attrs: [] },
  };
}

const presentDepartment = (department: CompanyDepartment): Record<string, unknown> => ({ name_en: '', ...department });

function departmentsFrom(world: World, id?: number): CompanyDepartment[] {
  if (id === undefined) return world.records.departments.list();
  requireDepartment(world, id);
  const tree = departmentTree(world, id);
  return world.records.departments.list().filter((department) => tree.includes(department.id));
}

function requireDepartment(world: World, id: number): CompanyDepartment {
  const department = world.records.departments.get(String(id));
  if (!department) throw new ApiError(60003, 'department not found');
  return department;
}

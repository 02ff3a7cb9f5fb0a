import { z } from 'zod';
import { addMember, editMember, removeMember } from '../staff.ts';
import { control } from './route.ts';

const name = z.string().trim().min(1, '请写名字').max(64, '名字最多 64 个字');
const position = z.string().trim().max(128, '职务最多 128 个字');
const department = z.array(z.int().min(1)).min(1, '至少在一个部门').max(100);
const userid = z
  .string('请写 userid')
  .regex(/^[A-Za-z0-9][\w@.-]{0,63}$/, 'userid 以字母或数字开头，最多 64 个字母、数字、_、-、@ 和点');

/** What an admin does with members in WeCom's console. */
export const staffRoutes = [
  control(
    'POST /members',
    z.strictObject({ userid, name, position: position.default(''), department }),
    (world, { body }) => {
      addMember(world, body);
      return {};
    },
  ),

  control(
    'POST /members/:userid/profile',
    z.strictObject({ name: name.optional(), position: position.optional(), department: department.optional() }),
    (world, { params, body }) => {
      editMember(world, params.userid ?? '', body);
      return {};
    },
  ),

  control('DELETE /members/:userid', z.unknown(), (world, { params }) => {
    removeMember(world, params.userid ?? '');
    return {};
  }),
];

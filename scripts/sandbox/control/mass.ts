import { z } from 'zod';
import { Refusal } from '../http.ts';
import { addressMass, confirmMass, createMass } from '../mass.ts';
import type { World } from '../world.ts';
import { requireMember } from './members.ts';
import { control } from './route.ts';

/** What a member does with mass sends in his client. */
export const massRoutes = [
  control(
    'POST /members/:userid/mass/:id/confirm',
    z.object({ skip: z.array(z.string()).max(10_000).default([]) }),
    (world, { params, body }) => {
      const { userid } = requireMember(world, params.userid);
      return confirmMass(world, userid, requireNotice(world, userid, params.id), body.skip);
    },
  ),

  control(
    'POST /members/:userid/mass',
    z.strictObject({
      text: z.string().trim().min(1, '说点什么吧').max(1000, '最多 1000 个字'),
      customers: z.array(z.string()).min(1, '请选客户').max(20_000),
    }),
    (world, { params, body: { text, customers } }) => {
      const { userid } = requireMember(world, params.userid);
      const { tasks } = addressMass(world, { sender: userid, customers, tagGroups: [] });
      if (tasks.size === 0) throw new Refusal(409, '这些客户都不是他的好友');
      const msgid = createMass(world, tasks, { text, attachments: [], allowSelect: false, creator: userid });
      return confirmMass(world, userid, msgid);
    },
  ),
];

/** The mass send that lies in the member's chat under this id. */
function requireNotice(world: World, userid: string, id = ''): string {
  const record = world.records.chat.get(id);
  if (record?.kind !== 'mass' || record.userid.toLowerCase() !== userid.toLowerCase())
    throw new Refusal(404, '没有这次群发');
  return record.mass;
}

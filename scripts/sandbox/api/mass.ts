import { z } from 'zod';
import { addressMass, cancelMass, createMass, massSummary, remindOfMass } from '../mass.ts';
import { gist } from '../people.ts';
import type { MassSend } from '../records.ts';
import type { World } from '../world.ts';
import { messageFields, requireMedia, saysSomething } from './attachments.ts';
import { requireCustomers } from './customer-right.ts';
import { ApiError, defineEndpoint } from './endpoint.ts';

// wecom-api.md 6.4.
const DAY = 86_400_000;
const REMINDERS_A_DAY = 3;

const msgid = z.string('41046 msgid missing').min(1, '41046 msgid missing');

/** The schema of calls that name one mass send. */
export const namesMass = z.object({ msgid });

const massInput = z
  .object({
    chat_type: z.enum(['single', 'group'], '40058 invalid chat_type').default('single'),
    external_userid: z.array(z.string()).max(10_000, '40058 too many external_userid').default([]),
    chat_id_list: z.array(z.string()).max(2000, '40058 too many chat_id_list').default([]),
    tag_filter: z
      .object({
        group_list: z
          .array(z.object({ tag_list: z.array(z.string()).min(1).max(100, '40058 too many tags in one group') }))
          .default([]),
      })
      .optional(),
    sender: z.string().min(1).optional(),
    allow_select: z.boolean().default(false),
    ...messageFields,
  })
  .refine(saysSomething, '40063 text and attachments both empty')
  .refine(({ chat_type: type, sender }) => type === 'single' || sender !== undefined, '41009 sender missing')
  .refine(
    ({ chat_type: type, sender, external_userid: customers, tag_filter: tags }) =>
      type === 'group' || sender !== undefined || customers.length > 0 || (tags?.group_list.length ?? 0) > 0,
    '40063 sender, external_userid and tag_filter all empty',
  );

/** `externalcontact/add_msg_template`: puts a message before the members who have to confirm it; nothing is sent by the call. */
export const addMass = defineEndpoint({
  method: 'POST',
  path: 'externalcontact/add_msg_template',
  title: '建群发任务',
  empty: { fail_list: [], msgid: '' },
  input: massInput,
  run(world, input) {
    const { sender, text, attachments } = input;
    if (sender !== undefined) requireCustomers(world, sender);
    requireMedia(world, attachments);
    // There are no customer groups here, so a group send reaches nobody.
    const { tasks, failed } =
      input.chat_type === 'group'
        ? { tasks: new Map<string, string[]>(), failed: input.chat_id_list }
        : addressMass(world, {
            sender: sender ?? null,
            customers: input.external_userid,
            tagGroups: input.tag_filter?.group_list.map(({ tag_list: tags }) => tags) ?? [],
          });
    if (tasks.size === 0) throw new ApiError(41048, 'no customer to send');

    const content = { text: text?.content ?? '', attachments, allowSelect: input.allow_select, creator: null };
    const reply = { fail_list: failed, msgid: createMass(world, tasks, content) };
    const left = failed.length > 0 ? `（${failed.length} 位发不了）` : '';
    return { reply, summary: `建群发任务，等${massSummary(world, tasks)}确认${left}：${gist(content.text)}` };
  },
});

/** `externalcontact/remind_groupmsg_send`: shows it again to those who have not confirmed, three times in 24 hours (41094). */
export const remindMass = defineEndpoint({
  method: 'POST',
  path: 'externalcontact/remind_groupmsg_send',
  title: '提醒成员群发',
  input: namesMass,
  run(world, input) {
    const mass = requireOpenMass(world, input.msgid);
    const now = world.clock.now().getTime();
    const reminded = mass.reminded.filter((at) => at > now - DAY);
    if (reminded.length >= REMINDERS_A_DAY) throw new ApiError(41094, 'remind too many times');
    const count = remindOfMass(world, mass, [...reminded, now]);
    return { reply: {}, summary: `提醒 ${count} 位成员确认群发：${gist(mass.text)}` };
  },
});

/** `externalcontact/cancel_groupmsg_send`: what members have not confirmed can no longer be sent (41093 from then on). */
export const cancelMassSend = defineEndpoint({
  method: 'POST',
  path: 'externalcontact/cancel_groupmsg_send',
  title: '停止群发',
  input: namesMass,
  run(world, input) {
    const mass = requireOpenMass(world, input.msgid);
    cancelMass(world, mass);
    return { reply: {}, summary: `停止群发：${gist(mass.text)}` };
  },
});

/** The mass send of that msgid; 41047 for an unknown one. */
export function requireMass(world: World, id: string): MassSend {
  const mass = world.records.masses.get(id);
  if (!mass) throw new ApiError(41047, 'invalid msgid');
  return mass;
}

function requireOpenMass(world: World, id: string): MassSend {
  const mass = requireMass(world, id);
  if (mass.cancelled) throw new ApiError(41093, 'groupmsg is cancelled');
  return mass;
}

import { z } from 'zod';
import { useWelcome, welcomeFault } from '../friends.ts';
import { customerName, gist } from '../people.ts';
import { addPhoneItem } from '../phone.ts';
import { readSettings } from '../settings.ts';
import { messageFields, presentAttachment, requireMedia, saysSomething } from './attachments.ts';
import { ApiError, defineEndpoint, fieldsOf } from './endpoint.ts';

// wecom-api.md 6.3.

const welcomeInput = z
  .object({
    welcome_code: z.string('41049 welcome_code missing').min(1, '41049 welcome_code missing'),
    ...messageFields,
  })
  .refine(saysSomething, '40063 text and attachments both empty');

/** `externalcontact/send_welcome_msg`: within 20 seconds of the event, once; 41051 when they write already, or another app was faster (41096 before). */
export const sendWelcome = defineEndpoint({
  method: 'POST',
  path: 'externalcontact/send_welcome_msg',
  title: '发欢迎语',
  alone: { of: fieldsOf('welcome_code'), errcode: 41096 },
  input: welcomeInput,
  run(world, { welcome_code: code, text, attachments }) {
    const welcome = world.records.welcomeCodes.get(code);
    const fault = welcomeFault(world, code);
    if (!welcome || fault === 'invalid') throw new ApiError(41050, 'invalid welcome code');
    if (fault === 'used' && readSettings(world).usedWelcomeCode === 41_050)
      throw new ApiError(41050, 'invalid welcome code');
    if (fault === 'being-sent') throw new ApiError(41096, 'welcome msg is being distributed');
    if (fault !== null) throw new ApiError(41051, 'externaluser has started chatting');
    requireMedia(world, attachments);

    useWelcome(world, code);
    const { userid, external_userid: externalUserId } = welcome;
    addPhoneItem(world, {
      userid,
      externalUserId,
      from: 'member',
      origin: 'welcome',
      text: text?.content ?? '',
      attachments: attachments.map(presentAttachment),
    });
    return { reply: {}, summary: `给${customerName(world, externalUserId)}发欢迎语：${gist(text?.content ?? '')}` };
  },
});

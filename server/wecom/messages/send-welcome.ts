import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';
import { defineMessage } from '../../kernel/messages.ts';
import { unlessThere } from './arrived.ts';

const welcomed = z.object({
  /** The welcome's own id. */
  id: z.string().min(1),
  customerId: z.string().min(1),
  memberId: z.string().min(1),
});

/** Whose welcome it was, to whom. */
export type Welcomed = z.infer<typeof welcomed>;

/** WeCom has taken a welcome message. */
export const welcomeSent = defineEvent<Welcomed>('wecom.welcome-sent');

/** The welcome message to a new WeChat friend of a member; its code works once, within 20 seconds (wecom-api 6.3). */
export const sendWelcome = defineMessage({
  code: 'wecom.send-welcome',
  payload: z.object({ welcomeCode: z.string().min(1), text: z.string().min(1).max(1300), welcomed }),
  example: {
    welcomeCode: 'WELCOMECODE',
    text: '您好，我是周航。',
    welcomed: {
      id: '01J00000000000000000WELC0M',
      customerId: '01J00000000000000000CVST0M',
      memberId: '01J00000000000000000MEMBER',
    },
  },
  urgency: 'now',
  channel: 'customers',
  // The code works once, so that a second welcome is refused.
  whenUnknown: 'again',
  lane: ({ welcomeCode }) => `welcome:${welcomeCode}`.slice(0, 128),
  answered: welcomeSent,
  async deliver({ wecom }, { welcomeCode, text, welcomed: whose }, attempt) {
    await wecom
      .post('externalcontact/send_welcome_msg', { welcome_code: welcomeCode, text: { content: text } })
      .catch(unlessThere(attempt));
    return whose;
  },
});

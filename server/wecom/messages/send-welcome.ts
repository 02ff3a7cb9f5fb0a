import { z } from 'zod';
import { defineMessage } from '../../kernel/messages.ts';

/** The welcome message to a new WeChat friend of a member; its code works once, within 20 seconds (wecom-api 6.3). */
export const sendWelcome = defineMessage({
  code: 'wecom.send-welcome',
  payload: z.object({ welcomeCode: z.string().min(1), text: z.string().min(1).max(1300) }),
  example: { welcomeCode: 'WELCOMECODE', text: '您好，我是周航。' },
  urgency: 'now',
  channel: 'customers',
  lane: ({ welcomeCode }) => `welcome:${welcomeCode}`.slice(0, 128),
  deliver: async ({ wecom }, { welcomeCode, text }) => {
    await wecom.post('externalcontact/send_welcome_msg', { welcome_code: welcomeCode, text: { content: text } });
  },
});

import { z } from 'zod';
import { defineMessage } from '../../kernel/messages.ts';
import { chatLane } from './lanes.ts';

/** A text from the bot to a member; longer than 2048 bytes it leaves in several (wecom-api 3.1). */
export const chatText = defineMessage({
  code: 'chat.text',
  payload: z.object({ userId: z.string().min(1), text: z.string().min(1) }),
  example: { userId: 'zhouhang', text: '没有找到这位客户。' },
  urgency: 'answer',
  channel: 'chat',
  whenUnknown: 'duplicate-check',
  lane: ({ userId }) => chatLane(userId),
  paced: true,
  deliver: ({ chat }, { userId, text }, { checkSeconds }) => chat.sendText(userId, text, checkSeconds),
});

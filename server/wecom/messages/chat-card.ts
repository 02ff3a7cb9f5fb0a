import { z } from 'zod';
import { defineMessage } from '../../kernel/messages.ts';
import { unlessThere } from './arrived.ts';
import { chatLane } from './lanes.ts';

/** A template card from the bot to a member (wecom-api 3.2). */
export const chatCard = defineMessage({
  code: 'chat.card',
  payload: z.object({ userId: z.string().min(1), card: z.looseObject({ card_type: z.string() }) }),
  example: {
    userId: 'zhouhang',
    card: {
      card_type: 'text_notice',
      main_title: { title: '赵敏' },
      card_action: { type: 1, url: 'https://example.com/' },
    },
  },
  urgency: 'answer',
  channel: 'chat',
  whenUnknown: 'duplicate-check',
  lane: ({ userId }) => chatLane(userId),
  paced: true,
  deliver: ({ chat }, { userId, card }, attempt) =>
    chat.sendCard(userId, card, attempt.checkSeconds).catch(unlessThere(attempt)),
});

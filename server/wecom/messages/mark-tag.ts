import { z } from 'zod';
import { defineMessage } from '../../kernel/messages.ts';

/** Puts the company's tags on a member's customer in WeCom or takes them off (externalcontact/mark_tag, wecom-api 6.1). */
export const markTag = defineMessage({
  code: 'wecom.mark-tag',
  payload: z.object({
    userId: z.string().min(1),
    externalUserId: z.string().min(1),
    add: z.array(z.string().min(1)),
    remove: z.array(z.string().min(1)),
  }),
  example: {
    userId: 'zhouhang',
    externalUserId: 'wmAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    add: ['etAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    remove: [],
  },
  // Marking one customer's tags side by side is a conflict (45035).
  channel: 'customers',
  whenUnknown: 'again',
  lane: ({ externalUserId }) => `customer:${externalUserId}`.slice(0, 128),
  deliver: async ({ wecom }, { userId, externalUserId, add, remove }) => {
    await wecom.post('externalcontact/mark_tag', {
      userid: userId,
      external_userid: externalUserId,
      add_tag: add,
      remove_tag: remove,
    });
  },
});

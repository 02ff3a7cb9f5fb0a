import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { splitText } from '../wecom/limits.ts';
import { chatText } from '../wecom/messages/chat-text.ts';
import { loadCampaign } from './policy.ts';

/** Sends whoever asks the text of a campaign in chat, word for word as the customers will read it. */
export async function tryCampaign(ctx: Ctx, campaignId: string): Promise<void> {
  if (ctx.actor.kind !== 'member') throw new DomainError('forbidden', 'campaign.needs-member', '试看要发给一位员工。');
  const { userId } = ctx.actor;
  const { title, text } = await loadCampaign(ctx, campaignId);
  await ctx.send(chatText, { userId, text: `试看「${title}」，客户会收到下面这段：` });
  for (const part of splitText(text)) await ctx.send(chatText, { userId, text: part });
}

import { IsNull } from 'typeorm';
import { Member } from '../../entities/member.ts';
import type { Ctx } from '../kernel/context.ts';
import { chatNotice } from '../wecom/messages/chat-notice.ts';
import { ensureMember } from './ensure-member.ts';

/** Greets a member who opens the app for the first time and tells him what to type; never a second time. */
export async function greetMember(ctx: Ctx, { userId }: { userId: string }): Promise<void> {
  const member = await ensureMember(ctx, userId);
  const { affected } = await ctx.db.update(Member, { id: member.id, greetedAt: IsNull() }, { greetedAt: ctx.now });
  if (affected !== 1) return;
  const name = member.syncedAt ? member.name : '';
  await ctx.send(chatNotice, { userId: member.userId, id: ctx.newId(), notice: { kind: 'greeting', name } });
}

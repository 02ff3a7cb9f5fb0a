import { IsNull } from 'typeorm';
import { CustomerRelation } from '../../entities/customer.ts';
import { Member } from '../../entities/member.ts';
import type { Ctx } from '../kernel/context.ts';
import { addSeconds } from '../kernel/dates.ts';
import { sendWelcome } from '../wecom/messages/send-welcome.ts';

/** A welcome code dies 20 seconds after its event (wecom-api 6.3). */
const WELCOME_SECONDS = 20;

/** Welcomes a customer in the name of the member whom he added, once for each relation. */
export async function welcomeCustomer(
  ctx: Ctx,
  {
    customerId,
    memberId,
    at,
    welcomeCode,
  }: { customerId: string; memberId: string; at: Date; welcomeCode: string | null },
): Promise<void> {
  if (!welcomeCode) return;
  const { affected } = await ctx.db.update(
    CustomerRelation,
    { customerId, memberId, welcomedAt: IsNull() },
    { welcomedAt: ctx.now },
  );
  if (affected !== 1) return;
  const { name, userId } = await ctx.db.findOneByOrFail(Member, { id: memberId });
  const introduction = name === userId ? '您好，很高兴认识您。' : `您好，我是${name}，很高兴认识您。`;
  await ctx.send(
    sendWelcome,
    {
      welcomeCode,
      text: `${introduction}有什么想了解的，直接在这里发给我就好。`,
      welcomed: { id: ctx.newId(), customerId, memberId },
    },
    { expiresAt: addSeconds(at, WELCOME_SECONDS) },
  );
}

import { In } from 'typeorm';
import { Consent } from '../../entities/touch.ts';
import { loadCustomer } from '../customers/find-customers.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { consentRefused } from './events.ts';
import { PURPOSES, type Hold } from './hold.ts';

/** Keeps what a customer last said about being written to for a purpose; `source` tells how he said it. */
export async function setConsent(
  ctx: Ctx,
  input: { customerId: string; purpose: Consent['purpose']; allowed: boolean; source: string },
): Promise<void> {
  const { id: customerId } = await loadCustomer(ctx, input.customerId);
  const { purpose, allowed } = input;
  await ctx.db.upsert(Consent, { customerId, purpose, allowed, at: ctx.now, source: input.source.slice(0, 64) }, [
    'customerId',
    'purpose',
  ]);
  if (!allowed) await ctx.emit(consentRefused, { customerId, purpose });
}

/** What a customer has said about being written to; who has said nothing may be. */
export async function consentsOf({ db }: Pick<ReadCtx, 'db'>, customerId: string): Promise<Record<Purpose, boolean>> {
  const said = await db.findBy(Consent, { customerId });
  const allows = (purpose: Purpose): boolean => said.every((each) => each.purpose !== purpose || each.allowed);
  return { care: allows('care'), offer: allows('offer') };
}

type Purpose = Consent['purpose'];

/** Who has said that he does not want messages of this kind; who has said nothing may be written to. */
export const consentHold: Hold = async ({ db }, { customerIds, kind }) => {
  const refusals = await db.find(Consent, {
    select: { customerId: true, purpose: true },
    where: { customerId: In([...customerIds]), purpose: kind, allowed: false },
  });
  const cause = `客户不接收${PURPOSES[kind]}`;
  return new Map(
    refusals.map(({ customerId }) => [customerId, { reason: 'consent', cause, sentence: `${cause}，不发。` }]),
  );
};

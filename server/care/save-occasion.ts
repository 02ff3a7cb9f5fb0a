import { In, MoreThanOrEqual } from 'typeorm';
import { CareItem, CareOccasion, CarePlan, type CareTexts } from '../../entities/care.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { shanghaiDate, startOfShanghaiDay } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { withdrawMassSends } from '../mass-sends/withdraw-mass-sends.ts';
import { findSegment } from '../segments/find-segments.ts';
import { dayToSend } from './days.ts';
import { endItems } from './end-items.ts';
import { CHANGED } from './judge.ts';
import { loadOccasion } from './list-occasions.ts';
import { requireManageCare } from './policy.ts';
import { occasionInput, type OccasionInput } from './schemas.ts';
import { checkTexts, warningsOf } from './texts.ts';

/** Makes an occasion; answers it with what whoever wrote it should look at again. */
export async function createOccasion(
  ctx: Ctx,
  input: OccasionInput,
): Promise<{ occasion: CareOccasion; warnings: string[] }> {
  requireManageCare(ctx.actor);
  const occasion: CareOccasion = {
    ...{ id: ctx.newId(), ...(await checked(ctx, input)) },
    ...{ createdById: ctx.actor.kind === 'member' ? ctx.actor.id : null, createdAt: ctx.now, updatedAt: ctx.now },
  };
  await ctx.db.insert(CareOccasion, occasion);
  return { occasion, warnings: warningsOf(occasion.texts) };
}

/** Changes an occasion; what of it is not out yet is planned anew. */
export async function updateOccasion(
  ctx: Ctx,
  id: string,
  input: OccasionInput,
): Promise<{ occasion: CareOccasion; warnings: string[] }> {
  requireManageCare(ctx.actor);
  const before = await loadOccasion(ctx, id);
  const change = { ...(await checked(ctx, input)), updatedAt: ctx.now };
  await ctx.db.update(CareOccasion, { id }, change);
  await planAnew(ctx, { ...before, ...change });
  return { occasion: { ...before, ...change }, warnings: warningsOf(change.texts) };
}

/** An occasion as it would be kept, for whoever looks at it while writing; refused where it would be. */
export async function draftOccasion(ctx: ReadCtx, input: OccasionInput): Promise<CareOccasion> {
  requireManageCare(ctx.actor);
  const nobody = { id: '', createdById: null, createdAt: ctx.now, updatedAt: ctx.now };
  return { ...nobody, ...(await checked(ctx, input)) };
}

/**
 * What waits for a member is taken back and looked at again. What nobody has put before a member is planned anew where its day is
 * still the occasion's, else it ends with the reason, for somebody may have read this morning that it was planned.
 */
async function planAnew(ctx: Ctx, occasion: CareOccasion): Promise<void> {
  const { id: occasionId, enabled } = occasion;
  const waiting = await ctx.db.findBy(CareItem, { occasionId, status: 'waiting' });
  await withdrawMassSends(
    ctx,
    waiting.flatMap(({ massSendId }) => (massSendId ? [massSendId] : [])),
  );
  const today = { occasionId, at: MoreThanOrEqual(startOfShanghaiDay(ctx.now)) };
  const day = enabled ? dayToSend(occasion, ctx.now) : null;
  if (day !== null) {
    await ctx.db.delete(CareItem, { ...today, day, status: In(['planned', 'held']) });
    await ctx.db.delete(CareItem, { ...today, day, status: 'dropped', reason: CHANGED.reason });
  }
  const left = await ctx.db.findBy(CareItem, { ...today, status: 'planned' });
  for (const gone of new Set(left.map((item) => item.day))) {
    const ids = left.filter((item) => item.day === gone).map(({ customerId }) => customerId);
    await endItems(ctx, { occasionId, day: gone, status: 'dropped' }, new Map(ids.map((id) => [id, CHANGED])));
  }
  await ctx.db.delete(CarePlan, { occasionId, day: MoreThanOrEqual(shanghaiDate(ctx.now)) });
}

async function checked(ctx: ReadCtx, input: OccasionInput) {
  const parsed = occasionInput.safeParse(input);
  if (!parsed.success)
    throw new DomainError('invalid', 'care.invalid', `${parsed.error.issues[0]?.message ?? '关怀没写对'}。`);
  const { texts, ...rest } = parsed.data;
  const occasion = { ...rest, texts: withoutEmpty(texts) };
  checkTexts(occasion);
  if (occasion.segmentId !== null) await findSegment(ctx, occasion.segmentId);
  return occasion;
}

/** An empty version of a tier is none. */
const withoutEmpty = ({
  default: text,
  A,
  B,
  C,
}: {
  default: string;
  A?: string | undefined;
  B?: string | undefined;
  C?: string | undefined;
}): CareTexts => ({
  ...{ default: text, ...(A && { A }), ...(B && { B }), ...(C && { C }) },
});

import { Segment } from '../../entities/segment.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { loadSegment } from './find-segments.ts';
import { readSegmentRule } from './matching.ts';
import { requireEditSegment } from './policy.ts';
import { READY_SEGMENTS } from './ready-segments.ts';
import { segmentInput, type SegmentInput } from './schemas.ts';

/** Keeps a new segment; it is its maker's to change. */
export async function createSegment(ctx: Ctx, input: SegmentInput): Promise<Segment> {
  if (ctx.actor.kind !== 'member') {
    throw new DomainError('forbidden', 'segment.needs-maker', '分群要有一位员工来建。');
  }
  const { name, rule } = checked(input);
  await requireFreeName(ctx, name, null);
  const segment: Segment = {
    ...{ id: ctx.newId(), name, rule, createdById: ctx.actor.id },
    ...{ createdAt: ctx.now, updatedAt: ctx.now },
  };
  await ctx.db.insert(Segment, segment as object);
  return segment;
}

/** Changes a segment's name and rule. */
export async function updateSegment(ctx: Ctx, id: string, input: SegmentInput): Promise<Segment> {
  const segment = await loadSegment(ctx, id);
  requireEditSegment(ctx.actor, segment);
  const { name, rule } = checked(input);
  await requireFreeName(ctx, name, id);
  await ctx.db.update(Segment, { id }, { name, rule: rule as object, updatedAt: ctx.now });
  return { ...segment, name, rule, updatedAt: ctx.now };
}

/** Everybody sees all segments and picks them by name, so that two of one name could not be told apart. */
async function requireFreeName({ db }: Pick<Ctx, 'db'>, name: string, mine: string | null): Promise<void> {
  const taken =
    READY_SEGMENTS.some((ready) => ready.name === name) ||
    (await db.findBy(Segment, { name })).some((other) => other.id !== mine);
  if (taken) throw new DomainError('conflict', 'segment.name-taken', `已经有叫“${name}”的分群，换个名字再存。`);
}

function checked(input: SegmentInput): SegmentInput {
  const rule = readSegmentRule(input.rule);
  const name = segmentInput.shape.name.safeParse(input.name);
  if (name.success) return { name: name.data, rule };
  throw new DomainError('invalid', 'segment.invalid', `${name.error.issues[0]?.message ?? '名字不对'}。`);
}

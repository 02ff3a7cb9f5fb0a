import { Segment } from '../../entities/segment.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Rule } from '../rules/rule.ts';
import { describeSegmentRule, loadScene, readSegmentRule } from './matching.ts';
import { canEditSegment } from './policy.ts';
import { READY_SEGMENTS, type ReadySegment } from './ready-segments.ts';
import type { SegmentView } from './schemas.ts';

/** A segment by its id, a ready one by its `ready:` code; what care and campaigns ask for. */
export async function findSegment(ctx: ReadCtx, id: string): Promise<{ id: string; name: string; rule: Rule }> {
  const ready = READY_SEGMENTS.find((each) => each.id === id);
  if (ready) return ready;
  const { name, rule } = await loadSegment(ctx, id);
  return { id, name, rule: readSegmentRule(rule) };
}

/** The stored segment of an id. */
export async function loadSegment({ db }: Pick<ReadCtx, 'db'>, id: string): Promise<Segment> {
  const segment = await db.findOneBy(Segment, { id });
  if (!segment) throw new DomainError('not_found', 'segment.absent', '没有找到这个分群。');
  return segment;
}

/** All segments: those that came with the product, then the company's own, the latest first. */
export async function listSegments(ctx: ReadCtx): Promise<SegmentView[]> {
  const own = await ctx.db.find(Segment, { order: { updatedAt: 'DESC', id: 'DESC' }, take: 200 });
  const views: SegmentView[] = [];
  for (const ready of READY_SEGMENTS) views.push(await viewReady(ctx, ready));
  for (const segment of own) views.push(await viewSegment(ctx, segment));
  return views;
}

/** A segment as its member sees it, by its id or its `ready:` code. */
export async function viewSegmentById(ctx: ReadCtx, id: string): Promise<SegmentView> {
  const ready = READY_SEGMENTS.find((each) => each.id === id);
  return ready ? viewReady(ctx, ready) : viewSegment(ctx, await loadSegment(ctx, id));
}

/** A stored segment as its member sees it. */
export async function viewSegment(ctx: ReadCtx, segment: Segment): Promise<SegmentView> {
  const rule = readSegmentRule(segment.rule);
  const { id, name } = segment;
  const editable = canEditSegment(ctx.actor, segment);
  return { id, name, rule, sentence: await sentenceOf(ctx, rule), ready: false, editable };
}

const viewReady = async (ctx: ReadCtx, { id, name, rule }: ReadySegment): Promise<SegmentView> => ({
  ...{ id, name, rule, sentence: await sentenceOf(ctx, rule) },
  ...{ ready: true, editable: false },
});

const sentenceOf = async (ctx: ReadCtx, rule: Rule): Promise<string> =>
  describeSegmentRule(rule, await loadScene(ctx, rule));

import { z } from 'zod';
import { ruleSchema } from '../rules/rule.ts';

/** What a member says of a segment. */
export const segmentInput = z.object({
  name: z.string().trim().min(1, '分群要有名字').max(64, '名字最多 64 个字'),
  rule: ruleSchema,
});

/** See `segmentInput`. */
export type SegmentInput = z.input<typeof segmentInput>;

/** A segment as lists show it; ready ones came with the product. */
export const segmentView = z
  .object({
    id: z.string(),
    name: z.string(),
    rule: ruleSchema,
    /** The rule as a Chinese sentence. */
    sentence: z.string(),
    ready: z.boolean(),
    editable: z.boolean(),
  })
  .meta({ id: 'SegmentView' });

/** See `segmentView`. */
export type SegmentView = z.infer<typeof segmentView>;

/** A rule to be looked at before it is kept. */
export const ruleInput = z.object({ rule: ruleSchema });

/** A rule and where to go on among its customers. */
export const rulePageInput = ruleInput.extend({ after: z.string().max(26).nullable().default(null) });

/** A segment to be changed. */
export const segmentChangeInput = segmentInput.extend({ id: z.string().max(26) });

const tierCode = z.enum(['A', 'B', 'C']);

/** What a rule describes, counted: 312 of 1284, what each line leaves, and the tiers. */
export const segmentCountView = z
  .object({
    sentence: z.string(),
    total: z.int(),
    matched: z.int(),
    lines: z.array(z.object({ text: z.string(), excludes: z.boolean(), left: z.int() })),
    tiers: z.object({ A: z.int(), B: z.int(), C: z.int(), none: z.int() }),
    /** Each condition in its words, in the order of the rule; `change` marks what its params speak. */
    phrases: z.array(z.array(z.object({ text: z.string(), change: z.boolean() }))),
  })
  .meta({ id: 'SegmentCountView' });

/** A customer who is in a segment or not, and why. */
export const explainedView = z
  .object({
    id: z.string(),
    name: z.string(),
    company: z.string().nullable(),
    tier: tierCode.nullable(),
    holds: z.boolean(),
    why: z.string(),
    conditions: z.array(
      z.object({ text: z.string(), excludes: z.boolean(), met: z.boolean(), fact: z.string(), decides: z.boolean() }),
    ),
  })
  .meta({ id: 'ExplainedView' });

/** A few who are in, a few who miss by one line. */
export const segmentSampleView = z
  .object({ inside: z.array(explainedView), outside: z.array(explainedView), next: z.string().nullable() })
  .meta({ id: 'SegmentSampleView' });

const choice = z.object({ code: z.string(), name: z.string(), group: z.string() }).meta({ id: 'ChoiceView' });

/** What the forms of conditions choose from, by the word that their schema says under `choices`. */
export const choicesView = z
  .object({ tags: z.array(choice), members: z.array(choice), sources: z.array(choice) })
  .meta({ id: 'ChoicesView' });

/** A kind of condition with the JSON schema that its form is drawn from. */
export const conditionFormView = z
  .object({
    code: z.string(),
    title: z.string(),
    form: z.record(z.string(), z.unknown()),
    example: z.record(z.string(), z.unknown()),
    /** Its example read aloud. */
    sentence: z.string(),
  })
  .meta({ id: 'ConditionFormView' });

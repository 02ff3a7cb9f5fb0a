import { z } from 'zod';
import type { ReadCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Window } from './periods.ts';

/** What a report is asked: the cases of which windows, and of whose work; null for everybody's. */
export interface Question {
  windows: readonly Window[];
  memberIds: readonly string[] | null;
}

/** One member's cases in one window (by its place in the question), and what they add up to: how many hit, or how many days. */
export interface Tally {
  memberId: string;
  window: number;
  cases: number;
  sum: number;
}

/** What can be told of a report without counting. */
export interface ReportFacts {
  /** Its name in addresses and tables, e.g. `conversion`. */
  code: string;
  /** What pages call it, and where there is little room. */
  title: string;
  short: string;
  /** In Chinese, exactly what is counted. */
  definition: string;
  /** `percent`: the share of cases that hit; `days`: how many days a case takes on average. */
  unit: 'percent' | 'days';
  /** What one counts cases in: 单, 件, 次 … */
  noun: string;
  /** In its unit; the default of a later setting. Null where nobody has to reach anything. */
  target: number | null;
  /** Whether more is better. */
  direction: 'up' | 'down';
}

/** A figure of how the company does: what is counted, what it should be, and how to count it. */
export interface ReportDefinition<P extends object> extends ReportFacts {
  params: z.ZodType<P>;
  /** Valid params; until there are settings, what is counted by. */
  example: NoInfer<P>;
  /** Counts the cases of each member in each window; a case belongs to one member. */
  count(ctx: ReadCtx, question: Question, params: P): Promise<Tally[]>;
}

/** A report as the registry holds it: unknown params come in, checked inside. */
export interface Report extends ReportFacts {
  readonly example: Record<string, unknown>;
  count(ctx: ReadCtx, question: Question, params?: unknown): Promise<Tally[]>;
}

/** Closes a definition over its params' type. */
export function defineReport<P extends object>(definition: ReportDefinition<P>): Report {
  const { params, example, count, ...facts } = definition;
  return {
    ...facts,
    example: Object.fromEntries(Object.entries(example)),
    count(ctx, question, raw = example) {
      const read = params.safeParse(raw);
      if (read.success) return count(ctx, question, read.data);
      throw new DomainError('invalid', 'report.params', `报表“${facts.title}”的条件没填对。`);
    },
  };
}

/** The params of a report that has none. */
export const noParams = z.strictObject({});

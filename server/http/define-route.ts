import { z } from 'zod';
import type { Read, Run } from '../db/run.ts';
import { system, type Actor } from '../kernel/actor.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { HeavyQuestion } from './heavy-reads.ts';

/** What can be told of an endpoint without calling it. */
export interface RouteFacts<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** Its name in the generated client, e.g. `completeTask`. */
  name: string;
  /** Below `/api`; parts that begin with a colon are fields of the input. */
  path: `/${string}`;
  summary: string;
  /** What comes in: path, query and body as one object. */
  input: I;
  /** What goes out; fields that it does not declare are dropped. */
  output: O;
}

/** Only reads: every `get`, and a `post` that says so, for questions too long for an address. */
type Reading<I extends z.ZodType, O extends z.ZodType> = ({ method: 'get' } | { method: 'post'; reads: true }) & {
  /** Goes through many customers, so that it is answered in a thread of its own. */
  heavy?: true;
  run(ctx: ReadCtx, input: z.output<I>): Promise<z.input<O>>;
};

/** Runs a use-case in a transaction of its own. */
interface Writing<I extends z.ZodType, O extends z.ZodType> {
  method: 'post';
  run(ctx: Ctx, input: z.output<I>): Promise<z.input<O>>;
}

/** The same for a customer's own page; whose page it is comes from his session, never from what was asked. */
type OwnWork<I extends z.ZodType, O extends z.ZodType> =
  | { method: 'get'; run(ctx: ReadCtx, own: Own, input: z.output<I>): Promise<z.input<O>> }
  | { method: 'post'; run(ctx: Ctx, own: Own, input: z.output<I>): Promise<z.input<O>> };

/** The customer who asks from his own page, as WeChat has named him. */
export interface Own {
  customerId: string;
  externalUserId: string;
}

/** The ways into the product. */
export interface Entrance {
  run: Run;
  read: Read;
  /** Answers a heavy endpoint by its name elsewhere; without it, it is answered here. */
  heavy?: ((question: Omit<HeavyQuestion, 'now'>) => Promise<unknown>) | undefined;
}

/** An endpoint as the HTTP entry sees it, for members unless said otherwise: unknown comes in, checked inside. */
export interface Route<W = Actor> extends RouteFacts {
  method: 'get' | 'post';
  answer(entrance: Entrance, who: W, raw: Record<string, unknown>): Promise<unknown>;
}

/** An endpoint for customers. */
export type OwnRoute = Route<Own>;

/** Defines an endpoint for members: one value that validates, types, runs and documents. */
export function defineRoute<I extends z.ZodType, O extends z.ZodType>(
  definition: RouteFacts<I, O> & Reading<I, O>,
): Route;
export function defineRoute<I extends z.ZodType, O extends z.ZodType>(
  definition: RouteFacts<I, O> & Writing<I, O>,
): Route;
export function defineRoute<I extends z.ZodType, O extends z.ZodType>(
  definition: RouteFacts<I, O> & (Reading<I, O> | Writing<I, O>),
): Route {
  const { name, path, summary, input, output } = definition;
  return {
    ...{ name, path, summary, input, output },
    method: definition.method,
    async answer({ run, read, heavy }, actor, raw) {
      if (heavy && 'heavy' in definition) return heavy({ route: name, actor, raw });
      const checked = checkInput(input, raw);
      const result =
        definition.method === 'get' || 'reads' in definition
          ? await read(actor, (ctx) => definition.run(ctx, checked))
          : await run(actor, (ctx) => definition.run(ctx, checked), { rank: 'asked', what: name });
      return output.parse(result);
    },
  };
}

/** Defines an endpoint for customers; the product acts for the one whose session it is. */
export function defineOwnRoute<I extends z.ZodType, O extends z.ZodType>(
  definition: RouteFacts<I, O> & OwnWork<I, O>,
): OwnRoute {
  const { name, path, summary, input, output } = definition;
  return {
    ...{ name, path, summary, input, output },
    method: definition.method,
    async answer({ run, read }, own, raw) {
      const checked = checkInput(input, raw);
      const result =
        definition.method === 'get'
          ? await read(system, (ctx) => definition.run(ctx, own, checked))
          : await run(system, (ctx) => definition.run(ctx, own, checked), { rank: 'asked', what: name });
      return output.parse(result);
    },
  };
}

const chinese = z.locales.zhCN().localeError;

/** The input in its type; `invalid` with the first thing that is wrong with it. */
export function checkInput<I extends z.ZodType>(input: I, raw: Record<string, unknown>): z.output<I> {
  const read = input.safeParse(raw, { error: chinese });
  if (read.success) return read.data;
  const [first] = read.error.issues;
  const field = first?.path.join('.') ?? '';
  throw new DomainError('invalid', 'http.input', `内容不对${field && `（${field}）`}：${first?.message ?? '看不懂'}`);
}

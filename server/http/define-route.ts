import { z } from 'zod';
import type { Read, Run } from '../db/run.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

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

/** What an endpoint does: a `get` only reads, everything else runs a use-case in a transaction of its own. */
type Work<I extends z.ZodType, O extends z.ZodType> =
  | { method: 'get'; run(ctx: ReadCtx, input: z.output<I>): Promise<z.input<O>> }
  | { method: 'post'; run(ctx: Ctx, input: z.output<I>): Promise<z.input<O>> };

/** The two ways into the product. */
export interface Entrance {
  run: Run;
  read: Read;
}

/** An endpoint for members as the HTTP entry sees it: unknown comes in, checked inside. */
export interface Route extends RouteFacts {
  method: 'get' | 'post';
  answer(entrance: Entrance, actor: Actor, raw: Record<string, unknown>): Promise<unknown>;
}

/** Defines an endpoint: one value that validates, types, runs and documents. */
export function defineRoute<I extends z.ZodType, O extends z.ZodType>(
  definition: RouteFacts<I, O> & Work<I, O>,
): Route {
  const { name, path, summary, input, output } = definition;
  return {
    ...{ name, path, summary, input, output },
    method: definition.method,
    async answer({ run, read }, actor, raw) {
      const checked = checkInput(input, raw);
      const result =
        definition.method === 'get'
          ? await read(actor, (ctx) => definition.run(ctx, checked))
          : await run(actor, (ctx) => definition.run(ctx, checked));
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

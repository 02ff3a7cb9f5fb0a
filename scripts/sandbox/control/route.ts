import type { z } from 'zod';
import { Refusal } from '../http.ts';
import type { World } from '../world.ts';

/** What a control call is given: the named parts of its path, its query and its body. */
export interface ControlCall<T> {
  params: Record<string, string>;
  query: URLSearchParams;
  body: T;
}

/** One control call, `GET /members/:userid/chat` for example. */
export interface ControlRoute {
  method: string;
  pattern: RegExp;
  run: (world: World, call: ControlCall<unknown>) => unknown;
}

type Run<T> = (world: World, call: ControlCall<T>) => unknown;

/** Closes a control call over the schema of its body; it does all of its work or nothing. */
export const control = <T>(path: string, input: z.ZodType<T>, run: Run<T>): ControlRoute =>
  controlLater(path, input, (world, call) => world.store.transaction(() => run(world, call)));

/** The same for a call that waits for something, which no transaction can do. */
export function controlLater<T>(path: string, input: z.ZodType<T>, run: Run<T>): ControlRoute {
  const [method = '', pathname = ''] = path.split(' ');
  const pattern = new RegExp(`^/_sandbox${pathname.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
  return { method, pattern, run: (world, call) => run(world, { ...call, body: parse(input, call.body) }) };
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const message = issue?.message ?? '';
  const sentence = /[\u4e00-\u9fff]/.test(message) ? message : `${issue?.path.join('.') || '内容'}不对`;
  throw new Refusal(400, sentence);
}

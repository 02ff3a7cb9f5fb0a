import { z } from 'zod';
import { digits } from '../ids.ts';
import type { World } from '../world.ts';

/** A refusal as WeCom words it: an errcode (wecom-api.md 12) and a short English text. */
export class ApiError extends Error {
  constructor(
    readonly errcode: number,
    text: string,
  ) {
    super(text);
  }
}

/** 45009, the answer to everything that comes too often. */
export const overLimit = (): ApiError => new ApiError(45009, 'api freq out of limit');

/** A file of a multipart upload. */
export interface Upload {
  filename: string;
  size: number;
}

/** What an endpoint gets besides its checked input. */
export interface CallContext {
  query: URLSearchParams;
  /** The request body as it came. */
  raw: string;
  upload: Upload | null;
  /** The caller's address. */
  ip: string;
}

/** What an endpoint answers: the fields beside errcode and errmsg, and one Chinese line for the wire record. */
export interface Outcome {
  reply: Record<string, unknown>;
  summary: string;
}

/** What an endpoint does for one thing at a time: `of` names the thing in the body, or null; others get the errcode meanwhile. */
export interface Alone {
  of: (raw: string) => string | null;
  errcode: number;
}

/** One path under `/cgi-bin/`. */
export interface Endpoint {
  method: 'GET' | 'POST';
  path: string;
  /** What it does, in Chinese, for a call that was refused. */
  title: string;
  /** Collections that error replies carry too. */
  empty: Record<string, unknown>;
  needsToken: boolean;
  upload: boolean;
  alone?: Alone;
  run: (world: World, input: unknown, context: CallContext) => Outcome;
}

/** Closes an endpoint over its input schema: the query of a GET, the JSON body of a POST. */
export function defineEndpoint<T>(definition: {
  method: 'GET' | 'POST';
  path: string;
  title: string;
  empty?: Record<string, unknown>;
  needsToken?: boolean;
  upload?: boolean;
  alone?: Alone;
  input: z.ZodType<T>;
  run: (world: World, input: T, context: CallContext) => Outcome;
}): Endpoint {
  const { input, run, empty = {}, needsToken = true, upload = false, ...rest } = definition;
  return { ...rest, empty, needsToken, upload, run: (world, raw, context) => run(world, check(input, raw), context) };
}

/** Parses by a schema; a message like `41009 userid missing` gives the errcode, anything else is 40058. */
export function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const coded = /^(\d{5,6}) (.+)$/.exec(issue?.message ?? '');
  if (coded) throw new ApiError(Number(coded[1]), coded[2] ?? '');
  throw new ApiError(40058, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}. invalid Request Parameter`.trim());
}

/** Names what the body's fields say together; null where one of them is no text. */
export const fieldsOf =
  (...names: string[]): Alone['of'] =>
  (raw) => {
    try {
      const body = z.record(z.string(), z.unknown()).parse(JSON.parse(raw));
      const values = names.map((name) => body[name]);
      return values.every((value) => typeof value === 'string') ? values.join('|').toLowerCase() : null;
    } catch {
      return null;
    }
  };

/** Text of 1 to `max` UTF-8 bytes; `error` is the coded message for everything else. */
export const requiredText = (error: string, max = Number.MAX_SAFE_INTEGER): z.ZodType<string> =>
  z.string(error).refine((text) => text !== '' && Buffer.byteLength(text) <= max, error);

/** Text of at most `max` characters, or nothing. */
export const optionalText = (max = 100_000): z.ZodOptional<z.ZodString> => z.string().max(max).optional();

/** WeCom's errmsg: most errors carry a hint, the caller's address and a link; 40014 is bare (wecom-api.md 0). */
export function errmsg(errcode: number, text: string, ip: string): string {
  if (errcode === 0 || errcode === 40014) return text;
  const link = `more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
  return `${text}, hint: [${digits(24)}], from ip: ${ip}, ${link}`;
}

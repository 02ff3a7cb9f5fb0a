import type { Customer } from '../../entities/customer.ts';
import type { Ctx } from '../../server/kernel/context.ts';
import { DomainError } from '../../server/kernel/errors.ts';
import { takeCustomer, takeNamedCustomer } from '../../server/customers/take-customer.ts';
import type { Answer } from '../answer.ts';

/**
 * What may stand at one place of a command's line: a customer; a customer or not; one word, '' where there is none;
 * or all that is left, '' where nothing is.
 */
export type Place = 'customer' | 'customer?' | 'word' | 'rest';

type Arg<P extends Place> = P extends 'customer' ? Customer : P extends 'customer?' ? Customer | null : string;

/** The places of a command's line, in their order, with the type that each becomes. */
export type Args<G extends Record<string, Place>> = { [Name in keyof G]: Arg<G[Name]> };

/** Something that a member can say to the bot. */
export interface Command {
  readonly code: string;
  /** The first is the one that help shows; any of them begins the line. */
  readonly words: readonly string[];
  /** Words that people also begin sentences with, so they count only where the line ends or a space follows. */
  readonly spacedWords: readonly string[];
  /** Nothing may follow: 今天上门了 is no question for 今天. */
  readonly alone: boolean;
  /** How to write it, e.g. `跟进 客户 说了什么`. */
  readonly usage: string;
  readonly summary: string;
  /** Lines that work as they stand, for help, tests and documentation. */
  readonly examples: readonly string[];
  run(ctx: Ctx, rest: string): Promise<Answer>;
}

/** Defines a command; its arguments are read by its grammar, the customer among those whom the member may see. */
export function defineCommand<const G extends Record<string, Place>>(definition: {
  code: string;
  words: readonly string[];
  spacedWords?: readonly string[];
  grammar: G;
  usage: string;
  summary: string;
  examples: readonly string[];
  run(ctx: Ctx, args: Args<G>): Promise<Answer>;
}): Command {
  const { grammar, run, spacedWords = [], ...said } = definition;
  return {
    ...said,
    spacedWords,
    alone: Object.keys(grammar).length === 0,
    async run(ctx, rest) {
      const args = await readArgs(ctx, grammar, rest, said);
      return run(ctx, args as Args<G>);
    },
  };
}

async function readArgs(
  ctx: Ctx,
  grammar: Record<string, Place>,
  line: string,
  { usage, examples }: Pick<Command, 'usage' | 'examples'>,
): Promise<Record<string, unknown>> {
  const args: Record<string, unknown> = {};
  let rest = line.trim();
  for (const [name, place] of Object.entries(grammar)) {
    if (place === 'rest') {
      args[name] = rest;
      rest = '';
    } else if (place === 'word') {
      const word = /^\S+/.exec(rest)?.[0] ?? '';
      args[name] = word;
      rest = rest.slice(word.length).trim();
    } else {
      if (place === 'customer' && !rest) {
        throw new DomainError(
          'invalid',
          'command.incomplete',
          `还差客户的名字。这样说：${usage}\n例如：${examples[0] ?? usage}`,
        );
      }
      const taken = place === 'customer' ? await takeCustomer(ctx, rest) : await takeNamedCustomer(ctx, rest);
      args[name] = taken?.customer ?? null;
      rest = taken?.rest ?? rest;
    }
  }
  return args;
}

import { z } from 'zod';
import { DomainError } from '../kernel/errors.ts';
import type { Leaf } from './rule.ts';

/** A value that a statement takes as a parameter. */
export type Bound = string | number | Date | readonly string[] | readonly number[];

/**
 * What a condition asks of the rows named `c`. It is true or false for every row, never NULL.
 * `columns`: something of a row's own columns. `rows`: that a row of another table names it by `customerId`, or, with
 * `absent`, that none does.
 */
export type Narrowing = { kind: 'columns'; where: string; traits: Traits } | ({ kind: 'rows' } & RowNarrowing);

interface RowNarrowing {
  table: string;
  as: string;
  where: string;
  absent: boolean;
  traits: Traits;
}

/** What is known of the rows that fit before anybody has looked; it decides where a statement begins. */
export interface Traits {
  /** The table holds one row for a customer at most, and all conditions on it call it by one name. */
  single?: boolean;
  /** An index lists those that fit in the order of their customers, each once. */
  listed?: boolean;
  /** An index finds them, and they are few. */
  few?: boolean;
}

/** Asks something of the customer's own columns. */
export const columns = (where: string, traits: Pick<Traits, 'few'> = {}): Narrowing => ({
  ...{ kind: 'columns', where, traits },
});

/** Asks for a row of another table, named `as`, that names the customer and fits. */
export const someRow = (table: string, as: string, where: string, traits: Traits = {}): Narrowing => ({
  ...{ kind: 'rows', table, as, where, traits },
  absent: false,
});

/** Asks that no row of another table, named `as`, names the customer and fits. */
export const noRow = (table: string, as: string, where: string, traits: Traits = {}): Narrowing => ({
  ...{ kind: 'rows', table, as, where, traits },
  absent: true,
});

/** Words of a condition; `change` are those that its params speak, which a builder offers to change. */
export interface Words {
  text: string;
  change: boolean;
}

const [BEGINS, ENDS] = ['\u0002', '\u0003'];

/** Marks what a condition's params speak within its description. */
export const changeable = (text: string | number): string =>
  `${BEGINS}${String(text).replaceAll(BEGINS, '').replaceAll(ENDS, '')}${ENDS}`;

const unmarked = (said: string): string => said.replaceAll(BEGINS, '').replaceAll(ENDS, '');

const splitMarked = (said: string): Words[] =>
  said.split(BEGINS).flatMap((piece, at) => {
    const [text = '', rest = ''] = at === 0 ? ['', piece] : piece.split(ENDS);
    return [
      { text, change: true },
      { text: rest, change: false },
    ].filter((words) => words.text !== '');
  });

/**
 * A kind of condition: the same question put to the database (`narrow`), to one customer's facts (`test`) and to a
 * reader (`describe`). A scene is what all customers of one look share: the instant, names, company-wide figures.
 */
export interface Definition<P, Facts, Scene> {
  /** Stored in rules, e.g. `silent-for`. */
  code: string;
  /** What the builder calls it. */
  title: string;
  params: z.ZodType<P>;
  /** Valid params for help, contract tests and documentation. */
  example: NoInfer<P>;
  /** The condition as part of a Chinese sentence; what the params speak in `changeable`. */
  describe(params: P, scene: Scene): string;
  narrow(params: P, scene: Scene, bind: (value: Bound) => string): Narrowing;
  test(facts: Facts, params: P, scene: Scene): boolean;
  /** What is true of one customer in this respect, in a few Chinese words. */
  tell(facts: Facts, params: P, scene: Scene): string;
  /** Ids in the params whose names `describe` needs. */
  mentions?(params: P): readonly string[];
}

/** A condition as the registry holds it: unknown comes in, checked inside. */
export interface Condition<Facts, Scene> {
  readonly code: string;
  readonly title: string;
  readonly example: Record<string, unknown>;
  /** The params as a JSON schema, from which a form is drawn. */
  readonly form: Record<string, unknown>;
  /** Throws `invalid` where the params do not fit. */
  check(raw: Record<string, unknown>): void;
  describe(raw: Record<string, unknown>, scene: Scene): string;
  /** The same sentence, cut where it may be changed. */
  phrase(raw: Record<string, unknown>, scene: Scene): Words[];
  narrow(raw: Record<string, unknown>, scene: Scene, bind: (value: Bound) => string): Narrowing;
  test(facts: Facts, raw: Record<string, unknown>, scene: Scene): boolean;
  tell(facts: Facts, raw: Record<string, unknown>, scene: Scene): string;
  mentions(raw: Record<string, unknown>): readonly string[];
}

/** Closes a definition over its params' type. */
export function defineCondition<P extends object, Facts, Scene>(
  definition: Definition<P, Facts, Scene>,
): Condition<Facts, Scene> {
  const { code, title, params, example, describe, narrow, test, tell, mentions } = definition;
  const read = (raw: unknown): P => {
    const parsed = params.safeParse(raw);
    if (parsed.success) return parsed.data;
    const why = parsed.error.issues[0]?.message ?? '内容不对';
    throw new DomainError('invalid', 'rule.params', `条件“${title}”没填对：${why}`);
  };
  return {
    ...{ code, title },
    example: Object.fromEntries(Object.entries(example)),
    form: z.toJSONSchema(params),
    check: (raw) => void read(raw),
    describe: (raw, scene) => unmarked(describe(read(raw), scene)),
    phrase: (raw, scene) => splitMarked(describe(read(raw), scene)),
    narrow: (raw, scene, bind) => narrow(read(raw), scene, bind),
    test: (facts, raw, scene) => test(facts, read(raw), scene),
    tell: (facts, raw, scene) => tell(facts, read(raw), scene),
    mentions: (raw) => mentions?.(read(raw)) ?? [],
  };
}

/** All kinds of condition by code. */
export type Registry<Facts, Scene> = ReadonlyMap<string, Condition<Facts, Scene>>;

/** Puts conditions into a registry; two of one code are a mistake. */
export function registerConditions<Facts, Scene>(
  conditions: readonly Condition<Facts, Scene>[],
): Registry<Facts, Scene> {
  const registry = new Map(conditions.map((condition) => [condition.code, condition]));
  if (registry.size < conditions.length) throw new Error('two conditions bear one code');
  return registry;
}

/** The condition of a leaf; `invalid` for one that there is not. */
export function conditionOf<Facts, Scene>(
  registry: Registry<Facts, Scene>,
  { condition }: Leaf,
): Condition<Facts, Scene> {
  const found = registry.get(condition);
  if (!found) throw new DomainError('invalid', 'rule.condition', `没有“${condition.slice(0, 20)}”这种条件。`);
  return found;
}

import { conditionOf, type Bound, type Narrowing, type Registry } from './condition.ts';
import type { Rule } from './rule.ts';

/** A rule with its exclusions carried down to what they exclude. */
export type Term = { all: readonly Term[] } | { any: readonly Term[] } | Asked;

/** One condition, wanted or excluded. */
export interface Asked {
  asked: Narrowing;
  wanted: boolean;
}

/** A condition that wants a row of another table. */
export type Found = Asked & { asked: Extract<Narrowing, { kind: 'rows' }> };

/** Terms and the values that their SQL names. */
export interface Terms {
  terms: readonly Term[];
  parameters: Record<string, Bound>;
}

/** Reads rules as terms, a value each a name of its own: `rule0`, `rule1` and so on. */
export function readTerms<Facts, Scene>(registry: Registry<Facts, Scene>, rules: readonly Rule[], scene: Scene): Terms {
  const parameters: Record<string, Bound> = {};
  const bind = (value: Bound): string => {
    const name = `rule${Object.keys(parameters).length}`;
    parameters[name] = value;
    return Array.isArray(value) ? `(:...${name})` : `:${name}`;
  };
  const read = (node: Rule, wanted: boolean): Term => {
    if ('not' in node) return read(node.not, !wanted);
    if ('condition' in node) return ask(conditionOf(registry, node).narrow(node.params, scene, bind), wanted);
    const nodes = ('all' in node ? node.all : node.any).map((each) => read(each, wanted));
    return 'all' in node === wanted ? together(nodes) : eitherOf(nodes);
  };
  return { terms: rules.map((rule) => read(rule, true)), parameters };
}

/** An absence that is wanted is a presence that is not. */
const ask = (asked: Narrowing, wanted: boolean): Asked =>
  asked.kind === 'rows' && asked.absent ? { asked: { ...asked, absent: false }, wanted: !wanted } : { asked, wanted };

/** Terms of which all must hold, without any that only say so again. */
export const allOf = (terms: readonly Term[]): readonly Term[] =>
  terms.flatMap((term) => ('all' in term ? term.all : [term]));

/** All of these as one term. */
export function together(terms: readonly Term[]): Term {
  const flat = allOf(terms);
  const [only] = flat;
  return flat.length === 1 && only ? only : { all: flat };
}

/** Any of these. */
export function eitherOf(terms: readonly Term[]): Term {
  const flat = terms.flatMap((term) => ('any' in term ? term.any : [term]));
  const [only] = flat;
  return flat.length === 1 && only ? only : { any: flat };
}

/** What holds where the term does not. */
export function negate(term: Term): Term {
  if ('asked' in term) return { ...term, wanted: !term.wanted };
  return 'all' in term ? eitherOf(term.all.map(negate)) : together(term.any.map(negate));
}

/** Whether a term wants a row of another table. */
export const isFound = (term: Term): term is Found => 'asked' in term && term.asked.kind === 'rows' && term.wanted;

/** Whether a term asks anything of the customer's own columns. */
export function asksColumns(term: Term): boolean {
  if ('asked' in term) return term.asked.kind === 'columns';
  return ('all' in term ? term.all : term.any).some(asksColumns);
}

/** Whether other tables list all who meet a term, so that nobody has to go through the customers. */
export function isListed(term: Term): boolean {
  if ('asked' in term) return isFound(term);
  return 'all' in term ? term.all.some(isListed) : term.any.length > 0 && term.any.every(isListed);
}

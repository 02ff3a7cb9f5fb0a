import { conditionOf, type Bound, type Narrowing, type Registry } from './condition.ts';
import type { Rule } from './rule.ts';

/** A rule as a WHERE over rows named `c`, with its named parameters. */
export interface Compiled {
  where: string;
  parameters: Record<string, Bound>;
}

/**
 * What the statement is for. A `count` goes through all rows, so that a look into another table is best done once for
 * all of them; a `page` stops after a few, so that each row is probed by itself.
 */
export type Shape = 'count' | 'page';

/** Writes a rule as SQL that both databases read; `prefix` keeps the parameters of several rules in one statement apart. */
export function compileRule<Facts, Scene>(
  registry: Registry<Facts, Scene>,
  rule: Rule,
  { scene, shape, prefix = 'rule' }: { scene: Scene; shape: Shape; prefix?: string },
): Compiled {
  const parameters: Record<string, Bound> = {};
  const bind = (value: Bound): string => {
    const name = `${prefix}${Object.keys(parameters).length}`;
    parameters[name] = value;
    return Array.isArray(value) ? `(:...${name})` : `:${name}`;
  };
  /** `only`: whatever else the statement asks, a row must pass this. */
  const write = (node: Rule, negated: boolean, only: boolean): Part => {
    if ('not' in node) return write(node.not, !negated, only);
    if ('condition' in node) {
      const narrowing = conditionOf(registry, node).narrow(node.params, scene, bind);
      return writeNarrowing(narrowing, negated, shape === 'count' && only);
    }
    const nodes = 'all' in node ? node.all : node.any;
    const together = 'all' in node !== negated;
    return join(
      nodes.map((each) => write(each, negated, only && (together || nodes.length === 1))),
      together,
    );
  };
  return { where: write(rule, false, true).sql, parameters };
}

/** A piece of the WHERE, and how dear it is: own columns, a set found once, a probe for each row, a group. */
interface Part {
  sql: string;
  cost: 0 | 1 | 2 | 3;
}

/** Databases look at conditions in the order in which they are written, so the cheap ones stand first. */
function join(parts: readonly Part[], together: boolean): Part {
  const [first] = parts;
  if (!first) return { sql: together ? '1 = 1' : '1 = 0', cost: 0 };
  if (parts.length === 1) return first;
  const sorted = [...parts].sort((left, right) => left.cost - right.cost);
  return { sql: `(${sorted.map(({ sql }) => sql).join(together ? ' AND ' : ' OR ')})`, cost: 3 };
}

function writeNarrowing(narrowing: Narrowing, negated: boolean, once: boolean): Part {
  if (narrowing.kind === 'columns') {
    return { sql: negated ? `NOT (${narrowing.where})` : `(${narrowing.where})`, cost: 0 };
  }
  if (narrowing.kind === 'set') return { sql: `c.id ${negated ? 'NOT ' : ''}IN (${narrowing.query})`, cost: 1 };
  const { table, as, where, absent } = narrowing;
  const wanted = absent === negated;
  if (once) {
    // Nothing in these sets is NULL, so that NOT IN says what it seems to say.
    const set = `SELECT ${as}.customerId FROM ${table} ${as} WHERE ${where}`;
    return { sql: `c.id ${wanted ? '' : 'NOT '}IN (${set})`, cost: 1 };
  }
  const probe = `EXISTS (SELECT 1 FROM ${table} ${as} WHERE ${as}.customerId = c.id AND (${where}))`;
  return { sql: wanted ? probe : `NOT ${probe}`, cost: 2 };
}

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** One statement that writes to a table: `file` does it, to the entity that `entities/<word>.ts` declares. */
export interface Write {
  file: string;
  line: number;
  entity: string;
  word: string;
}

/** An entity class by the file that declares it (without folder and ending) and its table. */
export interface EntityHome {
  entity: string;
  word: string;
  table: string;
}

const WRITERS = new Set([
  'insert',
  'update',
  'delete',
  'upsert',
  'softDelete',
  'restore',
  'increment',
  'decrement',
  'clear',
  'into',
]);
const NAMES_ENTITY = new Set(['createQueryBuilder', 'getRepository']);
const RAW_WRITE =
  /\b(?:(?:INSERT|REPLACE)(?:\s+IGNORE)?\s+INTO|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?|UPDATE(?=\s+\S+\s+(?:\w+\s+)?SET\b))\s+[`"]?(\w+)/gi;

/** The classes of `entities/`, read from their decorators. */
export function entityHomes(root: string): EntityHome[] {
  const files = readdirSync(join(root, 'entities')).filter((name) => name.endsWith('.ts'));
  return files.flatMap((name) => {
    const text = readFileSync(join(root, 'entities', name), 'utf8');
    const found = text.matchAll(/@Entity\('(\w+)'[^]*?export class (\w+)/g);
    return [...found].map(([, table = '', entity = '']) => ({ entity, table, word: name.slice(0, -'.ts'.length) }));
  });
}

/** The writes in one source file. It looks at the text alone: an entity or table handed on in a variable is not seen. */
export function findWrites(file: string, text: string, homes: readonly EntityHome[]): Write[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const imported = importedEntities(source, homes);
  const byTable = new Map(homes.map((home) => [home.table, home]));
  const writes: Write[] = [];

  const record = (node: ts.Node, home: EntityHome | undefined): void => {
    if (!home) return;
    const { entity, word } = home;
    writes.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, entity, word });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) record(node, writtenBy(node, imported));
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      for (const [, table = ''] of node.getText().matchAll(RAW_WRITE)) record(node, byTable.get(table));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return writes;
}

/** Local names of entity classes, renamed ones too. */
function importedEntities(source: ts.SourceFile, homes: readonly EntityHome[]): Map<string, EntityHome> {
  const imported = new Map<string, EntityHome>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !/\/entities\//.test(statement.moduleSpecifier.getText())) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements) {
      const home = homes.find(({ entity }) => entity === (propertyName ?? name).text);
      if (home) imported.set(name.text, home);
    }
  }
  return imported;
}

/** The entity that a call writes: `insert(Deal, ...)`, `delete().from(Deal)`, `createQueryBuilder(Deal, 'd').update()`. */
function writtenBy(call: ts.CallExpression, imported: ReadonlyMap<string, EntityHome>): EntityHome | undefined {
  const method = methodOf(call);
  if (ts.isIdentifier(call.expression) && call.expression.text === 'insertOnce') {
    return entityOf(call.arguments[1], imported);
  }
  const named = entityOf(call.arguments[0], imported);
  if (method === 'from') return chainBelow(call).some((each) => methodOf(each) === 'delete') ? named : undefined;
  if (method === undefined || !WRITERS.has(method)) return undefined;
  const source = chainBelow(call).find((each) => NAMES_ENTITY.has(methodOf(each) ?? ''));
  return named ?? (source && entityOf(source.arguments[0], imported));
}

const methodOf = ({ expression }: ts.CallExpression): string | undefined =>
  ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;

const entityOf = (
  argument: ts.Expression | undefined,
  imported: ReadonlyMap<string, EntityHome>,
): EntityHome | undefined => (argument && ts.isIdentifier(argument) ? imported.get(argument.text) : undefined);

/** The calls that a call is chained to, nearest first. */
function chainBelow({ expression }: ts.CallExpression): ts.CallExpression[] {
  if (!ts.isPropertyAccessExpression(expression) || !ts.isCallExpression(expression.expression)) return [];
  return [expression.expression, ...chainBelow(expression.expression)];
}

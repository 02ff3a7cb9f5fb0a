import { format, resolveConfig } from 'prettier';
import { documentRoutes, fieldsOf, type DocumentedRoute, type JsonSchema } from '../../server/http/openapi.ts';

/** Where the client is written. */
export const CLIENT_PATH = 'miniprogram/api/client.ts';

/** The mini-program's typed client: the shapes of the routes and one function for each, laid out as `npm run format` would. */
export async function clientSource(root: string): Promise<string> {
  const { routes, shapes } = documentRoutes();
  const source = [
    '// Written by `npm run client` from the routes of the server; change those instead.',
    "import { request } from './request.ts';",
    '',
    ...Object.entries(shapes).map(([name, shape]) => declaration(name, shape)),
    '/** Every endpoint by its name. */',
    'export const api = {',
    ...routes.map(call),
    '};',
  ].join('\n');
  return format(source, { ...(await resolveConfig(`${root}${CLIENT_PATH}`)), parser: 'typescript' });
}

function declaration(name: string, shape: JsonSchema): string {
  const type = typeOf(shape);
  const declared = fieldsOf(shape).length > 0 ? `interface ${name} ${type}` : `type ${name} = ${type};`;
  return `/** See \`${name}\` in the server's schemas. */\nexport ${declared}\n`;
}

function call({ name, method, path, summary, input, output }: DocumentedRoute): string {
  const fields = fieldsOf(input);
  const asked = input['anyOf'] !== undefined || fields.length > 0;
  const optional = asked && input['anyOf'] === undefined && fields.every(({ required }) => !required);
  const parameter = asked ? `input: ${typeOf(input)}${optional ? ' = {}' : ''}` : '';
  return [
    `/** ${summary} */`,
    `${name}: (${parameter}): Promise<${typeOf(output)}> =>`,
    `request('${method.toUpperCase()}', '${path}', ${asked ? 'input' : '{}'}),`,
  ].join('\n');
}

/** A JSON Schema as a TypeScript type; a schema that takes anything is `unknown`. */
export function typeOf(schema: JsonSchema): string {
  const { $ref, anyOf, oneOf = anyOf, enum: values, const: only, type, items, prefixItems } = schema as Keywords;
  if ($ref !== undefined) return $ref.slice($ref.lastIndexOf('/') + 1);
  if (oneOf !== undefined) return oneOf.map(typeOf).join(' | ');
  if (only !== undefined) return JSON.stringify(only);
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (Array.isArray(type)) return type.map((each) => typeOf({ ...schema, type: each })).join(' | ');
  switch (type) {
    case 'object':
      return objectType(schema);
    case 'array':
      return prefixItems ? `[${prefixItems.map(typeOf).join(', ')}]` : `(${typeOf(items ?? {})})[]`;
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    default:
      if (Object.keys(schema).every((key) => SAID_BESIDE.has(key))) return 'unknown';
      throw new Error(`no type for ${JSON.stringify(schema)}`);
  }
}

/** The words of JSON Schema that a type is made from. */
interface Keywords {
  $ref?: string;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  type?: string | string[];
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
}

/** Words that narrow nothing. */
const SAID_BESIDE = new Set(['title', 'description', 'default', 'examples']);

function objectType(schema: JsonSchema): string {
  const { additionalProperties: others } = schema as { additionalProperties?: JsonSchema | boolean };
  const fields = fieldsOf(schema).map(
    ({ name, required, schema: field }) => `${name}${required ? '' : '?'}: ${typeOf(field)};`,
  );
  if (fields.length > 0) return `{ ${fields.join(' ')} }`;
  return `Record<string, ${typeof others === 'object' ? typeOf(others) : 'never'}>`;
}

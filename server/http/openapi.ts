import { z } from 'zod';
import type { ErrorKind } from '../kernel/errors.ts';
import type { Route, RouteFacts } from './define-route.ts';
import { STATUS } from './errors.ts';
import { logout, miniprogramLogin } from './login.ts';
import { ownRoutes, routes } from './routes.ts';

/** A JSON Schema, as far as it is looked into here. */
export type JsonSchema = { [key: string]: unknown };

/** An endpoint as it is documented: who may call it, and its shapes as JSON Schemas that refer to shared ones by name. */
export interface DocumentedRoute {
  name: string;
  method: 'get' | 'post';
  path: string;
  summary: string;
  open: boolean;
  /** The fields that stand in the path. */
  params: string[];
  input: JsonSchema;
  output: JsonSchema;
}

/** Everything that can be called below `/api`, and the shapes that several of them share. */
export function documentRoutes(): { routes: DocumentedRoute[]; shapes: Record<string, JsonSchema> } {
  const shapes: Record<string, JsonSchema> = {};
  const describe = (facts: RouteFacts, method: Route['method'], open: boolean): DocumentedRoute => ({
    ...{ name: facts.name, method, path: facts.path, summary: facts.summary, open },
    params: [...facts.path.matchAll(/:(\w+)/g)].map(([, param = '']) => param),
    input: schemaOf(facts.input, 'input', shapes),
    output: schemaOf(facts.output, 'output', shapes),
  });
  return {
    routes: [
      describe(miniprogramLogin, 'post', true),
      describe(logout, 'post', true),
      ...[...routes, ...ownRoutes].map((route) => describe(route, route.method, false)),
    ],
    shapes,
  };
}

/** The OpenAPI 3.1 document of the product, made from what validates its requests. */
export function openApi(): JsonSchema {
  const { routes: documented, shapes } = documentRoutes();
  const paths: Record<string, JsonSchema> = {};
  for (const route of documented) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: '常客 Changke', version: '1', description: '企业微信里的客户关系系统。时间是 UTC，金额是整数分。' },
    servers: [{ url: '/api' }],
    paths,
    components: {
      schemas: { ...shapes, Refusal },
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: 'changke' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

const Refusal = {
  type: 'object',
  properties: { code: { type: 'string' }, message: { type: 'string', description: '给用户看的一句话' } },
  required: ['code', 'message'],
};

const REFUSED: Record<ErrorKind, string> = {
  invalid: '内容不对',
  unauthenticated: '没有登录',
  forbidden: '不允许',
  not_found: '没有，或看不到',
  conflict: '已经变了',
  limited: '太多或太长',
  unavailable: '暂时不能用',
};

function operation({ name, method, summary, open, params, input, output }: DocumentedRoute): JsonSchema {
  const json = (schema: JsonSchema) => ({ content: { 'application/json': { schema } } });
  const query = method === 'get' ? fieldsOf(input).filter((field) => !params.includes(field.name)) : [];
  return {
    operationId: name,
    summary,
    security: open ? [] : [{ cookie: [] }, { bearer: [] }],
    parameters: [
      ...params.map((param) => ({ name: param, in: 'path', required: true, schema: { type: 'string' } })),
      ...query.map((field) => ({ ...field, in: 'query' })),
    ],
    ...(method === 'post' && { requestBody: { required: true, ...json(without(input, params)) } }),
    responses: {
      200: { description: '好', ...json(output) },
      ...Object.fromEntries(
        Object.entries(STATUS).map(([kind, status]) => [
          status,
          { description: REFUSED[kind as ErrorKind], ...json({ $ref: '#/components/schemas/Refusal' }) },
        ]),
      ),
    },
  };
}

/** A schema without the fields that stand in the path. */
function without(schema: JsonSchema, params: readonly string[]): JsonSchema {
  if (params.length === 0) return schema;
  const { properties = {}, required = [], ...rest } = schema as { properties?: JsonSchema; required?: string[] };
  return {
    ...rest,
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !params.includes(name))),
    required: required.filter((name) => !params.includes(name)),
  };
}

/** The fields of an object's schema. */
export function fieldsOf(schema: JsonSchema): { name: string; required: boolean; schema: JsonSchema }[] {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, JsonSchema>; required?: string[] };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    required: required.includes(name),
    schema: field,
  }));
}

/** A shape as JSON Schema; the named ones in it are put among the shared shapes. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', shapes: Record<string, JsonSchema>): JsonSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
    },
  });
  const { $defs = {}, ...rest } = referring(made) as JsonSchema & { $defs?: Record<string, JsonSchema> };
  for (const [name, shape] of Object.entries($defs)) shapes[name] = named(shape);
  const { id, ...own } = rest;
  if (typeof id !== 'string') return own;
  shapes[id] = own;
  return { $ref: `#/components/schemas/${id}` };
}

function named({ id: _, ...shape }: JsonSchema): JsonSchema {
  return shape;
}

/** References as OpenAPI writes them. */
function referring(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referring);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === '$ref' && typeof each === 'string' ? each.replace('#/$defs/', '#/components/schemas/') : referring(each),
    ]),
  );
}

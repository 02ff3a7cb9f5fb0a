import { expect, it } from 'vitest';
import { typeOf } from '../../../../scripts/client/client-source.ts';

it.each([
  [{ type: 'string', format: 'date-time' }, 'string'],
  [{ type: 'integer' }, 'number'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ anyOf: [{ type: 'boolean' }, { type: 'null' }] }, 'boolean | null'],
  [{ type: 'string', enum: ['A', 'B'] }, '"A" | "B"'],
  [{ const: 1 }, '1'],
  [{ $ref: '#/components/schemas/TaskView' }, 'TaskView'],
  [{ type: 'array', items: { type: 'string', enum: ['A', 'B'] } }, '("A" | "B")[]'],
  [{ type: 'object', properties: {} }, 'Record<string, never>'],
  [{ type: 'object', additionalProperties: { type: 'string' } }, 'Record<string, string>'],
  [{ type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] }, '[string, number]'],
  [{ oneOf: [{ type: 'string' }, { type: 'number' }] }, 'string | number'],
  [{ description: 'a rule' }, 'unknown'],
  [
    { type: 'object', properties: { a: { type: 'string' }, b: { type: 'number' } }, required: ['a'] },
    '{ a: string; b?: number; }',
  ],
])('%o is %s', (schema, type) => {
  expect(typeOf(schema)).toBe(type);
});

it('a shape that no type stands for stops the writing', () => {
  expect(() => typeOf({ not: { type: 'string' } })).toThrow('no type');
});

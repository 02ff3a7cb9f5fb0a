import type { ChoicesView } from '../../api/client.ts';
import { grouped } from './figures.view.ts';

/** What one may choose: tags, members, sources, stages. */
export interface Option {
  code: string;
  name: string;
  group: string;
}

/** One question of a condition's form. */
export type Field = { name: string; title: string } & (
  | {
      kind: 'number';
      unit: string;
      /** Asked in yuan, kept in fen. */
      money: boolean;
      least: number | null;
      most: number | null;
      /** What nothing written means; undefined where something must be written. */
      unwritten: number | null | undefined;
    }
  | { kind: 'text'; most: number }
  | { kind: 'one'; options: Option[] }
  | { kind: 'many'; options: Option[]; most: number }
);

/** What has been filled in so far, by the names of the fields. */
export type Values = Record<string, string | string[]>;

/** What a form says: the params, or which field is not right and why. */
export type Filled = { params: Record<string, unknown> } | { field: string; complaint: string };

/** The questions that a condition's JSON schema asks; what cannot be asked is left out. */
export function fieldsOf(form: Record<string, unknown>, choices: ChoicesView | null): Field[] {
  return Object.entries(asObject(form['properties'])).flatMap(([name, raw]) => {
    const field = fieldOf(name, asObject(raw), choices);
    return field ? [field] : [];
  });
}

function fieldOf(name: string, schema: Record<string, unknown>, choices: ChoicesView | null): Field | null {
  const title = asText(schema['title']) || name;
  const variants = Array.isArray(schema['anyOf']) ? schema['anyOf'].map(asObject) : [];
  const plain = variants.find(({ type }) => type !== 'null') ?? schema;
  const nullable = variants.some(({ type }) => type === 'null');
  const { type } = plain;
  if (type === 'integer' || type === 'number') {
    const unwritten = nullable ? null : (asNumber(schema['default']) ?? undefined);
    const money = schema['money'] === true;
    const [least, most] = [asNumber(plain['minimum']), asNumber(plain['maximum'])];
    return { name, title, kind: 'number', unit: asText(schema['unit']), money, least, most, unwritten };
  }
  if (type === 'array') {
    const options = optionsOf(schema, asObject(plain['items']), choices);
    return { name, title, kind: 'many', options, most: asNumber(plain['maxItems']) ?? options.length };
  }
  if (type !== 'string') return null;
  if (Array.isArray(plain['enum'])) return { name, title, kind: 'one', options: optionsOf(schema, plain, choices) };
  return { name, title, kind: 'text', most: asNumber(plain['maxLength']) ?? 200 };
}

function optionsOf(
  schema: Record<string, unknown>,
  values: Record<string, unknown>,
  choices: ChoicesView | null,
): Option[] {
  const list = Object.entries(choices ?? {}).find(([word]) => word === schema['choices']);
  if (list) return list[1];
  const names = asObject(schema['names']);
  const codes = Array.isArray(values['enum']) ? values['enum'].map(String) : [];
  return codes.map((code) => ({ code, name: asText(names[code]) || code, group: '' }));
}

/** What a form shows for params; for none, empty fields and the first of a few choices. */
export function valuesOf(fields: readonly Field[], params: Record<string, unknown> | null): Values {
  return Object.fromEntries(
    fields.map((field): [string, string | string[]] => {
      const value = params?.[field.name];
      if (field.kind === 'many') return [field.name, Array.isArray(value) ? value.map(String) : []];
      if (field.kind === 'one') return [field.name, asText(value) || (field.options[0]?.code ?? '')];
      if (field.kind === 'text') return [field.name, asText(value)];
      const number = asNumber(value);
      const unsaid = number === null || (number === field.unwritten && field.unwritten === 0);
      return [field.name, unsaid ? '' : String(field.money ? number / 100 : number)];
    }),
  );
}

/** The params that were filled in, or the first complaint. */
export function paramsOf(fields: readonly Field[], values: Values): Filled {
  const params: Record<string, unknown> = {};
  for (const field of fields) {
    const read = readField(field, values[field.name] ?? '');
    if ('complaint' in read) return { field: field.name, complaint: read.complaint };
    params[field.name] = read.value;
  }
  return { params };
}

function readField(field: Field, value: string | string[]): { value: unknown } | { complaint: string } {
  if (Array.isArray(value)) {
    if (value.length === 0) return { complaint: '至少选一个。' };
    if (field.kind === 'many' && value.length > field.most) return { complaint: `最多选 ${field.most} 个。` };
    return { value };
  }
  const written = value.normalize('NFKC').trim();
  if (field.kind === 'number') return readNumber(field, written.split(',').join(''));
  return written === '' ? { complaint: '写几个字。' } : { value: field.kind === 'text' ? value.trim() : value };
}

function readNumber(
  { unit, money, least, most, unwritten }: Extract<Field, { kind: 'number' }>,
  written: string,
): { value: number | null } | { complaint: string } {
  if (written === '') return unwritten === undefined ? { complaint: '填个数字。' } : { value: unwritten };
  if (!(money ? /^\d{1,12}(\.\d{1,2})?$/ : /^\d{1,12}$/).test(written)) {
    return { complaint: money ? '只填数字，如 58000。' : '只填整数，如 30。' };
  }
  const value = money ? Math.round(Number(written) * 100) : Number(written);
  const said = (limit: number) => `${grouped(money ? limit / 100 : limit)}${unit === '%' ? '' : ' '}${unit}`;
  if (least !== null && value < least) return { complaint: `至少 ${said(least)}。` };
  if (most !== null && value > most) return { complaint: `最多 ${said(most)}。` };
  return { value };
}

/** The options with those that were chosen once and are no longer offered, so that one can let go of them. */
export function offered(field: Extract<Field, { kind: 'many' }>, chosen: readonly string[]): Option[] {
  const known = new Set(field.options.map(({ code }) => code));
  const gone = chosen.filter((code) => !known.has(code));
  return [...field.options, ...gone.map((code) => ({ code, name: ID.test(code) ? '现在选不到的' : code, group: '' }))];
}

/** Options by their groups, those whose name or group holds what was typed. */
export function grouping(options: readonly Option[], typed: string): { name: string; options: Option[] }[] {
  const wanted = typed.trim().toLowerCase();
  const groups = new Map<string, Option[]>();
  for (const option of options) {
    if (!`${option.group}${option.name}`.toLowerCase().includes(wanted)) continue;
    groups.set(option.group, [...(groups.get(option.group) ?? []), option]);
  }
  return [...groups].map(([name, members]) => ({ name, options: members }));
}

/** Looks like the id of a row, which says nothing to anybody. */
const ID = /^[0-9A-Z]{26}$/;

const asObject = (raw: unknown): Record<string, unknown> =>
  typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {};

const asText = (raw: unknown): string => (typeof raw === 'string' ? raw : '');

const asNumber = (raw: unknown): number | null => (typeof raw === 'number' ? raw : null);

import type { CareProgressView, OccasionListView } from '../../api/client.ts';

/** An occasion as it is being written. */
export interface OccasionFields {
  kind: 'birthday' | 'holiday';
  holidayName: string | null;
  title: string;
  segmentId: string | null;
  texts: { default: string; A: string; B: string; C: string };
  leadDays: number;
  sendAt: string;
  enabled: boolean;
}

/** The versions of a text, in the order of their tabs. */
export const VERSIONS = [
  { code: 'default', name: '通用' },
  { code: 'A', name: 'A 级' },
  { code: 'B', name: 'B 级' },
  { code: 'C', name: 'C 级' },
] as const;

/** A version of the text. */
export type Version = (typeof VERSIONS)[number]['code'];

/** How many days ahead greetings may leave, as one chooses among them. */
export const LEADS = [
  { code: '0', name: '当天' },
  { code: '1', name: '提前 1 天' },
  { code: '3', name: '提前 3 天' },
  { code: '7', name: '提前 7 天' },
] as const;

/** The times of day that are offered; nothing leaves in quiet hours. */
export const CLOCKS = ['09:00', '10:00', '11:00', '14:00', '16:00', '18:00', '20:00'].map((code) => ({
  code,
  name: code,
}));

/** What is chosen among, with whatever the occasion has that is not offered. */
export function withOwn<T extends { code: string; name: string }>(
  offered: readonly T[],
  code: string,
  name: string,
): { code: string; name: string }[] {
  return offered.some((each) => each.code === code) ? [...offered] : [...offered, { code, name }];
}

/** A new occasion: the next holiday with what the product proposes to say, off until it is confirmed. */
export function newOccasion(
  { holidays }: Pick<OccasionListView, 'holidays'>,
  segmentId: string | null,
): OccasionFields {
  const [next] = holidays;
  return {
    ...{ kind: 'holiday', segmentId, leadDays: 0, sendAt: '10:00', enabled: false },
    ...{ holidayName: next?.name ?? null, title: `${next?.title ?? ''}问候` },
    texts: { default: next?.text ?? '', A: '', B: '', C: '' },
  };
}

/** A kept occasion as fields. */
export function fieldsOf({ occasion }: Pick<CareProgressView, 'occasion'>): OccasionFields {
  const { kind, holidayName, title, segmentId, texts, leadDays, sendAt, enabled } = occasion;
  return {
    ...{ kind, holidayName, title, segmentId, leadDays, sendAt, enabled },
    texts: { default: texts.default, A: texts.A ?? '', B: texts.B ?? '', C: texts.C ?? '' },
  };
}

/** The same occasion for another holiday; a name and a text that nobody has changed go with it. */
export function moveTo(
  fields: OccasionFields,
  { holidays }: Pick<OccasionListView, 'holidays'>,
  name: string,
): OccasionFields {
  const [before, after] = [fields.holidayName, name].map((each) => holidays.find((holiday) => holiday.name === each));
  if (!after) return fields;
  const untouched = fields.texts.default.trim() === '' || fields.texts.default === before?.text;
  return {
    ...fields,
    ...{ kind: 'holiday', holidayName: name },
    title:
      fields.title === `${before?.title ?? ''}问候` || fields.title.trim() === '' ? `${after.title}问候` : fields.title,
    texts: { ...fields.texts, default: untouched ? after.text : fields.texts.default },
  };
}

/** The same occasion for birthdays. */
export const forBirthdays = (fields: OccasionFields): OccasionFields => ({
  ...fields,
  ...{ kind: 'birthday', holidayName: null },
  title: fields.title.endsWith('问候') ? '生日祝福' : fields.title,
});

/** Puts a word into a text where the cursor stands, in braces. */
export function insertWord(text: string, word: string, cursor: number): { text: string; cursor: number } {
  const at = Math.min(Math.max(0, cursor), text.length);
  const put = `{${word}}`;
  return { text: `${text.slice(0, at)}${put}${text.slice(at)}`, cursor: at + put.length };
}

/** The fields as the server takes them; the versions left empty are none. */
export function inputOf(fields: OccasionFields) {
  const { default: text, A, B, C } = fields.texts;
  return {
    ...fields,
    texts: { default: text, ...(A.trim() && { A }), ...(B.trim() && { B }), ...(C.trim() && { C }) },
  };
}

/** What keeps it from being sent to the server at all; null where nothing does. */
export function missing({ kind, holidayName, title, texts }: OccasionFields): string | null {
  if (kind === 'holiday' && holidayName === null) return '先选一个节日。';
  if (title.trim() === '') return '给它起个名字。';
  return texts.default.trim() === '' ? '通用的内容还没写。' : null;
}

import type { Followup } from '../../../entities/followup.ts';
import type { Business } from '../businesses.ts';

/** What a contact was about. */
export type StepKind =
  | 'first'
  | 'chase'
  | 'needs'
  | 'trial'
  | 'quote'
  | 'afterQuote'
  | 'haggle'
  | 'deal'
  | 'lose'
  | 'install'
  | 'firstWeek'
  | 'firstMonth'
  | 'reorder'
  | 'quarter'
  | 'repair'
  | 'greeting';

/** Ways to tell of one kind of contact, by channel: `note`, or `note → how the customer reacted`. */
export type Lines = Partial<Record<Followup['channel'], readonly string[]>>;

/** Lines that fit everybody, and lines that fit one line of business. */
export type Words = { any: Lines } & Partial<Record<Business, Lines>>;

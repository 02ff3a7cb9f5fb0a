import type { Customer } from '../../entities/customer.ts';
import type { Followup } from '../../entities/followup.ts';
import type { Person } from './people.ts';

/** A customer and all that happened with him, up to yesterday. */
export interface Journey {
  person: Person;
  /** The members who have him as a contact, the owner first. */
  friends: Friend[];
  /** The deal lies before the company's memory. */
  regular: boolean;
  /** The earliest first. */
  contacts: Contact[];
  /** What he and the owner wrote to each other, oldest first. */
  talk: { from: 'customer' | 'member'; at: Date; text: string }[];
}

/** A member who has a customer as a contact. */
export interface Friend {
  userid: string;
  since: Date;
  /** WeCom's number for the way they met (wecom-api.md 6, `add_way`). */
  addWay: number;
  /** The channel code that was scanned. */
  state: string | null;
  description: string;
}

/** A contact, what it promised and what it changed. */
export interface Contact extends Pick<Followup, 'at' | 'channel' | 'note' | 'reaction'> {
  /** Userid. */
  authorId: string;
  nextStep: { text: string; at: Date } | null;
  /** The stage that the customer reached by it. */
  reaches: Customer['stage'] | null;
  /** What was promised at the contact before stays to be done. */
  leavesOpen: boolean;
}

/** Somebody who became a contact later, by a colleague (201) or by an assignment (202). */
export const joined = (userid: string, since: Date, addWay: 201 | 202): Friend => ({
  userid,
  since,
  addWay,
  state: null,
  description: '',
});

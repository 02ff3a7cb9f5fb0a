import type { Customer } from '../../entities/customer.ts';
import type { Followup } from '../../entities/followup.ts';
import type { Order } from '../../entities/order.ts';
import type { Ticket } from '../../entities/ticket.ts';
import type { Consent } from '../../entities/touch.ts';
import type { BirthdayDate } from '../../server/kernel/birthdays.ts';
import type { Person } from './people.ts';

/** A customer and all that happened with him, up to yesterday. */
export interface Journey {
  person: Person;
  /** The members who have him as a contact, the owner first. */
  friends: Friend[];
  /** His first deal lies before the company's memory. */
  regular: boolean;
  /** That deal, where its papers are still there; nobody quoted in the product then. */
  firstDeal: ({ at: Date } & FirstDeal) | null;
  /** The earliest first. */
  contacts: Contact[];
  /** What he bought without a contact that tells of it, the earliest first. */
  purchases: ({ at: Date } & Purchase)[];
  /** What he brought up. */
  troubles: Trouble[];
  birthday: BirthdayDate | null;
  /** What he said he does not want to get. */
  refuses: { at: Date; purpose: Consent['purpose'] } | null;
  /** Names of the corp tags that his owner put on him. */
  tags: string[];
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
  deal: Agreed | null;
  order: Purchase | null;
}

/** What a contact came to about a deal: a quote, a yes to it with what is handed over, or a no. */
export type Agreed =
  | { kind: 'quoted'; title: string; amountFen: number }
  | { kind: 'won'; note: string }
  | { kind: 'lost'; because: string };

/** A deal that was won without a quote. */
export interface FirstDeal {
  title: string;
  amountFen: number;
  note: string;
}

/** Something that a customer bought. */
export type Purchase = Pick<Order, 'title' | 'amountFen' | 'category' | 'discounted'>;

/** Something that a customer brought up, and how it was settled; `closed` is null while it is open. */
export interface Trouble extends Pick<Ticket, 'kind' | 'subject'> {
  /** Who wrote it down, by userid. */
  authorId: string;
  at: Date;
  closed: { at: Date; solution: string } | null;
}

/** Somebody who became a contact later, by a colleague (201) or by an assignment (202). */
export const joined = (userid: string, since: Date, addWay: 201 | 202): Friend => ({
  userid,
  since,
  addWay,
  state: null,
  description: '',
});

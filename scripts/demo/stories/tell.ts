import type { DemoCalendar } from '../calendar.ts';
import type { Contact, Friend, Journey } from '../journey.ts';

/** A customer's past told by hand. */
export type Story = Pick<Journey, 'friends' | 'contacts'> &
  Partial<Pick<Journey, 'regular' | 'firstDeal' | 'purchases' | 'troubles' | 'talk'>>;

/** Stories by name and company; their days are counted from the present. */
export type Stories = Readonly<Record<string, (days: DemoCalendar) => Story>>;

/** A contact; what is left out did not happen. */
export function by(authorId: string, at: Date, told: Pick<Contact, 'channel' | 'note'> & Partial<Contact>): Contact {
  return {
    ...{ authorId, at, reaction: null, nextStep: null, reaches: null, leavesOpen: false },
    ...{ deal: null, order: null },
    ...told,
  };
}

/** The member whose channel code the customer scanned. */
export const scanned = (userid: string, since: Date, state: string, description: string): Friend => ({
  userid,
  since,
  addWay: 1,
  state,
  description,
});

/** A line of their chat. */
export const say = (from: 'customer' | 'member', at: Date, text: string): Journey['talk'][number] => ({
  from,
  at,
  text,
});

import type { DemoCalendar } from '../calendar.ts';
import type { Journey } from '../journey.ts';
import type { Person } from '../people.ts';
import { cafes } from './cafes.ts';
import { hotels } from './hotels.ts';
import { inns } from './inns.ts';

/** The customers whom a newcomer meets first. */
const STORIES = { ...inns, ...hotels, ...cafes };

/** The story of a customer who has one. */
export function storyOf(person: Person, calendar: DemoCalendar): Journey | null {
  const story = STORIES[`${person.name} ${person.company}`]?.(calendar);
  return story
    ? {
        person,
        ...{ regular: false, firstDeal: null, purchases: [], troubles: [], talk: [] },
        ...{ birthday: null, refuses: null, tags: [] },
        ...story,
      }
    : null;
}

import type { Consent } from '../../entities/touch.ts';
import { addSeconds, toShanghai } from '../../server/kernel/dates.ts';
import { birthdayOf } from './birthdays.ts';
import type { DemoCalendar } from './calendar.ts';
import type { Journey } from './journey.ts';
import { createRandom } from './random.ts';
import { tagsOf } from './tags.ts';
import { complaintOf } from './troubles.ts';

const SEED = 2_026_000;

/** Places in the roster of those who do not want to be written to. */
const REFUSE: Readonly<Record<number, Consent['purpose']>> = {
  13: 'offer',
  36: 'offer',
  61: 'care',
  86: 'offer',
  111: 'offer',
  138: 'care',
};

/** What is true of anybody, whether his story is invented or told; by choices of its own, so that it changes nobody's story. */
export function manners(journey: Journey, index: number, now: Date, calendar: DemoCalendar): Partial<Journey> {
  const random = createRandom(SEED + index);
  const { person, contacts, troubles } = journey;
  const won = journey.regular || contacts.some(({ deal }) => deal?.kind === 'won');
  const complaint = complaintOf(index, person.ownerId, calendar, random);
  const refusing = REFUSE[index];
  const last = contacts.at(-1);
  return {
    birthday: birthdayOf(`${person.name} ${person.company}`, toShanghai(now), random),
    tags: tagsOf(person.business, won, random),
    troubles: [...troubles, ...(complaint ? [complaint] : [])],
    refuses: refusing && last ? { purpose: refusing, at: addSeconds(last.at, 1500) } : null,
  };
}

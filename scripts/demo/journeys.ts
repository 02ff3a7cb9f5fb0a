import type { Customer } from '../../entities/customer.ts';
import { addDays } from '../../server/kernel/dates.ts';
import { inventFacts, machineFen, type Facts } from './businesses.ts';
import { createCalendar, type DemoCalendar, type TimeOfDay } from './calendar.ts';
import { joined, type Agreed, type Contact, type Friend, type Journey } from './journey.ts';
import { ASK_AGAIN_DAYS, endingAt, walk, type Ending, type Step } from './paths.ts';
import { manners } from './manners.ts';
import { people, type Person } from './people.ts';
import { createPromises, type Promises } from './promises.ts';
import { beanOrders, beans, machine } from './purchases.ts';
import { createRandom, type Random } from './random.ts';
import { leaderOf, servicePeople } from './staff.ts';
import { storyOf } from './stories/index.ts';
import { repairOf } from './troubles.ts';
import type { StepKind } from './words/lines.ts';
import { createTeller, type Teller } from './words/teller.ts';

/** Everything that invention needs, shared by all customers so that no two sound alike. */
interface Means {
  calendar: DemoCalendar;
  random: Random;
  teller: Teller;
  promises: Promises;
}

const SEED = 20_26;

/** What a quote and a yes change, the deal itself does; after a no one begins anew. */
const REACHES: Partial<Record<StepKind, Customer['stage']>> = {
  needs: 'needs',
  haggle: 'negotiating',
  lose: 'contacted',
};

const LOST_BECAUSE = ['价格高', '选了别家', '预算没批', '先用旧机器', '合伙人不同意'] as const;

/** What usually comes after a contact. */
const FOLLOWING: Record<StepKind, StepKind> = {
  ...{ first: 'needs', chase: 'needs', needs: 'trial', trial: 'quote', quote: 'afterQuote', afterQuote: 'haggle' },
  ...{
    haggle: 'deal',
    lose: 'chase',
    deal: 'install',
    install: 'firstWeek',
    firstWeek: 'firstMonth',
    firstMonth: 'reorder',
  },
  ...{ reorder: 'quarter', quarter: 'reorder', repair: 'quarter', greeting: 'reorder' },
};

/** What service does where it looks after the machine; the rep keeps the quarterly visit and the greetings. */
const SERVED: readonly StepKind[] = ['install', 'firstWeek', 'firstMonth', 'reorder', 'repair'];
const SOURCES = ['官网', '官网', '酒店用品展', '老客户介绍', '小红书', '抖音', '公众号', '门店'] as const;

/** The 200 customers with their past as it looks at `now`; the same for the same `now`. */
export function demoJourneys(now: Date): Journey[] {
  const calendar = createCalendar(now);
  const random = createRandom(SEED);
  const means = { calendar, random, teller: createTeller(random), promises: createPromises(calendar, random) };
  return people
    .map((person, index) => storyOf(person, calendar) ?? inventJourney(person, index, means))
    .map((journey, index) => ({
      ...journey,
      ...manners(journey, index, now, calendar),
    }));
}

function inventJourney(person: Person, index: number, means: Means): Journey {
  const { calendar, random } = means;
  const ending = endingAt(index);
  const facts = inventFacts(person.business, random);
  const steps = walk(ending, random);
  const keeper = keeperOf(ending, index);
  const helper = ending === 'negotiating' && index % 2 === 0 ? (leaderOf[person.ownerId] ?? null) : null;

  const met = ending === 'regular' ? calendar.longAgo(random.int(320, 1100), '10:20') : meeting(steps, means);
  const friends = [firstFriend(person, met, facts, random)];
  if (keeper) {
    const deal = ending === 'customer' ? steps.find(({ kind }) => kind === 'deal') : null;
    friends.push(joined(keeper, deal ? calendar.past(deal.ago, '18:20') : met, 202));
  }
  if (helper)
    friends.push(joined(helper, calendar.past(steps.find(({ kind }) => kind === 'quote')?.ago ?? 9, '18:10'), 201));
  const haggles = steps.filter(({ kind }) => kind === 'haggle');
  const authorOf = ({ kind, ago }: Step): string => {
    if (keeper && SERVED.includes(kind)) return keeper;
    return helper && haggles.length > 1 && haggles.at(-1)?.ago === ago ? helper : person.ownerId;
  };
  return {
    person,
    friends,
    regular: ending === 'regular',
    firstDeal: null,
    ...whatHeBought({ person, ending, met, facts, contacts: contactsOf(person, steps, facts, authorOf, means) }, means),
    ...{ birthday: null, refuses: null, tags: [], talk: [] },
  };
}

/** The orders of who has a machine, and the repairs that he called for. */
function whatHeBought(
  {
    person,
    ending,
    met,
    facts,
    contacts,
  }: { person: Person; ending: Ending; met: Date; facts: Facts; contacts: Contact[] },
  { calendar, random }: Means,
): Pick<Journey, 'contacts' | 'purchases' | 'troubles'> {
  const first =
    ending === 'regular' ? addDays(met, random.int(6, 20)) : contacts.find((each) => each.deal?.kind === 'won')?.at;
  if (!first || (ending !== 'regular' && ending !== 'customer')) return { contacts, purchases: [], troubles: [] };
  // Whoever has not been spoken to for long buys elsewhere by now.
  const last = contacts.at(-1)?.at ?? met;
  const until = last < calendar.past(40, '12:00') ? last : calendar.longAgo(1, '18:00');
  const own =
    ending === 'regular' ? [{ at: first, ...machine(facts.machine, machineFen(person.business, facts)) }] : [];
  return {
    contacts,
    purchases: [...own, ...beanOrders(facts, { from: first, until, contacts }, random)],
    troubles: contacts
      .filter(({ note, channel }) => channel === 'phone' && REPAIRS.test(note))
      .map((each) => repairOf(each, random)),
  };
}

/** As a call for repair is told. */
const REPAIRS = /报修|出杯变慢|偏苦|不亮|除垢多久/;

function contactsOf(
  person: Person,
  steps: readonly Step[],
  facts: Facts,
  authorOf: (step: Step) => string,
  { calendar, random, teller, promises }: Means,
): Contact[] {
  const times = steps.map(() => hours(random));
  return steps.map((step, at) => {
    const authorId = authorOf(step);
    const following = steps[at + 1];
    const time = times[at + 1] ?? '18:00';
    const due = following
      ? dueFor(following, { step, time }, calendar, random)
      : step.kind === 'lose'
        ? calendar.ahead(Math.max(2, ASK_AGAIN_DAYS - step.ago), '10:00')
        : promises.by(authorId, step.ago);
    const text = teller.plan(following?.kind ?? (step.kind === 'lose' ? 'lose' : FOLLOWING[step.kind]), facts);
    const { kilos, ...told } = teller.tell(step.kind, person, facts);
    return {
      at: calendar.past(step.ago, times[at] ?? '10:00'),
      authorId,
      ...told,
      nextStep: due && { text, at: due },
      reaches: REACHES[step.kind] ?? null,
      leavesOpen: false,
      deal: agreed(step.kind, person, facts, random),
      order: step.kind === 'reorder' ? beans(facts.bean, kilos) : null,
    };
  });
}

function agreed(kind: StepKind, { business }: Person, facts: Facts, random: Random): Agreed | null {
  if (kind === 'quote') return { kind: 'quoted', title: facts.machine, amountFen: machineFen(business, facts) };
  if (kind === 'deal')
    return { kind: 'won', note: `${facts.size}，机器放${facts.place}。${facts.need}；${facts.worry}` };
  return kind === 'lose' ? { kind: 'lost', because: random.pick(LOST_BECAUSE) } : null;
}

/** Most contacts name the next one, which comes in time or a little after; now and then it comes a day late. */
function dueFor(
  following: Step,
  { step, time }: { step: Step; time: TimeOfDay },
  calendar: DemoCalendar,
  random: Random,
): Date | null {
  if (!random.chance(0.8)) return null;
  const late = step.ago - following.ago > 1 && random.chance(0.12) ? 1 : 0;
  const hour = Number(time.split(':')[0]);
  const slots = DUE_AT.filter((slot) => Number(slot.split(':')[0]) > hour || random.chance(0.06));
  return calendar.past(following.ago + late, random.pick(slots));
}

const DUE_AT = ['10:00', '11:00', '14:00', '15:00', '16:30', '18:00'] as const;

/** A customer is met on the day of the first contact or the day before; a lead still waits for it. */
function meeting(steps: readonly Step[], { calendar, random }: Means): Date {
  const first = steps[0];
  if (!first) return calendar.past(random.int(4, 18), `${random.int(10, 19)}:${random.int(10, 59)}`);
  return random.chance(0.5)
    ? calendar.past(first.ago, '09:05')
    : calendar.past(first.ago + 1, `${random.int(10, 19)}:40`);
}

function firstFriend({ ownerId, business }: Person, since: Date, facts: Facts, random: Random): Friend {
  const addWay = random.pick([1, 1, 1, 1, 2, 3, 4, 6]);
  const description = random.chance(0.5) ? `${facts.size}，看${facts.machine}` : '';
  const state = addWay === 1 ? random.pick(business === 'office' ? SOURCES.slice(0, 4) : SOURCES) : null;
  return { userid: ownerId, since, addWay, state, description };
}

/** Two of three customers have somebody in service as a contact too. */
const keeperOf = (ending: Ending, index: number): string | null =>
  (ending === 'customer' || ending === 'regular') && index % 3 !== 0
    ? (servicePeople[index % servicePeople.length] ?? null)
    : null;

/** A minute of the working day, without lunch; the first contact of a morning comes after a meeting at nine. */
function hours(random: Random): TimeOfDay {
  const minutes = random.chance(0.4) ? random.int(9 * 60 + 20, 11 * 60 + 45) : random.int(13 * 60 + 30, 17 * 60 + 50);
  return `${Math.floor(minutes / 60)}:${minutes % 60}`;
}

import type { Random } from './random.ts';
import type { StepKind } from './words/lines.ts';

/** How far a customer has come: the stages before the deal, one who said no, one who signed within these months, and one of old. */
export type Ending = 'lead' | 'contacted' | 'needs' | 'quoted' | 'negotiating' | 'lost' | 'customer' | 'regular';

/** A contact that took place so many working days before today. */
export interface Step {
  kind: StepKind;
  ago: number;
}

/** Working days since the company began to write down what it does: ten months. */
const FARTHEST = 205;

/** A kind of contact, how many working days after the one before, and in which share of the cases it takes place. */
type Leg = [kind: StepKind, soonest: number, latest: number, share: number];

const FIRST: Leg[] = [['first', 0, 0, 1]];
const TO_NEEDS: Leg[] = [...FIRST, ['chase', 2, 4, 0.2], ['needs', 2, 5, 1], ['trial', 3, 8, 0.55]];
const TO_QUOTE: Leg[] = [...TO_NEEDS, ['quote', 2, 5, 1], ['afterQuote', 2, 2, 0.65]];
const TO_HAGGLE: Leg[] = [...TO_QUOTE, ['haggle', 3, 7, 1], ['haggle', 3, 7, 0.35]];
const TO_FIRST_MONTH: Leg[] = [
  ...TO_HAGGLE,
  ...([
    ['deal', 3, 8, 1],
    ['install', 5, 10, 1],
    ['firstWeek', 5, 5, 0.85],
    ['firstMonth', 15, 18, 0.85],
  ] satisfies Leg[]),
];

const LEGS: Record<Ending, Leg[]> = {
  lead: [],
  contacted: [...FIRST, ['chase', 2, 5, 0.65]],
  needs: TO_NEEDS,
  quoted: TO_QUOTE,
  negotiating: TO_HAGGLE,
  lost: [...TO_QUOTE, ['haggle', 3, 7, 0.5], ['lose', 4, 9, 1]],
  customer: TO_FIRST_MONTH,
  regular: [],
};

/** Two years on the place needs another machine; one time in five it comes from somebody else. */
function boughtAgain(steps: readonly Step[], random: Random): Step[] {
  const ago = random.int(18, 120);
  const wait = random.int(3, 9);
  const again: Step[] = [
    { kind: 'quote', ago: ago + wait },
    { kind: random.chance(0.8) ? 'deal' : 'lose', ago },
  ];
  const others = steps.filter((each) => each.ago < ago - 6 || each.ago > ago + wait + 5);
  return [...others, ...again].sort((left, right) => right.ago - left.ago);
}

/** Between two visits of a quarter there is one contact of another kind. */
const BETWEEN: readonly StepKind[] = ['reorder', 'reorder', 'repair', 'greeting'];

/** The contacts on the way to an ending, the earliest first. */
export function walk(ending: Ending, random: Random): Step[] {
  if (ending === 'customer' || ending === 'regular') {
    const start = ending === 'customer' ? random.int(75, 140) : random.int(145, FARTHEST);
    const steps = forward(LEGS[ending], start, random);
    const kept = keepingOn(steps.at(-1)?.ago ?? start, random);
    return [...steps, ...(ending === 'regular' && random.chance(0.5) ? boughtAgain(kept, random) : kept)];
  }
  if (ending === 'lost') {
    const steps = forward(LEGS.lost, 0, random);
    const last = steps.at(-1)?.ago ?? 0;
    const since = random.int(6, ASK_AGAIN_DAYS - 2);
    return steps.map(({ kind, ago }) => ({ kind, ago: ago - last + since }));
  }
  // The last contact was a few days ago, with some long since gone quiet.
  const quiet = random.chance(0.2) ? random.int(22, 55) : random.int(ending === 'contacted' ? 4 : 1, 14);
  const steps = forward(LEGS[ending], 0, random);
  const last = steps.at(-1)?.ago ?? 0;
  return steps.map(({ kind, ago }) => ({ kind, ago: ago - last + quiet }));
}

function forward(legs: readonly Leg[], start: number, random: Random): Step[] {
  let ago = start;
  return legs
    .filter(([, , , share]) => random.chance(share))
    .map(([kind, soonest, latest]) => {
      ago -= random.int(soonest, latest);
      return { kind, ago };
    });
}

/** Once a quarter a visit or a call, and something in between, until now or until the rep lost sight of him. */
function keepingOn(from: number, random: Random): Step[] {
  const until = random.chance(0.15) ? random.int(45, 70) : 1;
  const steps: Step[] = [];
  for (let ago = from - random.int(22, 32); ago >= until; ago -= random.int(40, 50)) {
    steps.push({ kind: steps.length % 2 === 0 ? random.pick(BETWEEN) : 'quarter', ago });
  }
  return steps;
}

/** Whoever said no is asked again so many working days later. */
export const ASK_AGAIN_DAYS = 46;

/** How many customers of each kind a rep has among twenty-five, well mixed. */
const MIX: readonly Ending[] = (
  'quoted regular needs contacted regular customer needs lost lead negotiating contacted regular customer ' +
  'quoted needs contacted regular negotiating lead quoted customer contacted lost contacted negotiating'
).split(' ') as Ending[];

/** How far the customer at this place of the roster has come. */
export const endingAt = (index: number): Ending => MIX[index % MIX.length] ?? 'lead';

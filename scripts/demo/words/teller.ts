import type { Followup } from '../../../entities/followup.ts';
import { inventOccasion, type Business, type Facts } from '../businesses.ts';
import type { Person } from '../people.ts';
import type { Random } from '../random.ts';
import { keeping } from './keeping.ts';
import type { StepKind, Words } from './lines.ts';
import { nextSteps } from './next-steps.ts';
import { selling } from './selling.ts';

/** A contact in words. */
export interface Told extends Pick<Followup, 'channel' | 'note' | 'reaction'> {
  /** The kilograms of beans that it speaks of, where it speaks of an order. */
  kilos: number;
}

/** Finds words for contacts, each time others than last. */
export interface Teller {
  tell(kind: StepKind, person: Person, facts: Facts): Told;
  /** The next step, where that kind of contact comes next. */
  plan(kind: StepKind, facts: Facts): string;
}

const WORDS: Record<StepKind, Words> = { ...selling, ...keeping };

/** Every way to tell of a contact, as `[channel, text]`. */
export function waysToTell(kind: StepKind, business: Business): [Followup['channel'], string][] {
  return [WORDS[kind].any, WORDS[kind][business] ?? {}].flatMap((lines) =>
    (Object.keys(lines) as Followup['channel'][]).flatMap((channel) =>
      (lines[channel] ?? []).map((text): [Followup['channel'], string] => [channel, text]),
    ),
  );
}

/** A teller who, of all texts that fit, takes one of those heard least: first by this customer, then by anybody. */
export function createTeller(random: Random): Teller {
  const heard = new Map<string, number>();
  const timesHeard = (key: string): number => heard.get(key) ?? 0;

  return {
    tell(kind, { externalUserId, business, company }, facts) {
      const ways = waysToTell(kind, business).map(([channel, text]) => {
        const mine = `${externalUserId} ${text}`;
        return { channel, text, mine, times: timesHeard(mine) * 10_000 + timesHeard(text) };
      });
      const least = Math.min(...ways.map(({ times }) => times));
      const { channel, text, mine } = random.pick(ways.filter(({ times }) => times === least));
      for (const key of [text, mine]) heard.set(key, timesHeard(key) + 1);
      const occasion = inventOccasion(business, facts, random);
      const [note = '', reaction = null] = fill(text, { ...facts, ...occasion, company }).split(' → ');
      return { channel, note, reaction, kilos: Number(occasion['order']) };
    },
    plan: (kind, facts) => fill(random.pick(nextSteps[kind]), facts),
  };
}

/** Puts what is true of a customer into the gaps of a text, spaced as 20 间房 is; throws for a gap that nothing fits. */
export function fill(text: string, facts: Readonly<Record<string, string>>): string {
  const filled = text.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = facts[name];
    if (value === undefined) throw new Error(`Nothing to put for ${gap} in: ${text}`);
    return value;
  });
  return filled.replace(/(?<=[A-Za-z0-9])(?=\p{Script=Han})|(?<=\p{Script=Han})(?=[A-Za-z0-9])/gu, ' ');
}

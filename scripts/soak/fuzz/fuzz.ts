import { setImmediate as yielded } from 'node:timers/promises';
import { checkDocument } from './check-document.ts';
import { checkLine } from './check-line.ts';
import { fuzzDocument } from './documents.ts';
import { openHouse, type House } from './house.ts';
import { fuzzLine } from './lines.ts';

/** What can be fuzzed: chat lines and decrypted callbacks, by themselves or through the use-cases. */
export type Subject = keyof typeof SUBJECTS;

const SUBJECTS = {
  lines: { make: fuzzLine, check: checkLine, through: null },
  documents: { make: fuzzDocument, check: checkDocument, through: null },
  answers: { make: fuzzLine, check: null, through: (house: House, line: string) => house.answer(line) },
  effects: { make: fuzzDocument, check: null, through: (house: House, xml: string) => house.apply(xml) },
} as const;

/** All subjects. */
export const subjects = Object.keys(SUBJECTS) as Subject[];

/** A case that failed, with the way to see it again. */
export interface Failure {
  number: number;
  input: string;
  error: unknown;
}

/** What came of some cases. */
export interface FuzzReport {
  cases: number;
  failures: Failure[];
  /** The case that took longest, in milliseconds. */
  slowest: { number: number; ms: number };
}

/** So many failures are enough to begin with. */
const MOST_FAILURES = 20;
/** Cases after which others in the process have a turn. */
const YIELDS_EVERY = 500;

/** Tries the cases from number `from` on; `begun` is told of each before it begins, so that one which never ends is known. */
export async function fuzz(
  subject: Subject,
  { seed, from = 0, cases }: { seed: number; from?: number; cases: number },
  begun: (number: number) => void = () => undefined,
): Promise<FuzzReport> {
  const { make, check, through } = SUBJECTS[subject];
  const house = through && (await openHouse());
  const failures: Failure[] = [];
  let slowest = { number: from, ms: 0 };
  try {
    for (let number = from; number < from + cases && failures.length < MOST_FAILURES; number += 1) {
      begun(number);
      if (number % YIELDS_EVERY === 0) await yielded();
      const input = make(seed, number);
      const start = performance.now();
      try {
        check?.(input);
        if (house) await through(house, input);
      } catch (error) {
        failures.push({ number, input, error });
      }
      const ms = performance.now() - start;
      if (ms > slowest.ms) slowest = { number, ms };
    }
    return { cases, failures, slowest };
  } finally {
    await house?.close();
  }
}

/** The input of one case. */
export const inputOf = (subject: Subject, seed: number, number: number): string => SUBJECTS[subject].make(seed, number);

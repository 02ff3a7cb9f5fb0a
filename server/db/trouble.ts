import { stopwatch } from '../kernel/clock.ts';
import type { DomainError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { tellFault, type Fault } from './faults.ts';

/** A fault that stands is logged again after so long, however often it is met. */
const LOG_AGAIN_SECONDS = 60;

/** What is wrong with the database at present, for whoever asks whether the process is ready. */
export interface Trouble {
  /** Keeps a fault, and gives it as the error that entries answer with. */
  note(fault: Fault, cause: unknown): DomainError;
  /** Something was written. */
  over(): void;
  /** In Chinese, with what to do; null when nothing is known to be wrong. */
  sentence(): string | null;
}

/** Keeps what is wrong with one database. */
export function createTrouble(log: Log, watch: typeof stopwatch = stopwatch): Trouble {
  let present: { fault: Fault; sentence: string; logged: () => number } | null = null;

  return {
    note(fault, cause) {
      const error = tellFault(fault, cause);
      // A lost race is the business of two transactions, not the database's state.
      if (fault === 'race') return error;
      if (present?.fault !== fault || present.logged() >= LOG_AGAIN_SECONDS) {
        log.error('database.fault', cause, { fault });
        present = { fault, sentence: error.sentence, logged: watch() };
      }
      return error;
    },
    over() {
      if (present) log.info('database.recovered', { fault: present.fault });
      present = null;
    },
    sentence: () => present?.sentence ?? null,
  };
}

import { randomBytes, randomInt } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/** Makes a new id: 26 characters that sort by time of making, even within one millisecond. */
export type NewId = () => string;

/** Ids for a running process; the time part comes from the given instant source. */
export function createNewId(now: () => Date): NewId {
  const next = monotonicFactory();
  return () => next(now().getTime());
}

/** A secret that nobody can guess, as letters that may stand in a cookie or an address: 256 random bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Digits and letters that are told apart when read aloud or from a small screen: 25 of them. */
const CODE_SIGNS = '34679ACDEFGHJKMNPQRTUVWXY';
const CODE_LENGTH = 10;

/** A code that a person can read out and nobody can guess: 10 signs, 46 random bits. */
export function newCode(): string {
  const fair = 256 - (256 % CODE_SIGNS.length);
  let code = '';
  while (code.length < CODE_LENGTH) {
    // Bytes beyond the last whole round of the signs would make the first signs likelier.
    for (const byte of randomBytes(CODE_LENGTH)) {
      if (byte < fair && code.length < CODE_LENGTH) code += CODE_SIGNS.charAt(byte % CODE_SIGNS.length);
    }
  }
  return code;
}

/** A share from 0 to below 1, for tries that must not all come back at once. */
export const randomShare = (): number => randomInt(1_000_000) / 1_000_000;

import type { ErrorKind } from '../kernel/errors.ts';

/** HTTP's word for each kind of refusal. */
export const STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  limited: 429,
  unavailable: 503,
};

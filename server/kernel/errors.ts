/** The seven ways in which a request can be refused; entries map kinds, never codes. */
export type ErrorKind =
  'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'limited' | 'unavailable';

/** A message that can never arrive, such as one to a member who is gone: the outbox gives it up. */
export class Undeliverable extends Error {}

/** A refusal that its user can read: a kind, a stable code such as `customer.absent`, and a Chinese sentence saying what to do. */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    /** The Chinese sentence shown to the user. */
    readonly sentence: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
    this.name = 'DomainError';
  }
}

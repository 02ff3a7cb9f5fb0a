/** The seven ways in which a request can be refused; entries map kinds, never codes. */
export type ErrorKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'limited' | 'unavailable';

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

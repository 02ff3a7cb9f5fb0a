import { defineEvent } from '../kernel/events.ts';

/** A deal was won; `note` is what the rep hands over in words. */
export const dealWon = defineEvent<{
  dealId: string;
  customerId: string;
  /** The rep whose deal it was. */
  ownerId: string;
  amountFen: number;
  note: string | null;
}>('deal.won');

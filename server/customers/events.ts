import { defineEvent } from '../kernel/events.ts';

/** A member and a customer became WeCom contacts; `welcomeCode` lives 20 seconds from `at`. */
export const customerAdded = defineEvent<{
  customerId: string;
  memberId: string;
  at: Date;
  welcomeCode: string | null;
}>('customer.added');

import { defineEvent } from '../kernel/events.ts';

/** A customer bought something. */
export const orderPlaced = defineEvent<{
  orderId: string;
  customerId: string;
  title: string;
  amountFen: number;
}>('order.placed');

import { z } from 'zod';
import { fenField, idField } from '../kernel/fields.ts';

const titleField = z.string().trim().max(128, '最多 128 个字').nullish();

/** A quote to the customer `id`. */
export const quoteDealInput = z.object({ id: idField, amountFen: fenField, title: titleField });

/** A yes of the customer `id`; without an amount that of the open quote counts. */
export const winDealInput = z.object({
  id: idField,
  amountFen: fenField.nullish(),
  title: titleField,
  /** What whoever maintains him from now on should know. */
  note: z.string().trim().max(2000, '最多 2000 个字').nullish(),
});

/** A no of the customer `id`. */
export const loseDealInput = z.object({ id: idField, because: z.string().trim().max(255, '最多 255 个字').nullish() });

/** A deal as pages show it. */
export const dealView = z
  .object({
    id: z.string(),
    customerId: z.string(),
    title: z.string(),
    amountFen: fenField.nullable(),
    stage: z.enum(['open', 'won', 'lost']),
    quotedAt: z.date().nullable(),
    closedAt: z.date().nullable(),
  })
  .meta({ id: 'DealView' });

/** See `dealView`. */
export type DealView = z.infer<typeof dealView>;

import { z } from 'zod';

/** What one may say of a new customer. */
export const newCustomerInput = z.object({
  name: z.string().trim().min(1, '客户要有名字').max(64, '名字最多 64 个字'),
  company: z.string().trim().min(1).max(128, '公司名最多 128 个字').nullable(),
  phone: z
    .string()
    .regex(/^\+?[\d-]{5,20}$/, '电话只能有数字和短横，例如 13800138000')
    .nullable(),
});

/** See `newCustomerInput`. */
export type NewCustomerInput = z.infer<typeof newCustomerInput>;

/** A customer as lists and cards show him; the phone is masked. */
export const customerView = z.object({
  id: z.string(),
  name: z.string(),
  company: z.string().nullable(),
  phone: z.string().nullable(),
  stage: z.string(),
  source: z.string().nullable(),
  ownerName: z.string(),
  followupCount: z.number(),
  lastFollowedUpAt: z.date().nullable(),
});

/** See `customerView`. */
export type CustomerView = z.infer<typeof customerView>;

import { z } from 'zod';
import type { CallbackFault, CallFault, SandboxFaults } from './api.ts';

const errcode = z.int().refine((code) => code !== 0);
const path = z.string().max(100);
const percent = z.number().min(0).max(100);
const meanMs = z.number().min(0).max(60_000);

const callFault = z.discriminatedUnion('does', [
  z.strictObject({ does: z.literal('errcode'), path, percent, errcodes: z.array(errcode).min(1).max(50) }),
  z.strictObject({
    does: z.enum(['reset', 'bad-gateway', 'gateway-timeout']),
    path,
    percent,
    work: z.enum(['undone', 'done']),
  }),
  z.strictObject({ does: z.enum(['delay', 'drip']), path, percent, meanMs }),
  z.strictObject({ does: z.literal('lose-token'), path, percent }),
]) satisfies z.ZodType<CallFault>;

const callbackFault = z.discriminatedUnion('does', [
  z.strictObject({ does: z.enum(['drop', 'duplicate', 'overtake']), percent }),
  z.strictObject({ does: z.literal('delay'), percent, meanMs }),
  z.strictObject({ does: z.literal('retry'), percent, signature: z.enum(['same', 'new']) }),
]) satisfies z.ZodType<CallbackFault>;

/** What a console or test may set; what is left out is switched off. */
export const faultsInput = z.strictObject({
  errors: z
    .array(z.strictObject({ path, errcode, count: z.int().min(1).max(10_000) }))
    .max(50)
    .default([]),
  seed: z.int().min(0).default(1),
  calls: z.array(callFault).max(100).default([]),
  callbacks: z.array(callbackFault).max(20).default([]),
  duplicateCallbacks: z.boolean().default(false),
  retryWithSameSignature: z.boolean().default(false),
  dropCallbacks: z.boolean().default(false),
  reorderCallbacks: z.boolean().default(false),
  delayMs: z.int().min(0).max(60_000).default(0),
  expireToken: z.boolean().default(false),
  refuseIp: z.boolean().default(false),
  strictDuplicateCheck: z.boolean().default(false),
});

/** Everything goes well. */
export const noFaults = (): SandboxFaults => faultsInput.parse({});

/** Takes one of the failures that were ordered for this endpoint; undefined when none is left. */
export function takeError(faults: SandboxFaults, path: string): number | undefined {
  const planned = faults.errors.find((error) => error.path === path);
  if (!planned) return undefined;
  planned.count -= 1;
  if (planned.count === 0) faults.errors.splice(faults.errors.indexOf(planned), 1);
  return planned.errcode;
}

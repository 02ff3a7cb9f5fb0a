import { z } from 'zod';
import type { SandboxFaults } from './api.ts';

/** What a console or test may set; what is left out is switched off. */
export const faultsInput = z.strictObject({
  errors: z
    .array(
      z.strictObject({
        path: z.string().max(100),
        errcode: z.int().refine((code) => code !== 0),
        count: z.int().min(1).max(10_000),
      }),
    )
    .max(50)
    .default([]),
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

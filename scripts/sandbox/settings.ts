import { z } from 'zod';
import type { SandboxSettings } from './api.ts';
import type { World } from './world.ts';

/** What an admin may set; what is left out stays as it is. */
export const settingsInput = z.strictObject({
  massPolicy: z.enum(['month', 'week', 'day', 'month-4'], '群发上限是 month、week、day 或 month-4').optional(),
  massSender: z.enum(['named', 'last-chatted'], '群发员工是 named 或 last-chatted').optional(),
});

const USUAL: SandboxSettings = { massPolicy: 'month', massSender: 'named' };

/** The admin's settings as they are now. */
export const readSettings = (world: World): SandboxSettings => ({
  ...USUAL,
  ...world.store.setting<Partial<SandboxSettings>>('settings'),
});

/** Changes some of the admin's settings; they outlive a restart. */
export function changeSettings(world: World, change: z.infer<typeof settingsInput>): SandboxSettings {
  world.store.set('settings', { ...readSettings(world), ...change });
  return readSettings(world);
}

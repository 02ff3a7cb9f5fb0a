import { isIP } from 'node:net';
import { z } from 'zod';
import type { SandboxSettings } from './api.ts';
import type { World } from './world.ts';

const most = z.int().min(1).max(1_000_000_000);
const userids = z.array(z.string().min(1).max(64)).max(10_000);
const network = z.string().refine((text) => {
  const [address = '', bits, ...rest] = text.split('/');
  const width = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return width > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= width));
}, '可信 IP 是地址或网段');

const schema = z.strictObject({
  massPolicy: z.enum(['month', 'week', 'day', 'month-4'], '群发上限是 month、week、day 或 month-4'),
  massSender: z.enum(['named', 'last-chatted'], '群发员工是 named 或 last-chatted'),
  weekStart: z.enum(['monday', 'sunday', 'last-7-days']),
  imageMb: z.literal([5, 10]),
  corpTags: z.literal([3000, 10_000]),
  subMenuNameBytes: z.literal([16, 40, 60]),
  retrySignature: z.enum(['new', 'same']),
  duplicateCheck: z.enum(['content', 'json']),
  duplicateMsgid: z.enum(['first', 'new']),
  longMarkdown: z.enum(['refused', 'cut']),
  responseCodeHours: z.literal([24, 72]),
  usedWelcomeCode: z.literal([41_050, 41_051]),
  usedMiniCode: z.literal([40_029, 42_022]),
  tokenLife: z.enum(['rest', 'whole']),
  otherAppWelcomes: z.boolean(),
  callsPerMinute: most,
  callsPerHour: most,
  callsAtOnce: most.nullable(),
  accounts: most,
  wrongSecrets: most,
  trustedIps: z.array(network).max(300).nullable(),
  tokenNeedsTrustedIp: z.boolean(),
  customerContact: z.boolean(),
  invisible: userids,
  withoutCustomers: userids,
}) satisfies z.ZodType<SandboxSettings>;

/** What WeCom publishes, the newer text where two disagree. */
const USUAL: SandboxSettings = {
  massPolicy: 'month',
  massSender: 'named',
  weekStart: 'monday',
  imageMb: 10,
  corpTags: 10_000,
  subMenuNameBytes: 40,
  retrySignature: 'new',
  duplicateCheck: 'content',
  duplicateMsgid: 'first',
  longMarkdown: 'refused',
  responseCodeHours: 72,
  usedWelcomeCode: 41_050,
  usedMiniCode: 42_022,
  tokenLife: 'rest',
  otherAppWelcomes: false,
  callsPerMinute: 10_000,
  callsPerHour: 150_000,
  callsAtOnce: null,
  accounts: 1000,
  wrongSecrets: 2000,
  trustedIps: null,
  tokenNeedsTrustedIp: false,
  customerContact: true,
  invisible: [],
  withoutCustomers: [],
};

/** What an admin may set; what is left out stays as it is. */
export const settingsInput = schema.partial();

/** The settings as they are now. */
export const readSettings = (world: Pick<World, 'store'>): SandboxSettings => ({
  ...USUAL,
  ...world.store.setting<Partial<SandboxSettings>>(SETTING),
});

/** Changes some of the settings; they outlive a restart. */
export function changeSettings(world: World, change: z.infer<typeof settingsInput>): SandboxSettings {
  world.store.set(SETTING, { ...readSettings(world), ...change });
  return readSettings(world);
}

const SETTING = 'settings';

import type { SandboxFaults } from '../../scripts/sandbox/api.ts';

/** How often each kind of fault strikes, in percent. */
const RATE = 5;

/** WeCom on a bad day: every error that ends by itself, answers that are lost, and callbacks in every disorder but loss. */
export const badDay = (seed: number): Partial<SandboxFaults> => ({
  seed,
  calls: [
    { does: 'errcode', path: '*', percent: RATE, errcodes: [-1, 6000, 45_033, 45_009, 40_014, 42_001, 60_020] },
    { does: 'errcode', path: 'gettoken', percent: RATE, errcodes: [-1, 45_033] },
    { does: 'errcode', path: 'externalcontact/mark_tag', percent: RATE, errcodes: [45_035] },
    { does: 'errcode', path: 'externalcontact/get_groupmsg_task', percent: RATE, errcodes: [41_063] },
    { does: 'errcode', path: 'externalcontact/send_welcome_msg', percent: RATE, errcodes: [41_096] },
    { does: 'lose-token', path: '*', percent: RATE },
    { does: 'reset', path: '*', percent: RATE / 2, work: 'done' },
    { does: 'gateway-timeout', path: '*', percent: RATE / 2, work: 'done' },
    { does: 'reset', path: '*', percent: RATE / 2, work: 'undone' },
    { does: 'bad-gateway', path: '*', percent: RATE / 2, work: 'undone' },
    { does: 'delay', path: '*', percent: RATE, meanMs: 5 },
    { does: 'drip', path: '*', percent: RATE, meanMs: 10 },
  ],
  callbacks: [
    { does: 'duplicate', percent: RATE },
    { does: 'overtake', percent: RATE },
    { does: 'retry', percent: RATE, signature: 'same' },
    { does: 'retry', percent: RATE, signature: 'new' },
    { does: 'delay', percent: RATE, meanMs: 5 },
  ],
});

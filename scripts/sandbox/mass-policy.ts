import type { MassPolicy, SandboxSettings } from './api.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHANGHAI = 8 * HOUR;

/** How many mass messages one customer may receive, and since when (ms) they count (wecom-api.md 6.4). */
export function massCap(
  policy: MassPolicy,
  weekStart: SandboxSettings['weekStart'],
  now: number,
): { most: number; since: number } {
  const local = new Date(now + SHANGHAI);
  const [year, month] = [local.getUTCFullYear(), local.getUTCMonth()];
  const midnight = Math.floor((now + SHANGHAI) / DAY) * DAY - SHANGHAI;
  const firstOfMonth = Date.UTC(year, month) - SHANGHAI;
  switch (policy) {
    case 'month':
      return { most: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(), since: firstOfMonth };
    case 'week':
      return {
        most: 7,
        since: weekStart === 'last-7-days' ? now - 7 * DAY : midnight - daysSince(weekStart, local) * DAY,
      };
    case 'day':
      return { most: 1, since: midnight };
    case 'month-4':
      return { most: 4, since: firstOfMonth };
  }
}

const daysSince = (weekStart: 'monday' | 'sunday', local: Date): number =>
  weekStart === 'sunday' ? local.getUTCDay() : (local.getUTCDay() + 6) % 7;

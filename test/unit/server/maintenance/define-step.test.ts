import { expect, it } from 'vitest';
import { stepDueAt } from '../../../../server/maintenance/define-step.ts';
import { steps, stepOf } from '../../../../server/maintenance/steps.ts';
import { dayStatus } from '../../../../server/kernel/workdays.ts';
import { toShanghai } from '../../../../server/kernel/dates.ts';

const due = (code: string, from: string): string => {
  const step = stepOf(code);
  return step ? stepDueAt(step, new Date(from)).toISOString() : '';
};

it.each([
  ['on its day', 'call-back', '2026-11-21T10:00:00+08:00', '2026-11-24T02:00:00.000Z'],
  ['on the next working day', 'call-back', '2026-11-18T10:00:00+08:00', '2026-11-23T02:00:00.000Z'],
  ['by the date of Shanghai', 'call-back', '2026-11-21T23:59:00+08:00', '2026-11-24T02:00:00.000Z'],
  [
    'before the holidays where they would carry it too far',
    'call-back',
    '2026-09-29T10:00:00+08:00',
    '2026-09-30T02:00:00.000Z',
  ],
  [
    'after them where no working day is left before',
    'call-back',
    '2026-09-30T10:00:00+08:00',
    '2026-10-08T02:00:00.000Z',
  ],
])('falls due %s', (_when, code, from, expected) => {
  expect(due(code, from)).toBe(expected);
});

it('falls due within its days, on a working day, whenever the deal is won', () => {
  for (let day = 0; day < 730; day += 1) {
    const from = new Date(Date.UTC(2026, 0, 1 + day, 4));
    for (const step of steps) {
      const at = stepDueAt(step, from);
      const days = (at.getTime() - from.getTime()) / 86_400_000;
      expect(dayStatus(toShanghai(at)).work, `${step.code} ${from.toISOString()}`).toBe(true);
      expect(days).toBeGreaterThan(0);
      // No working day at all may lie between the deal and the limit: the eve of a long holiday.
      if (step.code !== 'call-back') expect(days, `${step.code} ${from.toISOString()}`).toBeLessThan(step.within + 1);
    }
  }
});

it('no two steps share a code', () => {
  expect(new Set(steps.map(({ code }) => code)).size).toBe(steps.length);
});

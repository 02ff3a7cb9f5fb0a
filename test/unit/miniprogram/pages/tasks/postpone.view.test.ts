import { describe, expect, it } from 'vitest';
import {
  columnsOf,
  offeredTimes,
  pickedTime,
  pickerColumns,
} from '../../../../../miniprogram/pages/tasks/postpone.view.ts';
import { at, NOW } from '../../views.ts';

describe('the times one is offered', () => {
  it('are later today, tomorrow, in three days and next Monday', () => {
    expect(offeredTimes(NOW).map(({ name }) => name)).toEqual([
      '今天 11:00',
      '明天 10:00',
      '周四 15:00',
      '下周一 10:00',
    ]);
  });

  it('leave today out once the day is over', () => {
    expect(offeredTimes(at(0, '19:00')).map(({ name }) => name)).toEqual(['明天 10:00', '周四 15:00', '下周一 10:00']);
  });

  it('on a Sunday name tomorrow once', () => {
    expect(offeredTimes(at(-1, '19:00')).map(({ name }) => name)).toEqual(['明天 10:00', '周三 15:00']);
  });

  it.each([0, 1, 2, 3, 4, 5, 6])('all lie ahead, %i days on', (days) => {
    const now = at(days, '15:59');
    expect(offeredTimes(now).every((time) => time.at > Date.parse(now))).toBe(true);
  });
});

describe('any other time', () => {
  it('is picked by day, hour and quarter in Shanghai', () => {
    expect(new Date(pickedTime(columnsOf(Date.parse('2026-11-25T07:50:00Z')))).toISOString()).toBe(
      '2026-11-25T07:45:00.000Z',
    );
  });

  it('may be any of the next 90 days', () => {
    const { days, hours, minutes } = pickerColumns(NOW);
    expect(days.slice(0, 3).map(({ label }) => label)).toEqual(['今天 周一', '明天 周二', '11-25 周三']);
    expect([days.length, hours.length, minutes.length]).toEqual([90, 24, 4]);
  });
});

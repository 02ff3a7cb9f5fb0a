import { expect, it } from 'vitest';
import { fromShanghai } from '../../../../server/kernel/dates.ts';
import { exceededLimit } from '../../../../server/touches/contact-budget.ts';

const day = (november: number, hour = 10) => fromShanghai(2026, 11, november, hour);
const MONTH = { days: 30, most: 4 };
const SHORT = { days: 3, most: 1 };

it.each([
  ['nothing has been sent', [], null],
  ['one was sent the same day', [day(21, 9)], SHORT],
  ['one was sent two days ago', [day(19)], SHORT],
  ['one was sent three days ago, later in the day', [day(18, 20)], null],
  ['one is planned for the day after tomorrow', [day(23)], SHORT],
  ['one is planned in three days, earlier in the day', [day(24, 9)], null],
  ['the first of four was sent thirty days ago', [day(-9), day(0), day(7), day(15)], null],
  ['the first of four was sent 29 days ago', [day(-8), day(0), day(7), day(15)], MONTH],
  ['four are planned', [day(24), day(30), day(40), day(50)], MONTH],
  ['two were sent and two are planned within 30 days', [day(5), day(15), day(26), day(34)], MONTH],
  ['two were sent and two are planned, further apart', [day(5), day(15), day(26), day(35)], null],
])('%s', (_which, touchedAt, broken) => {
  expect(exceededLimit(touchedAt, day(21))).toEqual(broken);
});

it('counts days as Shanghai has them', () => {
  const at = fromShanghai(2026, 11, 21, 0, 30);
  expect(exceededLimit([fromShanghai(2026, 11, 18, 23, 59)], at)).toBeNull();
  expect(exceededLimit([fromShanghai(2026, 11, 19, 0, 0)], at)).toEqual(SHORT);
});

it('keeps to whatever limits it is given', () => {
  expect(exceededLimit([day(21)], day(21), [{ days: 1, most: 2 }])).toBeNull();
  expect(exceededLimit([day(21), day(21)], day(21), [{ days: 1, most: 2 }])).toEqual({ days: 1, most: 2 });
});

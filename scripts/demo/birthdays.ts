import type { BirthdayDate } from '../../server/kernel/birthdays.ts';
import { daysInMonth, shiftDays, solarToLunar, type CivilDate } from '../../server/kernel/calendar.ts';
import type { Random } from './random.ts';

/** The birthdays that a newcomer should meet: one today, one in the lunar calendar in three days, one in a leap month, one on the last of the year. */
const TOLD: Readonly<Record<string, (today: CivilDate) => BirthdayDate>> = {
  '林晓彤 溪畔人家': ({ month, day }) => ({ ...solar(1990, month, day) }),
  '孙丽 莫干拾光民宿': (today) => {
    const { month, day, leap } = solarToLunar(shiftDays(today, 3));
    return { calendar: 'lunar', year: null, month, day, leap };
  },
  '孙莉 猫与杯咖啡馆': () => ({ calendar: 'lunar', year: 1987, month: 6, day: 8, leap: true }),
  '胡文斌 望湖商务酒店': () => ({ calendar: 'lunar', year: 1979, month: 12, day: 30, leap: false }),
};

/** A customer's birthday, where his owner knows it; every third one is kept by the lunar calendar. */
export function birthdayOf(named: string, today: CivilDate, random: Random): BirthdayDate | null {
  const told = TOLD[named];
  if (told) return told(today);
  if (!random.chance(0.6)) return null;
  const year = random.int(1962, 1998);
  const month = random.int(1, 12);
  if (random.chance(0.33)) {
    // Not every lunar month has a thirtieth.
    return { calendar: 'lunar', year: random.chance(0.7) ? year : null, month, day: random.int(1, 29), leap: false };
  }
  return { ...solar(year, month, random.int(1, daysInMonth(year, month))), ...(random.chance(0.3) && { year: null }) };
}

const solar = (year: number, month: number, day: number): BirthdayDate => ({
  ...{ calendar: 'solar', year, month, day, leap: false },
});

import type { z } from 'zod';
import { nextBirthday, spokenBirthday, type BirthdayDate } from '../kernel/birthdays.ts';
import { spokenDay } from '../kernel/calendar.ts';
import type { Ctx } from '../kernel/context.ts';
import { toShanghai } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { readBirthday } from '../understanding/birthdays.ts';
import type { BirthdayView, toldBirthday } from './schemas.ts';
import { setBirthday } from './set-birthday.ts';

/** Keeps a customer's birthday as it was said, or asks which calendar is meant; `invalid` for what is no day. */
export async function tellBirthday(
  ctx: Ctx,
  customerId: string,
  said: string | null,
): Promise<z.input<typeof toldBirthday>> {
  if (said === null) {
    await setBirthday(ctx, customerId, null);
    return { birthday: null, question: null };
  }
  const reading = readBirthday(said, toShanghai(ctx.now));
  if (!reading) {
    throw new DomainError(
      'invalid',
      'birthday.unread',
      '没看出是哪天，或者没有这一天。写成 1990-05-20 或 农历八月十五。',
    );
  }
  if (reading.other) return { birthday: null, question: [reading.birthday, reading.other].map(withCalendar) };
  await setBirthday(ctx, customerId, reading.birthday);
  return { birthday: presentBirthday(reading.birthday, ctx.now), question: null };
}

/** A birthday in words, and when it is kept next. */
export function presentBirthday(birthday: BirthdayDate, now: Date): BirthdayView {
  const today = toShanghai(now);
  return { words: spokenBirthday(birthday), next: spokenDay(nextBirthday(birthday, today), today) };
}

const withCalendar = (birthday: BirthdayDate): string =>
  `${birthday.calendar === 'solar' ? '公历' : ''}${spokenBirthday(birthday)}`;

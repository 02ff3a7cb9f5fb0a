import type { CareOccasion } from '../../entities/care.ts';
import { BIRTHDAY_TEXTS, GREETINGS, holidayTitle } from './greetings.ts';

/** The occasions that everybody has from the first day: each customer's birthday and the festive holidays. */
export function defaultOccasions(now: Date): CareOccasion[] {
  const shared = {
    ...{ segmentId: null, leadDays: 0, sendAt: '09:00', createdById: null },
    ...{ createdAt: now, updatedAt: now },
  };
  const birthday: CareOccasion = {
    ...{ id: 'default-birthday', kind: 'birthday', holidayName: null, title: '生日', enabled: true },
    ...{ texts: BIRTHDAY_TEXTS, ...shared },
  };
  return [
    birthday,
    ...GREETINGS.map(({ holiday, text, on }, at): CareOccasion => ({
      ...{ id: `default-holiday-${String(at + 1).padStart(2, '0')}`, kind: 'holiday', holidayName: holiday },
      ...{ title: holidayTitle(holiday), enabled: on, texts: { default: text }, ...shared },
    })),
  ];
}

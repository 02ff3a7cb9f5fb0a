import { z } from 'zod';
import { QUIET_HOURS } from '../touches/guard.ts';
import { isGreetingDay } from './greetings.ts';

const text = z.string().trim();

/** What a manager says of an occasion. */
export const occasionInput = z
  .object({
    kind: z.enum(['birthday', 'holiday']),
    holidayName: z.string().nullable(),
    title: z.string().trim().min(1, '关怀要有名字').max(64, '名字最多 64 个字'),
    segmentId: z.string().max(26).nullable(),
    texts: z.object({ default: text, A: text.optional(), B: text.optional(), C: text.optional() }),
    leadDays: z.int().min(0, '提前的天数不能是负数').max(30, '最多提前 30 天'),
    sendAt: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间写成 09:00 这样')
      .refine(
        (clock) => clock >= `${String(QUIET_HOURS.to).padStart(2, '0')}:00` && clock < `${QUIET_HOURS.from}:00`,
        `${QUIET_HOURS.from}:00 到次日 ${QUIET_HOURS.to}:00 不打扰，换个时间`,
      ),
    enabled: z.boolean(),
  })
  .refine(({ kind, holidayName }) => (kind === 'birthday' ? holidayName === null : isGreetingDay(holidayName)), {
    error: '没有这个节日',
  });

/** See `occasionInput`. */
export type OccasionInput = z.input<typeof occasionInput>;

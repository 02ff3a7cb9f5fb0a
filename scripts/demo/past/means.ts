import type { DemoCalendar } from '../calendar.ts';
import type { Random } from '../random.ts';
import type { Agenda } from './agenda.ts';
import type { At } from './at.ts';
import type { WecomThen } from './wecom-then.ts';

/** What the past is told with. */
export interface Means {
  at: At;
  agenda: Agenda;
  calendar: DemoCalendar;
  random: Random;
  wecom: WecomThen;
  /** The midnight that began today; nothing that is told lies after it. */
  midnight: Date;
}

import type { Followup } from '../../entities/followup.ts';
import type { Task } from '../../entities/task.ts';
import type { CustomerName, RhythmView } from '../customers/schemas.ts';
import { shanghaiDaysBetween, spokenTime } from '../kernel/dates.ts';
import { CHANNEL_NAMES } from '../understanding/channels.ts';
import type { RankedTask, TaskView } from './schemas.ts';

/** How much of the last contact a row has room for. */
const NOTE_LENGTH = 60;

/** What is known of the customer of a task. */
export interface TaskCustomer {
  name: CustomerName;
  rhythm: RhythmView;
  contacted: boolean;
  last: Pick<Followup, 'channel' | 'note'> | null;
}

/** A task as rows show it. */
export const presentTask = ({ id, title, status, dueAt }: Task, customer: CustomerName | null): TaskView => ({
  ...{ id, title, status, dueAt, customer },
});

/** A task with the reasons why it stands where it stands. */
export function presentRanked(task: Task, about: TaskCustomer | null, now: Date): RankedTask {
  const overdueDays = Math.max(0, shanghaiDaysBetween(task.dueAt, now));
  const reasons: RankedTask['reasons'] = [];
  if (overdueDays > 0) reasons.push({ kind: 'overdue', text: `逾期 ${overdueDays} 天` });
  else if (task.dueAt < now) reasons.push({ kind: 'overdue', text: `${spokenTime(task.dueAt, now)} 已经过了` });
  if (about && about.rhythm.overDays > 0) reasons.push({ kind: 'silence', text: silence(about) });
  if (about?.last) {
    const { channel, note } = about.last;
    reasons.push({
      kind: 'last',
      text: `上次${channel === 'other' ? '' : CHANNEL_NAMES[channel]}：${shortened(note)}`,
    });
  }
  return {
    ...presentTask(task, about?.name ?? null),
    ...{ overdueDays, reasons, rhythm: about?.rhythm ?? null, channel: about?.last?.channel ?? null },
  };
}

/** How long a customer has been left alone, beside what is usual with him. */
export function silence({ rhythm, contacted }: Pick<TaskCustomer, 'rhythm' | 'contacted'>): string {
  const { silentDays, usualDays, overDays } = rhythm;
  if (!contacted) return `认识 ${silentDays} 天，还没联系过`;
  return `沉默 ${silentDays} 天，${usualDays === null ? `超窗 ${overDays} 天` : `平常 ${usualDays} 天一次`}`;
}

function shortened(note: string): string {
  const characters = [...note.replace(/\s+/g, ' ')];
  return characters.length <= NOTE_LENGTH ? characters.join('') : `${characters.slice(0, NOTE_LENGTH - 1).join('')}…`;
}

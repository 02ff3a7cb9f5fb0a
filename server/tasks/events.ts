import { defineEvent } from '../kernel/events.ts';

/** A task was ticked off. */
export const taskDone = defineEvent<{ taskId: string; customerId: string | null }>('task.done');

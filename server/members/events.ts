import { defineEvent } from '../kernel/events.ts';

/** Members left the company, or the app's sight. */
export const membersLeft = defineEvent<{ memberIds: readonly string[] }>('members.left');

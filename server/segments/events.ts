import { defineEvent } from '../kernel/events.ts';

/** A segment is about to be deleted; whoever uses it refuses by throwing `conflict`. */
export const segmentDeleting = defineEvent<{ segmentId: string; name: string }>('segment.deleting');

import { z } from 'zod';

/** Who is logged in, and whose customers he sees. */
export const meView = z
  .object({
    id: z.string(),
    userId: z.string(),
    name: z.string(),
    position: z.string().nullable(),
    /** `own`: his own; `managed`: also those of the members he manages; `all`. */
    scope: z.enum(['own', 'managed', 'all']),
    /** How many members he manages; 0 for `own`, null for `all`. */
    managed: z.int().nullable(),
  })
  .meta({ id: 'MeView' });

/** See `meView`. */
export type MeView = z.infer<typeof meView>;

/** A member as others' pages name him. */
export const memberName = z.object({ id: z.string(), name: z.string() }).meta({ id: 'MemberName' });

/** See `memberName`. */
export type MemberName = z.infer<typeof memberName>;

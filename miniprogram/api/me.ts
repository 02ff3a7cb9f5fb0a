import { api } from './client.ts';
import { loaded } from './loaded.ts';

/** Who is logged in; shared by the pages. */
export const me = loaded(() => api.me());

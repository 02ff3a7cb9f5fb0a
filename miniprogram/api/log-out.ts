import { forgetLogIn } from '~platform/wire.ts';

import { goTab } from '../navigation.ts';
import { api } from './client.ts';
import { me } from './me.ts';

/** Ends the session; the next call leads to the log-in again. */
export async function logOut(): Promise<void> {
  await api.logOut().catch(() => undefined);
  forgetLogIn();
  me.data.value = null;
  goTab('today');
}

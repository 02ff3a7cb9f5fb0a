import { logIn, send } from '~platform/wire.ts';

import { openOwnPage } from '../navigation.ts';
import { addressOf, type Input } from './address.view.ts';
import { refusalOf } from './refusal.ts';

/** Calls an endpoint below /api; rejects with a `Refusal`. Who is not logged in is taken there once, a customer among members' pages to his own. */
export async function request<T>(method: string, path: string, input: Input): Promise<T> {
  const address = addressOf(method, path, input);
  const call = () => send({ method: method.toUpperCase(), path: address.path, body: address.body });
  let answer = await call();
  if (answer.status === 401) {
    await logIn();
    answer = await call();
  }
  if (answer.status < 200 || answer.status > 299) {
    const refusal = refusalOf(answer);
    if (refusal.code === 'session.of-customer') openOwnPage();
    throw refusal;
  }
  return answer.body as T;
}

import { newSecret } from '../../server/kernel/ids.ts';
import { system } from '../../server/kernel/actor.ts';
import { logInCustomer, logInMember } from '../../server/sessions/log-in.ts';
import type { TestApp } from './test-app.ts';

/** What an endpoint answered; dates as the text that went over the wire. */
export interface ApiAnswer<T> {
  status: number;
  body: T;
}

/** A browser of ours with somebody's session. */
export interface ApiClient {
  token: string;
  get<T = Refused>(path: string): Promise<ApiAnswer<T>>;
  post<T = Refused>(path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiAnswer<T>>;
}

/** How a refusal reads. */
export interface Refused {
  code: string;
  message: string;
}

/** Logs a member in and gives his browser; paths are those below `/api`. */
export async function signIn(app: Pick<TestApp, 'run' | 'address'>, userId: string): Promise<ApiClient> {
  const token = newSecret();
  await app.run(system, (ctx) => logInMember(ctx, userId, token));
  return browserOf(app, token);
}

/** Logs a customer in to his own page and gives his browser. */
export async function signInCustomer(
  app: Pick<TestApp, 'run' | 'address'>,
  { externalUserId }: { externalUserId: string | null },
): Promise<ApiClient> {
  const token = newSecret();
  const opened = await app.run(system, (ctx) => logInCustomer(ctx, externalUserId ?? '', token));
  if (!opened) throw new Error('no such customer');
  return browserOf(app, token);
}

/** A browser that shows this session, whether or not there is one. */
export function browserOf(app: Pick<TestApp, 'address'>, token: string): ApiClient {
  const cookie = `changke=${token}`;
  return {
    token,
    get: (path) => ask(`${app.address}/api${path}`, { headers: { cookie } }),
    post: (path, body = {}, headers = {}) =>
      ask(`${app.address}/api${path}`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', 'x-changke': '1', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

/** Sends a request and reads its JSON. */
export async function ask<T>(url: string, init: RequestInit = {}): Promise<ApiAnswer<T>> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : null) as T };
}

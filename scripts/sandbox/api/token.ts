import { z } from 'zod';
import { secretCode } from '../ids.ts';
import { readSettings } from '../settings.ts';
import { perHour } from '../traffic.ts';
import type { World } from '../world.ts';
import { ApiError, defineEndpoint } from './endpoint.ts';

const LIFETIME_S = 7200;

/** wecom-api.md 1: the same token while it lives; the secret is looked at before the corp id. */
export const getToken = defineEndpoint({
  method: 'GET',
  path: 'gettoken',
  title: '取 access_token',
  needsToken: false,
  input: z.object({ corpid: z.string().default(''), corpsecret: z.string().default('') }),
  run(world, { corpid, corpsecret }, { ip }) {
    if (corpsecret === '') throw new ApiError(41004, 'corpsecret missing');
    if (corpid === '') throw new ApiError(41002, 'corpid missing');
    if (corpid !== world.corp.id) throw new ApiError(40013, 'invalid corpid');
    const { wrongSecrets, tokenLife } = readSettings(world);
    const now = world.clock.now().getTime();
    if (corpsecret !== world.app.secret) {
      world.traffic.admit(wrongSecretsOf(ip), perHour(wrongSecrets), now);
      throw new ApiError(40001, 'invalid credential');
    }
    const { token, expiresAt } = presentToken(world) ?? newToken(world);
    const left = tokenLife === 'rest' ? Math.ceil((expiresAt - now) / 1000) : LIFETIME_S;
    return { reply: { access_token: token, expires_in: left }, summary: '取到 access_token' };
  },
});

/** The name under which wrong secrets of an address are counted; after too many it is blocked for an hour (wecom-api.md 1). */
export const wrongSecretsOf = (ip: string): string => `secret ${ip}`;

/** Throws 41001, 40014 or 42001 unless the token is good. */
export function requireToken(world: World, token: string | null): void {
  if (token === null || token === '') throw new ApiError(41001, 'access_token missing');
  const known = world.records.tokens.get(token);
  if (!known || known.lost) throw new ApiError(40014, 'invalid access_token');
  if (known.expiresAt <= world.clock.now().getTime()) throw new ApiError(42001, 'access_token expired');
}

/** Makes the present token unknown, as WeCom does when it invalidates one early. */
export function loseToken(world: World): void {
  const present = presentToken(world);
  if (present) world.records.tokens.put(present.token, { expiresAt: present.expiresAt, lost: true });
}

interface Token {
  token: string;
  expiresAt: number;
}

function presentToken(world: World): Token | null {
  const token = world.store.setting<string>('token');
  const known = token === undefined ? undefined : world.records.tokens.get(token);
  if (token === undefined || !known || known.lost || known.expiresAt <= world.clock.now().getTime()) return null;
  return { token, expiresAt: known.expiresAt };
}

function newToken(world: World): Token {
  const token = secretCode();
  const expiresAt = world.clock.now().getTime() + LIFETIME_S * 1000;
  world.records.tokens.put(token, { expiresAt, lost: false });
  world.store.set('token', token);
  return { token, expiresAt };
}

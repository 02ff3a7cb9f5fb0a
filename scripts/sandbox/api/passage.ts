import { BlockList, isIP } from 'node:net';
import { readSettings } from '../settings.ts';
import { perHour, perMinute } from '../traffic.ts';
import type { World } from '../world.ts';
import { ApiError, overLimit, type Endpoint } from './endpoint.ts';
import { requireToken, wrongSecretsOf } from './token.ts';

/** Calls with `debug=1` that one API allows a minute (wecom-api.md 0). */
const DEBUG_CALLS = 5;

/** Paths that do not count into the frequency of an API (wecom-api.md 1.1); the threshold of gettoken is not published. */
const UNCOUNTED: ReadonlySet<string> = new Set(['gettoken', 'message/send', 'auth/getuserinfo']);

/** What every call has to pass before its parameters are looked at: address, token, right and frequency (wecom-api.md 0 and 1). */
export function requirePassage(
  world: World,
  { path, needsToken }: Endpoint,
  { query, ip }: { query: URLSearchParams; ip: string },
): void {
  const { tokenNeedsTrustedIp, customerContact, callsPerMinute, callsPerHour, wrongSecrets } = readSettings(world);
  const now = world.clock.now().getTime();
  if (world.traffic.blocked(wrongSecretsOf(ip), perHour(wrongSecrets), now)) throw overLimit();
  if (needsToken) requireToken(world, query.get('access_token'));
  if ((needsToken || tokenNeedsTrustedIp) && !trusted(world, ip))
    throw new ApiError(60020, 'not allow to access from your ip');
  if (path.startsWith('externalcontact/') && !customerContact) throw new ApiError(48002, 'api forbidden');
  if (query.get('debug') === '1' && !world.traffic.admit(`debug ${path}`, perMinute(DEBUG_CALLS), now))
    throw overLimit();
  if (UNCOUNTED.has(path)) return;
  const limits = [perMinute(callsPerMinute), perHour(callsPerHour)];
  if (!limits.every((limit) => world.traffic.admit(path, limit, now))) throw overLimit();
}

function trusted(world: World, ip: string): boolean {
  if (world.faults.refuseIp) return false;
  const { trustedIps } = readSettings(world);
  if (trustedIps === null) return true;
  const list = new BlockList();
  for (const entry of trustedIps) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4');
}

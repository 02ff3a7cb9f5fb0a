import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { afterEach, inject } from 'vitest';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '0.0.0.0', '::', '']);

const databaseServer = inject('mysqlUrl');
const databaseHost = databaseServer === null ? null : new URL(databaseServer).hostname;
const attempts: string[] = [];

const isAllowed = (host: string): boolean =>
  LOOPBACK.has(host.toLowerCase()) || /^127\.\d+\.\d+\.\d+$/.test(host) || host === databaseHost;

function refuse(host: string): Error {
  attempts.push(host);
  return new Error(`A test tried to reach ${host}: tests have no network beyond this machine`);
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]): net.Socket {
  const host = destination(given);
  if (host !== null && !isAllowed(host)) return this.destroy(refuse(host));
  return Reflect.apply(connect, this, given);
};

/** The host of any form of `socket.connect`; null for a path, such as a database's socket file. */
function destination([first, second]: unknown[]): string | null {
  // net.connect hands its arguments on as one array that it has already put in order.
  if (Array.isArray(first)) return destination(first);
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as { host?: unknown; path?: unknown };
    return typeof path === 'string' ? null : typeof host === 'string' ? host : '';
  }
  if (typeof first === 'string' && !/^\d+$/.test(first)) return null;
  return typeof second === 'string' ? second : '';
}

const lookup = dns.lookup;
dns.lookup = Object.assign((hostname: string, ...rest: unknown[]): void => {
  if (isAllowed(hostname)) return Reflect.apply(lookup, dns, [hostname, ...rest]);
  const callback = rest.at(-1) as (error: Error) => void;
  process.nextTick(callback, refuse(hostname));
}, lookup) as typeof dns.lookup;
syncBuiltinESMExports();

/** The hosts that were refused since this was asked last; a test that reaches out on purpose takes them so that it does not fail. */
export const takeRefused = (): string[] => attempts.splice(0);

// Code that retries swallows the error, so the attempt fails the test by itself.
afterEach(() => {
  const hosts = takeRefused();
  if (hosts.length > 0)
    throw new Error(`Tried to reach ${hosts.join(', ')}: tests have no network beyond this machine`);
});

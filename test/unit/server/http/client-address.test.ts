import { expect, it } from 'vitest';
import { createClientAddress } from '../../../../server/http/client-address.ts';

const from = (proxies: string[], remoteAddress: string | undefined, forwarded?: string | string[]) =>
  createClientAddress(proxies)({
    socket: { remoteAddress },
    headers: { 'x-forwarded-for': forwarded },
  } as unknown as Parameters<ReturnType<typeof createClientAddress>>[0]);

it.each<[string, string[], string | undefined, string | undefined, string]>([
  ['nobody is believed', [], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a stranger says where he is from', ['10.0.0.1'], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a proxy tells', ['10.0.0.1'], '10.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['a proxy of a network tells', ['10.0.0.0/8'], '10.9.8.7', '198.51.100.1', '198.51.100.1'],
  ['a socket for both kinds writes it as IPv6', ['10.0.0.1'], '::ffff:10.0.0.1', '::ffff:198.51.100.1', '198.51.100.1'],
  ['a stranger has written before the proxy', ['10.0.0.1'], '10.0.0.1', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
  ['two proxies stand in a row', ['10.0.0.0/8'], '10.0.0.1', '1.1.1.1,198.51.100.1, 10.0.0.2', '198.51.100.1'],
  ['a proxy tells nothing', ['10.0.0.1'], '10.0.0.1', undefined, '10.0.0.1'],
  ['a proxy tells nonsense', ['10.0.0.1'], '10.0.0.1', 'unknown', '10.0.0.1'],
  ['all are proxies', ['10.0.0.0/8'], '10.0.0.1', '10.0.0.3,10.0.0.2', '10.0.0.3'],
  ['it is IPv6', ['fd00::/8'], 'fd00::1', '2001:db8::7', '2001:db8::7'],
  ['the socket is gone', ['10.0.0.1'], undefined, '198.51.100.1', ''],
])('where %s', (_case, proxies, remote, forwarded, address) => {
  expect(from(proxies, remote, forwarded)).toBe(address);
});

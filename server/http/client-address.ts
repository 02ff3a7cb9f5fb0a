import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Tells where a request comes from. */
export type ClientAddress = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string;

const versionOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** Builds what tells addresses: the other end of the connection, or, where that is one of `proxies`, whom it forwards for. */
export function createClientAddress(proxies: readonly string[]): ClientAddress {
  const trusted = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    if (bits === undefined) trusted.addAddress(address, versionOf(address));
    else trusted.addSubnet(address, Number(bits), versionOf(address));
  }

  return ({ headers, socket }) => {
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    let address = plain(socket.remoteAddress ?? '');
    // Each proxy adds at the right whom it heard from; what stands left of a stranger is the stranger's word.
    while (isIP(address) !== 0 && trusted.check(address, versionOf(address))) {
      const before = plain(forwarded.pop()?.trim() ?? '');
      if (isIP(before) === 0) break;
      address = before;
    }
    return address;
  };
}

/** An IPv4 address that a socket for both kinds writes as IPv6, as itself. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

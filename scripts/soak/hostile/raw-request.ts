import { connect } from 'node:net';

/** A request as bytes, so that it may lie about itself. */
export type Bytes = Buffer | string;

/** What came back before the connection ended: the status of each answer. */
export interface RawAnswer {
  statuses: number[];
}

/** How long a server may keep an answer to itself before the connection is given up. */
const PATIENCE_MS = 10_000;

/** Where to, and from which of this machine's addresses. */
export interface Way {
  port: number;
  from?: string | undefined;
}

/**
 * Sends bytes over a connection of their own and says no more. `hang up` ends the connection at once instead of waiting
 * for the answer, as a sender does who loses interest.
 */
export function sendRaw({ port, from }: Way, bytes: Bytes, ending: 'wait' | 'hang up' = 'wait'): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', ...(from && { localAddress: from }) });
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.on('data', (part) => parts.push(part));
    // A server may refuse the rest of what it does not want to read.
    socket.on('error', () => undefined);
    socket.once('close', () => resolve({ statuses: statusesIn(Buffer.concat(parts).toString('latin1')) }));
    if (ending === 'wait') socket.end(bytes);
    else socket.write(bytes, () => socket.destroy());
  });
}

const statusesIn = (text: string): number[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

/** Writes an HTTP/1.1 request; headers as given, in their order, the length added unless one is there. */
export function requestBytes({
  method = 'POST',
  path,
  headers = [],
  body = '',
}: {
  method?: string;
  path: string;
  headers?: readonly (readonly [string, string])[];
  body?: Bytes;
}): Buffer {
  const content = Buffer.from(body);
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const framed = names.has('content-length') || names.has('transfer-encoding');
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: changke',
    'Connection: close',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(framed ? [] : [`Content-Length: ${content.length}`]),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), content]);
}

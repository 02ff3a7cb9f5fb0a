import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request that is refused with this status and a sentence for its sender. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    sentence: string,
  ) {
    super(sentence);
  }
}

/** Reads a request body; throws a Refusal (413) beyond `limit` bytes without reading on. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) return void chunks.push(chunk);
      request.removeAllListeners('data').pause();
      reject(new Refusal(413, '请求太大了'));
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

/** Answers JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // The rest of a body that was too large is not waited for.
    ...(status === 413 ? { connection: 'close' } : {}),
  });
  response.end(JSON.stringify(body));
}

/** Answers a status with an empty body. */
export const sendEmpty = (response: ServerResponse, status: number): void => void response.writeHead(status).end();

/** Whether it is one of this machine's own names, with any port. */
export const isLocalHost = (host = ''): boolean => /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);

/** Throws a Refusal (403) unless the request was sent to this machine by one of its own names. */
export function requireLocalHost({ headers }: IncomingMessage): void {
  if (!isLocalHost(headers.host)) throw new Refusal(403, '只能从本机使用');
}

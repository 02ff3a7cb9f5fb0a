import type { IncomingMessage } from 'node:http';
import { DomainError } from '../kernel/errors.ts';

/** Reads a request's body as UTF-8; `limited` as soon as it is longer than `maxBytes`, `invalid` where its sender hung up. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const tooLong = () => new DomainError('limited', 'http.too-long', `内容太长，最多 ${maxBytes} 字节。`);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLong();
  const chunks: Buffer[] = [];
  let length = 0;
  // Not destroyed when it is too long, so that the refusal can still be answered.
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBytes) throw tooLong();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof DomainError || !request.destroyed) throw error;
    throw new DomainError('invalid', 'http.cut-off', '请求没有送完。', { cause: error });
  }
  return Buffer.concat(chunks).toString('utf8');
}

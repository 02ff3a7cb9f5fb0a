import type { IncomingMessage } from 'node:http';
import { decrypt, getSignature } from '@wecom/crypto';
import { XMLParser } from 'fast-xml-parser';
import Koa from 'koa';
import { KEYS } from './traffic.ts';

const parser = new XMLParser({ parseTagValue: false });

/** A signed callback's decrypted fields, by the libraries alone; null for one that is not WeCom's. */
export function openBare(query: Record<string, unknown>, body: string): Record<string, unknown> | null {
  const { Encrypt } = (parser.parse(body) as { xml: { Encrypt: string } }).xml;
  const { msg_signature: signature, timestamp, nonce } = query;
  if (getSignature(KEYS.token, String(timestamp), String(nonce), Encrypt) !== signature) return null;
  const { message } = decrypt(KEYS.aesKey, Encrypt);
  return (parser.parse(message) as { xml: Record<string, unknown> }).xml;
}

/** What everybody begins with: Koa that verifies, decrypts, parses and says that it has heard, and does nothing. */
export function bareServer(): Koa {
  const app = new Koa();
  app.use(async (ctx) => {
    const fields = openBare(ctx.query, await readWhole(ctx.req));
    ctx.status = fields === null ? 403 : 200;
    ctx.body = '';
  });
  return app;
}

async function readWhole(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

import { createCipheriv, createHash } from 'node:crypto';

/** Keys and vectors that WeCom published (wecom-api.md 2.4). */
export const published = {
  token: 'QDG6eK',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: 'wx5823bf96d3bd56c7',
};

/** How a test bends what is sealed; without it everything is as WeCom does it, with a fixed random part. */
export interface Bend {
  random?: string;
  /** Written instead of the message's true length. */
  length?: number;
  /** Replaces the padding. */
  padding?: Buffer;
}

/** Seals as WeCom does, but by code of the tests' own, so that the product's cannot agree with itself in a mistake. */
export function seal(aesKey: string, message: string | Buffer, receiveId: string, bend: Bend = {}): string {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const text = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bend.length ?? text.length);
  const content = Buffer.concat([Buffer.from(bend.random ?? '1234567890123456'), length, text, Buffer.from(receiveId)]);
  const size = 32 - (content.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([content, bend.padding ?? Buffer.alloc(size, size)]);
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
}

/** The query that belongs to a ciphertext. */
export function signed(token: string, encrypted: string, timestamp = '1409659813', nonce = '1372623149') {
  const digest = createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join(''));
  return { msg_signature: digest.digest('hex'), timestamp, nonce };
}

import { timingSafeEqual } from 'node:crypto';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { z } from 'zod';
import { DomainError } from '../kernel/errors.ts';

/** What an admin typed into the app's 接收消息 page, and the id that WeCom seals in: the corpid for a self-built app, '' for a bot of one's own (wecom-api.md 2.3). */
export interface CallbackKeys {
  token: string;
  aesKey: string;
  receiveId: string;
}

/** The query of a callback as it came in; nothing in it can be trusted before `openEcho` or `openMessage` has returned. */
export interface CallbackQuery {
  msg_signature: unknown;
  timestamp: unknown;
  nonce: unknown;
  echostr?: unknown;
}

/** Above anything WeCom sends, and the body's own cap (`xml.ts`) is the same. */
const MAX_BASE64_CHARS = 65_536;
const CIPHER_BLOCK_BYTES = 32;

// The signed text has no separators: a loose length of timestamp or nonce would let a stranger move characters from one
// part into the next without changing the digest. 64 characters are less than the 128 that a cut ciphertext would need.
const signedQuery = z.object({
  msg_signature: z.string().regex(/^[0-9a-f]{40}$/),
  timestamp: z.string().regex(/^\d{10}$/),
  nonce: z.string().regex(/^[\x21-\x7e]{1,64}$/),
});

/** The text that answers WeCom's URL verification byte for byte; throws `invalid` or `unauthenticated` (wecom-api.md 2.1). */
export function openEcho(keys: CallbackKeys, query: CallbackQuery): string {
  // Base64 may hold a plus sign, and a query decoder that met it unescaped has made it a space.
  const echo = typeof query.echostr === 'string' ? query.echostr.replaceAll(' ', '+') : query.echostr;
  return open(keys, query, echo);
}

/** The XML that WeCom sealed into a callback's Encrypt field; throws `invalid` or `unauthenticated` (wecom-api.md 2.2, 2.3). */
export function openMessage(keys: CallbackKeys, query: CallbackQuery, encrypted: string): string {
  return open(keys, query, encrypted);
}

function open(keys: CallbackKeys, query: CallbackQuery, encrypted: unknown): string {
  const signed = signedQuery.safeParse(query);
  if (!signed.success || !isCiphertext(encrypted)) {
    throw new DomainError('invalid', 'callback.malformed', '回调参数不完整或格式不对');
  }
  const { msg_signature, timestamp, nonce } = signed.data;
  const expected = getSignature(keys.token, timestamp, nonce, encrypted);
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(msg_signature))) {
    throw new DomainError('unauthenticated', 'callback.signature', '回调签名不对，请核对应用的 Token');
  }
  const { message, id } = unseal(keys.aesKey, encrypted);
  if (id !== keys.receiveId) {
    throw new DomainError('unauthenticated', 'callback.receiver', '回调不是发给本企业的，请核对企业 ID');
  }
  return message;
}

function isCiphertext(value: unknown): value is string {
  if (typeof value !== 'string' || value === '' || value.length > MAX_BASE64_CHARS) return false;
  const bytes = Buffer.from(value, 'base64');
  return bytes.length % CIPHER_BLOCK_BYTES === 0 && bytes.toString('base64') === value;
}

/**
 * Decrypts and proves the result: the library forgives a wrong padding, a length beyond the end and broken UTF-8, but what
 * it read through one of these does not seal back into the same ciphertext.
 */
function unseal(aesKey: string, encrypted: string): { message: string; id: string } {
  try {
    const { message, id, random } = decrypt(aesKey, encrypted);
    if (encrypt(aesKey, message, id, random) === encrypted) return { message, id };
  } catch {
    // Its errors tell a stranger more than the one below, and an admin nothing more.
  }
  throw new DomainError('invalid', 'callback.cipher', '回调内容无法解密，请核对应用的 EncodingAESKey');
}

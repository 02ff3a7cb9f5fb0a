import { isUtf8 } from 'node:buffer';
import { createDecipheriv, timingSafeEqual } from 'node:crypto';
import { getSignature } from '@wecom/crypto';
import { DomainError } from '../kernel/errors.ts';

/** The Token and EncodingAESKey of the app's 接收消息 page. */
export interface KeyPair {
  token: string;
  aesKey: string;
}

/** What an admin typed into that page, and the id that WeCom seals in: the corpid for a self-built app, '' for a bot of one's own (wecom-api.md 2.3). */
export interface CallbackKeys extends KeyPair {
  receiveId: string;
  /** What stood there before, still accepted while WeCom changes over. */
  old?: KeyPair | null | undefined;
}

/** The query of a callback as it came in; nothing in it can be trusted before `openEcho` or `openMessage` has returned. */
export interface CallbackQuery {
  msg_signature: unknown;
  timestamp: unknown;
  nonce: unknown;
  echostr?: unknown;
}

/** A ciphertext whose signature is right. */
export interface Sealed {
  /** Stands for the whole request: no other ciphertext, timestamp or nonce has it. */
  signature: string;
  /** The text inside, and whether it was sealed with the keys from before; throws `invalid` or `unauthenticated`. */
  open(): { text: string; old: boolean };
}

/** Above anything WeCom sends, and the body's own cap (`xml.ts`) is the same. */
const MAX_BASE64_CHARS = 65_536;
const CIPHER_BLOCK_BYTES = 32;
const RANDOM_BYTES = 16;
const HEAD_BYTES = RANDOM_BYTES + 4;

// The signed text has no separators: a loose length of timestamp or nonce would let a stranger move characters from one
// part into the next without changing the digest. 64 characters are less than the 128 that a cut ciphertext would need.
const SIGNATURE = /^[0-9a-f]{40}$/;
const TIMESTAMP = /^\d{10}$/;
const NONCE = /^[\x21-\x7e]{1,64}$/;

/** The text that answers WeCom's URL verification byte for byte; throws `invalid` or `unauthenticated` (wecom-api.md 2.1). */
export function openEcho(keys: CallbackKeys, query: CallbackQuery): string {
  // Base64 may hold a plus sign, and a query decoder that met it unescaped has made it a space.
  const echo = typeof query.echostr === 'string' ? query.echostr.replaceAll(' ', '+') : query.echostr;
  return openMessage(keys, query, echo);
}

/** The text that WeCom sealed; throws `invalid` or `unauthenticated` (wecom-api.md 2.2, 2.3). */
export const openMessage = (keys: CallbackKeys, query: CallbackQuery, encrypted: unknown): string =>
  verifySeal(keys, query, encrypted).open().text;

/** Checks the signature of a ciphertext; throws `invalid` or `unauthenticated`. */
export function verifySeal(keys: CallbackKeys, query: CallbackQuery, encrypted: unknown): Sealed {
  const { msg_signature, timestamp, nonce } = query;
  const sealed = ciphertextOf(encrypted);
  if (!fits(msg_signature, SIGNATURE) || !fits(timestamp, TIMESTAMP) || !fits(nonce, NONCE) || !sealed) {
    throw new DomainError('invalid', 'callback.malformed', '回调参数不完整或格式不对');
  }
  const given = Buffer.from(msg_signature);
  const signs = ({ token }: KeyPair): boolean =>
    timingSafeEqual(Buffer.from(getSignature(token, timestamp, nonce, sealed.text)), given);
  const pairs = [keys, ...(keys.old ? [keys.old] : [])].filter(signs);
  const [first, second] = pairs;
  if (!first) throw new DomainError('unauthenticated', 'callback.signature', '回调签名不对，请核对应用的 Token');

  const openWith = (pair: KeyPair): { text: string; old: boolean } => ({
    text: unseal(pair.aesKey, sealed.bytes, keys.receiveId),
    old: pair !== keys,
  });
  return {
    signature: msg_signature,
    open() {
      if (!second) return openWith(first);
      // Only the EncodingAESKey was changed, so the signature fits both.
      try {
        return openWith(first);
      } catch {
        return openWith(second);
      }
    },
  };
}

const fits = (value: unknown, form: RegExp): value is string => typeof value === 'string' && form.test(value);

/** The bytes of a ciphertext in Base64 that could not be written in any other way. */
function ciphertextOf(value: unknown): { text: string; bytes: Buffer } | null {
  if (typeof value !== 'string' || value === '' || value.length > MAX_BASE64_CHARS) return null;
  const bytes = Buffer.from(value, 'base64');
  return bytes.length % CIPHER_BLOCK_BYTES === 0 && bytes.toString('base64') === value ? { text: value, bytes } : null;
}

/** Decrypts and takes only what WeCom's cipher can have made: `decrypt` of the library forgives a wrong padding, length and encoding. */
function unseal(aesKey: string, encrypted: Buffer, receiveId: string): string {
  const plain = decrypt(aesKey, encrypted);
  const padding = plain?.at(-1) ?? 0;
  const end = encrypted.length - padding;
  if (!plain || padding < 1 || padding > CIPHER_BLOCK_BYTES || end < HEAD_BYTES) throw unreadable();
  const messageEnd = HEAD_BYTES + plain.readUInt32BE(RANDOM_BYTES);
  if (messageEnd > end || !plain.subarray(end).every((byte) => byte === padding)) throw unreadable();

  const message = plain.subarray(HEAD_BYTES, messageEnd);
  if (!isUtf8(message)) throw unreadable();
  if (!plain.subarray(messageEnd, end).equals(Buffer.from(receiveId))) {
    throw new DomainError('unauthenticated', 'callback.receiver', '回调不是发给本企业的，请核对企业 ID');
  }
  return message.toString('utf8');
}

/** AES-256-CBC with the padding left on; null where the key is none. */
function decrypt(aesKey: string, encrypted: Buffer): Buffer | null {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  if (key.length !== 32) return null;
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}

/** One refusal for all of it: more would tell a stranger something, and an admin nothing. */
const unreadable = (): DomainError =>
  new DomainError('invalid', 'callback.cipher', '回调内容无法解密，请核对应用的 EncodingAESKey');

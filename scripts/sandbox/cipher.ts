import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** The three values an app and WeCom share for callbacks; `receiveId` is the corp id of a self-built app. */
export interface CallbackKeys {
  token: string;
  aesKey: string;
  receiveId: string;
}

const BLOCK = 32;
const PREFIX = 16;

/** Lower-case hex SHA-1 over the sorted parts (wecom-api.md 2.3). */
export function signature(token: string, timestamp: string, nonce: string, encrypted: string): string {
  const parts = [token, timestamp, nonce, encrypted].sort();
  return createHash('sha1').update(parts.join('')).digest('hex');
}

/** Encrypts a message; the random prefix is a parameter only for published test vectors (wecom-api.md 2.4). */
export function seal(keys: CallbackKeys, message: string, prefix: Buffer = randomBytes(PREFIX)): string {
  const text = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([prefix, length, text, Buffer.from(keys.receiveId, 'utf8')]);
  const padding = BLOCK - (plain.length % BLOCK);
  const key = aesKey(keys);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(padding, padding)), cipher.final()]).toString(
    'base64',
  );
}

/** Decrypts a message; throws an Error when padding, length or receiver do not fit the keys. */
export function unseal(keys: CallbackKeys, encrypted: string): string {
  const key = aesKey(keys);
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(Buffer.from(encrypted, 'base64')), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > BLOCK || padding > padded.length) throw new Error('bad padding');
  const plain = padded.subarray(0, padded.length - padding);
  if (plain.length < PREFIX + 4) throw new Error('too short');
  const end = PREFIX + 4 + plain.readUInt32BE(PREFIX);
  if (end > plain.length || plain.subarray(end).toString('utf8') !== keys.receiveId) throw new Error('not for us');
  return plain.subarray(PREFIX + 4, end).toString('utf8');
}

/** Whether an EncodingAESKey has the published form: 43 letters and digits. */
export const isAesKey = (key: string): boolean => /^[A-Za-z0-9]{43}$/.test(key);

const aesKey = (keys: CallbackKeys): Buffer => Buffer.from(`${keys.aesKey}=`, 'base64');

import { randomBytes, randomInt } from 'node:crypto';
import type { Store } from './store.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const letters = (count: number): string =>
  Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** `count` random decimal digits. */
export const digits = (count: number): string => Array.from({ length: count }, () => String(randomInt(10))).join('');

/** A secret that cannot be guessed: access tokens, welcome codes, response codes, message ids of sent messages. */
export const secretCode = (): string => randomBytes(32).toString('base64url');

/** An external_userid as WeCom gives it: `wm` for WeChat people, `wo` for those of another WeCom company. */
export const externalUserId = (type: 1 | 2): string => (type === 1 ? 'wm' : 'wo') + letters(30);

/** A corp tag or tag group id. */
export const tagId = (): string => 'et' + letters(30);

/** A MsgId of a member's message: a 64-bit integer as a decimal string, unique in this store. */
export const messageId = (store: Store, now: Date): string =>
  ((BigInt(now.getTime()) << 20n) | BigInt(store.next('msgid') % 2 ** 20)).toString();

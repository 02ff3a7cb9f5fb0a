import { seal, signature } from '../../sandbox/cipher.ts';
import { CALLBACK_KEYS, happenings, httpRequest, KEYS, requestOf, sealed, xmlOf } from './traffic.ts';

type Attack = (seconds: number, n: number) => Buffer;

const victim = (n: number) => happenings([n % 50], ['card'])[0];

function xml(seconds: number, n: number): string {
  const happening = victim(n);
  return happening ? xmlOf(happening, seconds) : '';
}

const signedBy = (encrypt: string, seconds: number, n: number): URLSearchParams => {
  const [timestamp, nonce] = [String(seconds), String(n)];
  return new URLSearchParams({ msg_signature: signature(KEYS.token, timestamp, nonce, encrypt), timestamp, nonce });
};

const shell = (encrypt: string): string =>
  `<xml><ToUserName><![CDATA[${KEYS.corpId}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;

/** Ways in which a stranger may knock, or a network may spoil a callback. */
export const ATTACKS: Record<string, Attack> = {
  'a bit of the ciphertext flipped': (seconds, n) => {
    const { query, body } = sealed(xml(seconds, n), seconds, n);
    const at = body.indexOf('Encrypt><![CDATA[') + 40 + (n % 60);
    return httpRequest({ query, body: `${body.slice(0, at)}${body[at] === 'A' ? 'B' : 'A'}${body.slice(at + 1)}` });
  },
  'cut short': (seconds, n) => {
    const { query, body } = sealed(xml(seconds, n), seconds, n);
    return httpRequest({ query, body: body.slice(0, 20 + ((n * 7) % (body.length - 40))) });
  },
  'longer than 64 KB': (seconds, n) => {
    const { query } = sealed(xml(seconds, n), seconds, n);
    return httpRequest({ query, body: shell('A'.repeat(70_000)) });
  },
  'for another company': (seconds, n) => {
    const encrypt = seal({ ...CALLBACK_KEYS, receiveId: 'wwsomebodyelse' }, xml(seconds, n));
    return httpRequest({ query: signedBy(encrypt, seconds, n), body: shell(encrypt) });
  },
  'entities that expand': (seconds, n) => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>`;
    const encrypt = seal(CALLBACK_KEYS, `${bomb}${xml(seconds, n)}`);
    return httpRequest({ query: signedBy(encrypt, seconds, n), body: shell(encrypt) });
  },
  'parameters twice': (seconds, n) => {
    const { query, body } = sealed(xml(seconds, n), seconds, n);
    query.append('nonce', String(n + 1));
    query.append('msg_signature', 'ff');
    return httpRequest({ query, body });
  },
};

/** So many hostile requests, each way in turn; between them the same good callback again and again. */
export function hostileRequests(count: number): Buffer[] {
  const ways = Object.values(ATTACKS);
  const seconds = Math.floor(Date.now() / 1000);
  const replayed = victim(0);
  const good = replayed ? requestOf(replayed) : null;
  return Array.from({ length: count }, (_, n) => {
    const attack = ways[n % (ways.length + 1)];
    return attack?.(seconds, n) ?? good ?? Buffer.alloc(0);
  });
}

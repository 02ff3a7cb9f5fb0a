import { gzipSync } from 'node:zlib';
import type { Random } from '../../demo/random.ts';
import { corp, textXml } from '../callback-xml.ts';
import { callbackPath, forge, outerXml, type Forged } from './forge.ts';
import { requestBytes, type Bytes } from './raw-request.ts';
import { sealedCases } from './sealed-cases.ts';

/** One hostile request. */
export interface HostileCase {
  name: string;
  bytes: Bytes;
  /** Sealed and signed as WeCom does, so that it may be taken and have the effect of its sender. */
  isSealed: boolean;
  ending: 'wait' | 'hang up';
}

/** Stands in everything that must never be found again. */
export const FORGED = 'FORGED';

/** Makes hostile requests, each family in turn, each with its own chances. */
export function makeHostileCases(random: Random, count: number): HostileCase[] {
  let serial = 0;
  const message = (): string =>
    textXml(
      { from: 'mallory', at: 1_795_000_000 },
      `新客户 ${FORGED}`,
      String(8_000_000_000_000_000_000n + BigInt((serial += 1))),
    );
  const fresh = (): Forged => forge(message());
  return Array.from({ length: count }, (_, at): HostileCase => {
    const family = FAMILIES[at % FAMILIES.length];
    if (!family) throw new RangeError('There is no family');
    const made = family.make(random, fresh, message);
    return { name: family.name, isSealed: false, ending: 'wait', ...made };
  });
}

type Made = Pick<HostileCase, 'bytes'> & Partial<HostileCase>;

interface Family {
  name: string;
  make(random: Random, fresh: () => Forged, message: () => string): Made;
}

const plain = ({ encrypt, query }: Forged): Made => ({
  bytes: requestBytes({ path: callbackPath(query), body: outerXml(encrypt) }),
});

const withBody = ({ query }: Forged, body: Bytes, headers: [string, string][] = []): Made => ({
  bytes: requestBytes({ path: callbackPath(query), body, headers }),
});

const withPath = ({ encrypt }: Forged, path: string, method = 'POST'): Made => ({
  bytes: requestBytes({ method, path, body: outerXml(encrypt) }),
});

/** Another character of the same alphabet at one place. */
function flip(random: Random, text: string, alphabet: string): string {
  const at = random.int(0, text.length - 1);
  const others = [...alphabet].filter((character) => character !== text[at]);
  return text.slice(0, at) + random.pick(others) + text.slice(at + 1);
}

const HEX = '0123456789abcdef';
const DIGITS = '0123456789';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const FAMILIES: readonly Family[] = [
  {
    name: 'a flipped signature, time, nonce or ciphertext',
    make(random, fresh) {
      const { encrypt, query } = fresh();
      const field = random.pick(['msg_signature', 'timestamp', 'nonce', 'encrypt'] as const);
      if (field === 'encrypt') return plain({ encrypt: flip(random, encrypt, BASE64), query });
      const alphabet = field === 'msg_signature' ? HEX : DIGITS;
      return plain({ encrypt, query: { ...query, [field]: flip(random, query[field], alphabet) } });
    },
  },
  {
    name: 'a body cut short',
    make(random, fresh) {
      const forged = fresh();
      const body = outerXml(forged.encrypt);
      return withBody(forged, body.slice(0, random.int(0, body.length - 7)));
    },
  },
  {
    name: 'more than any callback holds',
    make(random, fresh) {
      const { encrypt, query } = fresh();
      const filler = random.pick(['A', ' ', '<a/>', '汉']).repeat(random.int(70_000, 300_000));
      return withBody({ encrypt, query }, random.chance(0.5) ? outerXml(encrypt + filler) : filler + outerXml(encrypt));
    },
  },
  {
    name: 'a length that is a lie',
    make(random, fresh) {
      const { encrypt, query } = fresh();
      const body = outerXml(encrypt);
      const length = random.pick(['0', '1', String(body.length + 1000), '99999999999', '-1', '1e3', '0x10', '']);
      return withBody({ encrypt, query }, body, [['Content-Length', length]]);
    },
  },
  {
    name: 'chunks that do not end, or are none',
    make(random, fresh) {
      const forged = fresh();
      const body = random.pick([
        '5\r\n<xml>\r\n',
        'ffffffffffffffff\r\n<xml>\r\n0\r\n\r\n',
        'zz\r\nabc\r\n0\r\n\r\n',
        '-5\r\n<xml>\r\n0\r\n\r\n',
        `5;${'x'.repeat(20_000)}\r\n<xml>\r\n0\r\n\r\n`,
        '5\r\n<xml>\r\n'.repeat(20_000),
      ]);
      const headers: [string, string][] = [
        ['Transfer-Encoding', random.pick(['chunked', 'chunked, chunked', 'gzip, chunked'])],
      ];
      return { ...withBody(forged, body, headers), ending: random.chance(0.3) ? 'hang up' : 'wait' };
    },
  },
  {
    name: 'two lengths for one body',
    make: (_random, fresh) => {
      const forged = fresh();
      return withBody(forged, `0\r\n\r\n${outerXml(forged.encrypt)}`, [
        ['Content-Length', '5'],
        ['Transfer-Encoding', 'chunked'],
      ]);
    },
  },
  {
    name: 'sealed for somebody else',
    make(random, _fresh, message) {
      const receiveId = random.pick([
        '',
        'wx5823bf96d3bd56c7',
        `${corp.id}x`,
        corp.id.slice(1),
        corp.id.toUpperCase(),
        ` ${corp.id}`,
      ]);
      return plain(forge(message(), { receiveId }));
    },
  },
  {
    name: 'padded as WeCom never does',
    make(random, _fresh, message) {
      const padding = random.pick([
        Buffer.alloc(32, 0),
        Buffer.alloc(32, 33),
        Buffer.alloc(64, 64),
        Buffer.alloc(0),
        Buffer.from([1, 2, 3]),
        Buffer.alloc(32, 255),
        Buffer.alloc(160, 160),
      ]);
      return plain(forge(message(), { padding }));
    },
  },
  {
    name: 'a message longer or shorter than it says',
    make: (random, _fresh, message) =>
      plain(forge(message(), { length: random.pick([-1, 0x7fffffff, 0xffffffff, 100_000, 1, 50]) })),
  },
  {
    name: 'an entity bomb around',
    make(random, fresh) {
      const { encrypt, query } = fresh();
      return withBody({ encrypt, query }, bomb(random, `<Encrypt>${encrypt}</Encrypt><ToUserName>&e9;</ToUserName>`));
    },
  },
  {
    name: 'XML that is no envelope',
    make(random, fresh) {
      const { encrypt, query } = fresh();
      const depth = random.int(10, 5000);
      const body = random.pick([
        `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`,
        `<xml>${'<Encrypt>'.repeat(depth)}${encrypt}${'</Encrypt>'.repeat(depth)}</xml>`,
        `<xml><ToUserName>${corp.id}</ToUserName><Encrypt>${encrypt}</Encrypt><Encrypt>${encrypt}</Encrypt></xml>`,
        outerXml(encrypt).repeat(2),
        `<xml><ToUserName>a</ToUserName><Encrypt><!--${encrypt}</Encrypt></xml>`,
        `<xml><ToUserName>a</ToUserName><Encrypt><![CDATA[${encrypt}</Encrypt></xml>`,
        `<xml ${'a="b" '.repeat(2000)}><Encrypt>${encrypt}x</Encrypt></xml>`,
        `<xml><__proto__><Encrypt>${encrypt}</Encrypt></__proto__><constructor>x</constructor></xml>`,
        `<?xml version="1.0"?><?php ${'x'.repeat(1000)} ?><xml><encrypt>${encrypt}</encrypt></xml>`,
        `<x:xml xmlns:x="urn:x"><x:Encrypt>${encrypt}</x:Encrypt></x:xml>`,
        `<${'a'.repeat(30_000)}>`,
        '<'.repeat(30_000),
        `<xml>${'&'.repeat(30_000)}</xml>`,
        '',
      ]);
      return withBody({ encrypt, query }, body);
    },
  },
  {
    name: 'parameters in lists, twice, or not at all',
    make(random, fresh) {
      const forged = fresh();
      const { msg_signature: signature, timestamp, nonce } = forged.query;
      const query = random.pick([
        `msg_signature[]=${signature}&timestamp=${timestamp}&nonce=${nonce}`,
        `msg_signature=${signature}&msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`,
        `msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}&nonce=${nonce}`,
        `msg_signature[a]=${signature}&timestamp[b]=${timestamp}&nonce[__proto__]=${nonce}`,
        `timestamp=${timestamp}&nonce=${nonce}`,
        `msg_signature=&timestamp=&nonce=`,
        `msg_signature=${signature}&timestamp=${timestamp}`,
        `__proto__[msg_signature]=${signature}&timestamp=${timestamp}&nonce=${nonce}`,
        '',
        '&&&===&&',
      ]);
      return withPath(forged, `/wecom/callback?${query}`);
    },
  },
  {
    name: 'a query of no known form',
    make(random, fresh) {
      const forged = fresh();
      const long = 'x'.repeat(random.int(1000, 40_000));
      const query = random.pick([
        `msg_signature=${long}`,
        `msg_signature=%00&timestamp=%ff%fe&nonce=%zz`,
        `${'a=b&'.repeat(3000)}msg_signature=x`,
        `msg_signature=${'%u4e2d'.repeat(20)}&timestamp=１２３４５６７８９０&nonce=a`
          .normalize('NFC')
          .replace(/[^\x20-\x7e]/g, '%C0'),
        `msg_signature=${forged.query.msg_signature.toUpperCase()}&timestamp=${forged.query.timestamp}&nonce=${forged.query.nonce}x`,
        `?msg_signature=${forged.query.msg_signature}#`,
      ]);
      return withPath(forged, `/wecom/callback?${query}`);
    },
  },
  {
    name: 'time and nonce cut anew',
    make(random, fresh) {
      const { encrypt, query } = fresh();
      const joined = query.timestamp + query.nonce;
      const cut = random.int(0, joined.length);
      const moved = encrypt.slice(0, random.int(1, 40));
      return random.chance(0.5)
        ? plain({
            encrypt,
            query: {
              ...query,
              timestamp: joined.slice(0, cut === 10 ? 9 : cut),
              nonce: joined.slice(cut === 10 ? 9 : cut),
            },
          })
        : plain({ encrypt: encrypt.slice(moved.length), query: { ...query, nonce: query.nonce + moved } });
    },
  },
  {
    name: 'another form of the body',
    make(random, fresh) {
      const { encrypt, query } = fresh();
      const json = JSON.stringify({ tousername: corp.id, ToUserName: corp.id, encrypt, Encrypt: encrypt });
      const boundary = '--x\r\nContent-Disposition: form-data; name="Encrypt"\r\n\r\n';
      const [type, body] = random.pick<[string, Bytes]>([
        ['application/json', json],
        ['text/xml', json],
        ['application/json', `[${'['.repeat(20_000)}`],
        ['application/x-www-form-urlencoded', `Encrypt=${encodeURIComponent(encrypt)}`],
        ['multipart/form-data; boundary=x', `${boundary}${encrypt}\r\n--x--`],
        ['text/xml; charset=utf-16', Buffer.from(outerXml(encrypt), 'utf16le')],
        ['text/xml', Buffer.from([0xff, 0xfe, 0x00, 0xed, 0xa0, 0x80, 0xc0, 0xaf])],
        ['text/xml', `\0${outerXml(encrypt).replace('<Encrypt>', '<Encrypt>\0')}`],
      ]);
      return withBody({ encrypt, query }, body, [['Content-Type', type]]);
    },
  },
  {
    name: 'a packed body',
    make(random, fresh) {
      const forged = fresh();
      const packed = gzipSync(random.chance(0.5) ? outerXml(forged.encrypt) : Buffer.alloc(5_000_000));
      return withBody(forged, packed, [['Content-Encoding', random.pick(['gzip', 'deflate', 'br', 'identity, gzip'])]]);
    },
  },
  {
    name: 'another method or address',
    make(random, fresh) {
      const forged = fresh();
      const method = random.pick(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'BREW', 'GET', 'HEAD']);
      const path = random.pick([
        callbackPath(forged.query),
        callbackPath({ ...forged.query, echostr: forged.encrypt.slice(0, -4) }),
        `/wecom//callback/../../etc/passwd`,
        '/wecom/callback%00',
        '/%2e%2e/%2e%2e/wecom/callback',
        '//',
        'http://[::1',
      ]);
      return withPath(forged, path, method);
    },
  },
  {
    name: 'no HTTP at all, or too much of it',
    make(random, fresh) {
      const { encrypt, query } = fresh();
      const request = requestBytes({ path: callbackPath({ ...query, nonce: 'x' }), body: outerXml(encrypt) });
      const bytes = random.pick<Bytes>([
        '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
        'GET\r\n\r\n',
        'POST /wecom/callback HTTP/9.9\r\n\r\n',
        `POST /wecom/callback HTTP/1.1\r\n${'A: b\r\n'.repeat(5000)}\r\n`,
        `POST /wecom/callback HTTP/1.1\r\nHost: a\r\nA: ${'b'.repeat(50_000)}\r\n\r\n`,
        'POST /wecom/callback HTTP/1.1\r\nHost : a\r\nContent Length: 3\r\n\r\nabc',
        Buffer.concat([request, Buffer.from('GARBAGE\0\r\n\r\n'), request]),
        Buffer.alloc(5000, random.int(0, 255)),
        '\r\n'.repeat(2000),
      ]);
      return { bytes, ending: random.chance(0.2) ? 'hang up' : 'wait' };
    },
  },
  {
    name: 'half a request, and then nothing',
    make(random, fresh) {
      const { encrypt, query } = fresh();
      const whole = requestBytes({ path: callbackPath(query), body: outerXml(encrypt) });
      return {
        bytes: whole.subarray(0, random.int(1, whole.length - 7)),
        ending: random.chance(0.5) ? 'hang up' : 'wait',
      };
    },
  },
  ...sealedCases,
];

/** Nine levels of ten: a gigabyte where entities are expanded. */
function bomb(random: Random, inside: string): string {
  const levels = Array.from(
    { length: 10 },
    (_, at) => `<!ENTITY e${at} "${(at === 0 ? 'ha' : `&e${at - 1};`).repeat(10)}">`,
  );
  return random.pick([
    `<!DOCTYPE xml [${levels.join('')}]><xml>${inside}</xml>`,
    `<!DOCTYPE xml [<!ENTITY e9 SYSTEM "file:///etc/passwd">]><xml>${inside}</xml>`,
    `<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/x.dtd"><xml>${inside}</xml>`,
    `<!doctype xml><xml>${inside}</xml>`,
    `<xml><!ELEMENT a ANY>${inside}</xml>`,
  ]);
}

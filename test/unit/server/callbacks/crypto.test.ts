import { describe, expect, it } from 'vitest';
import { openEcho, openMessage, verifySeal, type CallbackQuery } from '../../../../server/callbacks/crypto.ts';
import { DomainError } from '../../../../server/kernel/errors.ts';
import { published as keys, seal, signed } from '../../../support/wecom-cipher.ts';

const echo = {
  msg_signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  timestamp: '1409659589',
  nonce: '263014780',
  echostr: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
};

const post = {
  msg_signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  timestamp: '1409659813',
  nonce: '1372623149',
};
const encrypted =
  'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';

/** The code of the refusal; anything but a `DomainError` fails the test. */
function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'accepted';
}

/** Opens a ciphertext whose signature is right, as only WeCom or a holder of the token can make it. */
const openSigned = (sealed: string, receiveId = keys.receiveId) =>
  openMessage({ ...keys, receiveId }, signed(keys.token, sealed), sealed);

const flip = (text: string, at: number): string =>
  text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);

describe('the published vectors', () => {
  it('open', () => {
    expect(openEcho(keys, echo)).toBe('1616140317555161061');
    const xml = openMessage(keys, post, encrypted);
    expect(Buffer.byteLength(xml)).toBe(284);
    expect(xml).toContain('<Content><![CDATA[hello]]></Content>\n<MsgId>4561255354251345929</MsgId>');
  });

  it('open with an echostr whose plus sign a query decoder has made a space', () => {
    expect(openEcho(keys, { ...echo, echostr: echo.echostr.replaceAll('+', ' ') })).toBe('1616140317555161061');
  });

  it.each([
    ['padding of 32', 'x'.repeat(58), keys.receiveId, '56ef5a34bcbffcf92fea54227b219145eac4602e'],
    ['padding of 1', 'x'.repeat(57), keys.receiveId, '73178aab4d1f5fc8157da5b0b0b220b2bc66ed5b'],
    ['no receiveid', '{"msgtype":"text","text":{"content":"你好"}}', '', '16ceed769568d8009da82f5f8bec8ba95b6a15e4'],
  ])('open what was sealed with %s', (_case, message, receiveId, signature) => {
    const sealed = seal(keys.aesKey, message, receiveId);
    const query = signed(keys.token, sealed);
    expect(query.msg_signature).toBe(signature);
    expect(openMessage({ ...keys, receiveId }, query, sealed)).toBe(message);
  });
});

describe('a message', () => {
  it.each(['', '你好，张总 🎂', '\uFEFF<xml/>', 'line\r\nline', 'x'.repeat(40_000)])('keeps every byte', (message) => {
    expect(openSigned(seal(keys.aesKey, message, keys.receiveId))).toBe(message);
  });

  it.each([
    ['another company', 'wx0000000000000000'],
    ['a longer id', `${keys.receiveId}x`],
    ['a shorter id', keys.receiveId.slice(0, -1)],
    ['other letters', keys.receiveId.toUpperCase()],
    ['none', ''],
  ])('for %s is refused', (_who, receiveId) => {
    expect(refusal(() => openSigned(seal(keys.aesKey, 'hello', receiveId)))).toBe('callback.receiver');
  });

  it('with a receiveid is refused where none is expected', () => {
    expect(refusal(() => openSigned(seal(keys.aesKey, 'hello', keys.receiveId), ''))).toBe('callback.receiver');
  });

  it.each([
    ['a padding of zero', { padding: Buffer.alloc(9, 0) }],
    ['a padding above 32', { padding: Buffer.alloc(9, 33) }],
    ['padding bytes that differ', { padding: Buffer.from([9, 9, 9, 9, 8, 9, 9, 9, 9]) }],
    ['a padding of more bytes than it says', { padding: Buffer.concat([Buffer.alloc(32), Buffer.alloc(9, 9)]) }],
    ['a length beyond the end', { length: 4_000_000_000 }],
    ['a length that takes some of the receiveid', { length: 6 }],
    ['a length of zero', { length: 0 }],
  ])('with %s is refused', (_what, bend) => {
    // 16 + 4 + 17 + 18 bytes: nine short of two blocks.
    const sealed = seal(keys.aesKey, 'hello, good world', keys.receiveId, bend);
    expect(['callback.cipher', 'callback.receiver']).toContain(refusal(() => openSigned(sealed)));
  });

  it('that is not UTF-8 is refused, not repaired', () => {
    const broken = Buffer.from([0x68, 0xff, 0xfe, 0xc3]);
    expect(refusal(() => openSigned(seal(keys.aesKey, broken, keys.receiveId)))).toBe('callback.cipher');
  });

  it('sealed with another key is refused', () => {
    const otherKey = 'a'.repeat(42) + 'A';
    expect(refusal(() => openSigned(seal(otherKey, 'hello', keys.receiveId)))).toBe('callback.cipher');
  });

  it('cannot be read with a key of the wrong length', () => {
    const broken = { ...keys, aesKey: 'short' };
    expect(refusal(() => openMessage(broken, post, encrypted))).toBe('callback.cipher');
  });
});

describe('a signature', () => {
  it.each([0, 1, 20, 39])('with its character %i changed is refused', (at) => {
    const character = post.msg_signature[at] === '0' ? '1' : '0';
    const msg_signature = post.msg_signature.slice(0, at) + character + post.msg_signature.slice(at + 1);
    expect(refusal(() => openMessage(keys, { ...post, msg_signature }, encrypted))).toBe('callback.signature');
  });

  it.each([
    ['the random part', 0],
    ['the length', 22],
    ['the message', 200],
    ['the padding', encrypted.length - 10],
  ])('does not fit a ciphertext that was changed in %s', (_where, at) => {
    expect(refusal(() => openMessage(keys, post, flip(encrypted, at)))).toBe('callback.signature');
  });

  it.each([
    ['another timestamp', { ...post, timestamp: '1409659814' }],
    ['another nonce', { ...post, nonce: '1372623140' }],
  ])('does not fit %s', (_what, query) => {
    expect(refusal(() => openMessage(keys, query, encrypted))).toBe('callback.signature');
  });

  it('does not fit another token', () => {
    expect(refusal(() => openMessage({ ...keys, token: 'QDG6eJ' }, post, encrypted))).toBe('callback.signature');
  });

  it.each([
    ['a character from the nonce to the timestamp', '14096598131', '372623149'],
    ['a character from the timestamp to the nonce', '140965981', '31372623149'],
    ['everything to the nonce', '', '14096598131372623149'],
  ])('does not survive moving %s', (_what, timestamp, nonce) => {
    expect(refusal(() => openMessage(keys, { ...post, timestamp, nonce }, encrypted))).toBe('callback.malformed');
  });

  it('does not survive moving blocks of the ciphertext to the nonce', () => {
    const query = { ...post, nonce: post.nonce + encrypted.slice(0, 128) };
    expect(refusal(() => openMessage(keys, query, encrypted.slice(128)))).toBe('callback.malformed');
  });
});

describe('while the keys are changed', () => {
  const fresh = { token: 'freshToken', aesKey: 'f'.repeat(42) + 'A', receiveId: keys.receiveId };
  const both = { ...fresh, old: { token: keys.token, aesKey: keys.aesKey } };
  const sealedWith = (pair: { token: string; aesKey: string }) => {
    const sealed = seal(pair.aesKey, 'hello', keys.receiveId);
    return { query: signed(pair.token, sealed), sealed };
  };

  it.each([
    ['the new', fresh, false],
    ['the old', keys, true],
  ])('what is sealed with %s pair opens, and says so', (_which, pair, old) => {
    const { query, sealed } = sealedWith(pair);
    expect(verifySeal(both, query, sealed).open()).toEqual({ text: 'hello', old });
  });

  it.each([
    ['the new key', fresh.aesKey, false],
    ['the old key', keys.aesKey, true],
  ])('what is sealed with %s opens where the token stays as it is', (_which, aesKey, old) => {
    const { query, sealed } = sealedWith({ token: fresh.token, aesKey });
    const oneToken = { ...fresh, old: { token: fresh.token, aesKey: keys.aesKey } };
    expect(verifySeal(oneToken, query, sealed).open()).toEqual({ text: 'hello', old });
  });

  it('the echo of either opens', () => {
    expect(openEcho(both, echo)).toBe('1616140317555161061');
    const { query, sealed } = sealedWith(fresh);
    expect(openEcho(both, { ...query, echostr: sealed })).toBe('hello');
  });

  it.each([
    ['the new token and the old key', { token: fresh.token, aesKey: keys.aesKey }, 'callback.cipher'],
    ['the old token and the new key', { token: keys.token, aesKey: fresh.aesKey }, 'callback.cipher'],
    ['a third token', { token: 'third', aesKey: keys.aesKey }, 'callback.signature'],
  ])('what is sealed with %s is refused', (_what, pair, code) => {
    const { query, sealed } = sealedWith(pair);
    expect(refusal(() => openMessage(both, query, sealed))).toBe(code);
  });

  it('the old pair is nothing once it is taken away', () => {
    expect(refusal(() => openMessage({ ...fresh, old: null }, post, encrypted))).toBe('callback.signature');
  });
});

describe('a query', () => {
  const bad: [string, CallbackQuery][] = [
    ['two signatures', { ...post, msg_signature: [post.msg_signature, post.msg_signature] }],
    ['two timestamps', { ...post, timestamp: [post.timestamp, post.timestamp] }],
    ['two nonces', { ...post, nonce: [post.nonce, post.nonce] }],
    ['no signature', { ...post, msg_signature: undefined }],
    ['no timestamp', { ...post, timestamp: undefined }],
    ['no nonce', { ...post, nonce: '' }],
    ['capital hex', { ...post, msg_signature: post.msg_signature.toUpperCase() }],
    ['a line end after the signature', { ...post, msg_signature: `${post.msg_signature}\n` }],
    ['a short signature', { ...post, msg_signature: post.msg_signature.slice(1) }],
    ['a number as timestamp', { ...post, timestamp: 1409659813 }],
    ['a blank in the nonce', { ...post, nonce: '13726 23149' }],
    ['a long nonce', { ...post, nonce: '1'.repeat(65) }],
  ];
  it.each(bad)('with %s is refused', (_what, query) => {
    expect(refusal(() => openMessage(keys, query, encrypted))).toBe('callback.malformed');
  });

  it.each([undefined, null, 7, '', [echo.echostr], { 0: 'a' }])('with the echostr %j is refused', (echostr) => {
    expect(refusal(() => openEcho(keys, { ...echo, echostr }))).toBe('callback.malformed');
  });

  it.each([
    ['nothing', ''],
    ['a cut end', encrypted.slice(0, -4)],
    ['one block of 16 bytes too many', Buffer.alloc(48, 1).toString('base64')],
    ['a line end', `${encrypted}\n`],
    ['the URL alphabet', encrypted.replaceAll('+', '-').replaceAll('/', '_')],
    ['no padding sign', echo.echostr.replaceAll('=', '')],
    ['a stray sign inside', `${encrypted.slice(0, 40)}!${encrypted.slice(40)}`],
    ['loose last bits', `${Buffer.alloc(32).toString('base64').slice(0, -2)}B=`],
    ['megabytes', 'A'.repeat(4_000_000)],
  ])('with a ciphertext of %s is refused before anything is decrypted', (_what, sealed) => {
    expect(refusal(() => openMessage(keys, signed(keys.token, sealed), sealed))).toBe('callback.malformed');
  });
});

it('survives 20,000 random changes of a good callback, and believes none that is not signed', () => {
  const random = sequence(20261121);
  const original = Buffer.from(encrypted, 'base64');
  const unsigned = new Set<string>();
  const signedByTokenHolder = new Set<string>();
  for (let round = 0; round < 20_000; round += 1) {
    const bytes = Buffer.from(original);
    const at = random() % bytes.length;
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 + (random() % 255)), at);
    const blocks = random() % 3 === 0 ? 1 + (random() % (bytes.length / 32)) : bytes.length / 32;
    const sealed = bytes.subarray(0, blocks * 32).toString('base64');
    if (round % 2 === 0) unsigned.add(refusal(() => openMessage(keys, post, sealed)));
    else signedByTokenHolder.add(refusal(() => openSigned(sealed)));
  }
  expect([...unsigned]).toEqual(['callback.signature']);
  // CBC carries no proof of its own: the random part can be changed by whoever could sign anything anyway.
  expect(['accepted', 'callback.cipher', 'callback.receiver']).toEqual(
    expect.arrayContaining([...signedByTokenHolder]),
  );
});

it.each(Array.from({ length: 64 }, (_, at) => at))('refuses the ciphertext with its character %i changed', (at) => {
  const spread = Math.floor((at * encrypted.length) / 64);
  expect(refusal(() => openMessage(keys, post, flip(encrypted, spread)))).toBe('callback.signature');
});

it('never says a secret', () => {
  for (const act of [
    () => openMessage({ ...keys, token: 'other-token' }, post, encrypted),
    () => openMessage({ ...keys, aesKey: 'short-key' }, post, encrypted),
    () => openMessage({ ...keys, receiveId: 'wwother' }, post, encrypted),
  ]) {
    const error = catchError(act);
    const said = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
    for (const secret of ['other-token', 'short-key', keys.aesKey, keys.receiveId, 'hello']) {
      expect(said).not.toContain(secret);
    }
  }
});

function catchError(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was refused');
}

/** The same numbers in every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) >>> 8;
}

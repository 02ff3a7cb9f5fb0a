import { describe, expect, it } from 'vitest';
import { seal, signature, unseal } from '../../../../scripts/sandbox/cipher.ts';

// The official vectors and our own for the other direction: wecom-api.md 2.4.
const KEYS = {
  token: 'QDG6eK',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: 'wx5823bf96d3bd56c7',
};
const ECHO = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';
const POSTED =
  'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';
const PREFIX = Buffer.from('1234567890123456');

describe('the published vectors', () => {
  it('opens the echo of the address check', () => {
    expect(signature(KEYS.token, '1409659589', '263014780', ECHO)).toBe('5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3');
    expect(unseal(KEYS, ECHO)).toBe('1616140317555161061');
  });

  it('opens the posted message', () => {
    expect(signature(KEYS.token, '1409659813', '1372623149', POSTED)).toBe('477715d11cdb4164915debcba66cb864d751f3e6');
    const xml = unseal(KEYS, POSTED);
    expect(Buffer.byteLength(xml)).toBe(284);
    expect(xml).toContain('<Content><![CDATA[hello]]></Content>');
    expect(xml).toContain('<MsgId>4561255354251345929</MsgId>');
  });

  it.each([
    ['a pad of 32', 'x'.repeat(58), KEYS.receiveId, '56ef5a34bcbffcf92fea54227b219145eac4602e'],
    ['a pad of 1', 'x'.repeat(57), KEYS.receiveId, '73178aab4d1f5fc8157da5b0b0b220b2bc66ed5b'],
    [
      'an empty receiver',
      '{"msgtype":"text","text":{"content":"你好"}}',
      '',
      '16ceed769568d8009da82f5f8bec8ba95b6a15e4',
    ],
  ])('seals with %s', (_case, message, receiveId, expected) => {
    const sealed = seal({ ...KEYS, receiveId }, message, PREFIX);
    expect(signature(KEYS.token, '1409659813', '1372623149', sealed)).toBe(expected);
    expect(unseal({ ...KEYS, receiveId }, sealed)).toBe(message);
  });
});

it('never seals a message the same way twice', () => {
  expect(seal(KEYS, '你好')).not.toBe(seal(KEYS, '你好'));
});

it('refuses what is sealed for another company or with another key', () => {
  const sealed = seal(KEYS, '你好');
  expect(() => unseal({ ...KEYS, receiveId: 'wwother' }, sealed)).toThrow();
  expect(() => unseal({ ...KEYS, aesKey: KEYS.aesKey.replace('j', 'k') }, sealed)).toThrow();
});

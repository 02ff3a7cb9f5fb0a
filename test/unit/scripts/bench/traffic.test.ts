import { describe, expect, it } from 'vitest';
import { openBare } from '../../../../scripts/bench/load/bare-server.ts';
import { ATTACKS } from '../../../../scripts/bench/load/hostile.ts';
import { CALLBACK_KEYS, happenings, KINDS, sealed, xmlOf, type Kind } from '../../../../scripts/bench/load/traffic.ts';
import { openMessage } from '../../../../server/callbacks/crypto.ts';
import { parseCallback } from '../../../../server/callbacks/parse.ts';
import { readEncrypted } from '../../../../server/callbacks/xml.ts';

const SECONDS = 1795000000;
const kinds = Object.keys(KINDS) as Kind[];

/** A request's parts, as a server reads them. */
function read(request: Buffer): { query: Record<string, string>; body: string } {
  const [head = '', body = ''] = request.toString().split('\r\n\r\n');
  const { searchParams } = new URL(head.split(' ')[1] ?? '', 'http://bench');
  return { query: Object.fromEntries(searchParams), body };
}

function opened(query: Record<string, string>, body: string) {
  const { msg_signature, timestamp, nonce } = query;
  return parseCallback(openMessage(CALLBACK_KEYS, { msg_signature, timestamp, nonce }, readEncrypted(body).encrypt));
}

describe("the bench's callbacks", () => {
  it.each(kinds)('%s is what the product knows, and the bare side opens the same', (kind) => {
    const [happening] = happenings([7], [kind]);
    if (!happening) throw new Error('nothing happens');
    const { query, body } = sealed(xmlOf(happening, SECONDS), SECONDS, 1);
    const callback = opened(Object.fromEntries(query), body);
    expect(callback.kind).not.toBe('other');
    expect(openBare(Object.fromEntries(query), body)).toMatchObject({ FromUserName: callback.from });
  });

  it('never come twice, though made within one second', () => {
    const list = happenings([1, 2, 1], [...kinds, ...kinds]);
    const identities = list.map((happening) => {
      const { query, body } = sealed(xmlOf(happening, SECONDS), SECONDS, 1);
      return opened(Object.fromEntries(query), body).identity;
    });
    expect(new Set(identities).size).toBe(list.length);
  });

  it.each(Object.entries(ATTACKS).filter(([what]) => what !== 'parameters twice'))('%s is refused', (_, attack) => {
    const { query, body } = read(attack(SECONDS, 3));
    expect(() => opened(query, body)).toThrow();
  });
});

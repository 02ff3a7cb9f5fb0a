import assert from 'node:assert/strict';
import { openMessage } from '../../../server/callbacks/crypto.ts';
import { parseCallback, type Callback } from '../../../server/callbacks/parse.ts';
import { readEncrypted } from '../../../server/callbacks/xml.ts';
import { DomainError } from '../../../server/kernel/errors.ts';
import { corp } from '../callback-xml.ts';
import { forge, outerXml } from '../hostile/forge.ts';

const KEYS = { token: corp.token, aesKey: corp.aesKey, receiveId: corp.id };

/** Reads a document as the body of a request and as a decrypted callback; throws where that fails or gives what cannot be. */
export function checkDocument(xml: string): void {
  refused(() => readEncrypted(xml));
  const callback = refused(() => parseCallback(xml));
  if (!callback) return;
  checkCallback(callback);
  // Lone surrogates cannot be sent at all.
  if (xml.isWellFormed()) checkRetry(xml, callback);
}

/** WeCom sends a retry of the same text under another seal. */
function checkRetry(xml: string, callback: Callback): void {
  const { encrypt, query } = forge(xml);
  const arrived = refused(() => openMessage(KEYS, query, readEncrypted(outerXml(encrypt)).encrypt));
  if (arrived === null) return;
  assert.equal(arrived, xml, 'what was sealed is not what arrives');
  assert.deepEqual(parseCallback(arrived), callback, 'a retry is read as something else');
}

function checkCallback(callback: Callback): void {
  assert.match(callback.identity, /^(msg:\d{1,20}|hash:[0-9a-f]{64})$/);
  assert.equal(typeof callback.from, 'string');
  assert.equal(typeof callback.corpId, 'string');
  assert.ok(callback.agentId === null || typeof callback.agentId === 'string');
  if (callback.kind === 'other') assert.ok(callback.createdAt === null || isTime(callback.createdAt));
  else {
    assert.ok(isTime(callback.createdAt), 'a time is none');
    assert.notEqual(callback.from, '', 'nobody sent it');
  }
  if (callback.kind === 'text') assert.equal(typeof callback.content, 'string');
  if (callback.kind === 'customer') {
    assert.ok(callback.userId !== '' && callback.externalUserId !== '', 'a friendship without friends');
  }
  // Some words of an attacker's must not reach what every object has.
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
}

/** Seconds that a date can be made of. */
const isTime = (seconds: number): boolean => !Number.isNaN(new Date(seconds * 1000).getTime());

/** The result, or null where it was refused as a refusal should be. */
function refused<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

import { createCipheriv } from 'node:crypto';
import { signature } from '../../sandbox/cipher.ts';
import { corp } from '../callback-xml.ts';

/** How a forger bends what is sealed; without it everything is as WeCom does it. */
export interface Bend {
  receiveId?: string;
  /** Written instead of the message's true length. */
  length?: number;
  /** Replaces the padding. */
  padding?: Buffer;
}

/** The parts of one callback request, each of which can be bent. */
export interface Forged {
  encrypt: string;
  query: { msg_signature: string; timestamp: string; nonce: string };
}

/** Seals and signs with the true keys, so that nothing is wrong but what was bent. */
export function forge(message: string | Buffer, bend: Bend = {}): Forged {
  const encrypt = sealBent(Buffer.from(message), bend);
  const [timestamp, nonce] = ['1409659813', '1372623149'];
  return {
    encrypt,
    query: { msg_signature: signature(corp.token, timestamp, nonce, encrypt), timestamp, nonce },
  };
}

function sealBent(text: Buffer, { receiveId = corp.id, length = text.length, padding }: Bend): string {
  const key = Buffer.from(`${corp.aesKey}=`, 'base64');
  const size = Buffer.alloc(4);
  size.writeUInt32BE(length >>> 0);
  const content = Buffer.concat([Buffer.from('1234567890123456'), size, text, Buffer.from(receiveId)]);
  const pad = 32 - (content.length % 32);
  const plain = Buffer.concat([content, padding ?? Buffer.alloc(pad, pad)]);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  // What is not whole blocks cannot be encrypted at all.
  const whole = plain.subarray(0, plain.length - (plain.length % 16));
  return Buffer.concat([cipher.update(whole), cipher.final()]).toString('base64');
}

/** The outer XML as WeCom writes it. */
export const outerXml = (encrypt: string): string =>
  `<xml><ToUserName><![CDATA[${corp.id}]]></ToUserName><AgentID><![CDATA[${corp.agentId}]]></AgentID><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;

/** The path of a callback with this query. */
export const callbackPath = (query: Readonly<Record<string, string>>): string =>
  `/wecom/callback?${new URLSearchParams(query).toString()}`;

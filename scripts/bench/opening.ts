import { openMessage } from '../../server/callbacks/crypto.ts';
import { parseCallback } from '../../server/callbacks/parse.ts';
import { readEncrypted } from '../../server/callbacks/xml.ts';
import { openBare } from './load/bare-server.ts';
import { CALLBACK_KEYS, happenings, MIX, sealed, xmlOf } from './load/traffic.ts';
import { race, type Race } from './measure.ts';

const MEMBERS = 20;

/** Verifying, decrypting and parsing the callbacks of the mix, without HTTP, beside the libraries alone. */
export function benchOpening(): Promise<Race> {
  const seconds = Math.floor(Date.now() / 1000);
  const members = Array.from({ length: MEMBERS }, (_, n) => n);
  const callbacks = happenings(members, MIX).map((happening) => {
    const { query, body } = sealed(xmlOf(happening, seconds), seconds, happening.serial);
    return { query: Object.fromEntries(query), body };
  });
  return race(`verify, decrypt and parse ${callbacks.length} callbacks`, [
    {
      name: 'product',
      async run() {
        return callbacks.map(({ query, body }) => {
          const { msg_signature, timestamp, nonce } = query;
          const signed = { msg_signature, timestamp, nonce };
          return parseCallback(openMessage(CALLBACK_KEYS, signed, readEncrypted(body).encrypt)).from;
        });
      },
    },
    { name: 'bare', run: async () => callbacks.map(({ query, body }) => openBare(query, body)?.['FromUserName']) },
  ]);
}

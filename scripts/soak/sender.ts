import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { seal } from '../sandbox/cipher.ts';
import { signedQuery } from '../sandbox/envelope.ts';
import { xmlDocument } from '../sandbox/xml.ts';
import { corp } from './callback-xml.ts';

/** A sealed callback; each try is signed anew, or again as the first one was. */
export interface Sealed {
  body: string;
  query(sameSignature: boolean): URLSearchParams;
}

/** How WeCom's servers send: until 200, one of several addresses after the other. */
export interface Sender {
  /** One try; the HTTP status, null where no answer came. */
  post(callback: Sealed, sameSignature: boolean): Promise<number | null>;
  /** As many tries as it takes; throws after `PATIENCE_MS`. */
  deliver(callback: Sealed, sameSignature: boolean): Promise<void>;
  /** Answers by status; `none` where no answer came. */
  answers: ReadonlyMap<string, number>;
  close(): void;
}

const ANSWER_MS = 5000;
const PAUSE_MS = 250;
const PATIENCE_MS = 600_000;

/** Seals a callback under the soak's keys; `receiveId` for one that is meant for somebody else. */
export function sealed(xml: string, receiveId: string = corp.id): Sealed {
  const keys = { token: corp.token, aesKey: corp.aesKey, receiveId };
  const encrypted = seal(keys, xml);
  const sign = (): URLSearchParams => signedQuery(keys, encrypted, Math.floor(Date.now() / 1000));
  const first = sign();
  return {
    body: xmlDocument([
      ['ToUserName', corp.id],
      ['AgentID', String(corp.agentId)],
      ['Encrypt', encrypted],
    ]),
    query: (sameSignature) => (sameSignature ? first : sign()),
  };
}

/** Sends callbacks to the addresses in turn. */
export function createSender(addresses: readonly string[]): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const answers = new Map<string, number>();
  let turn = 0;

  async function post(callback: Sealed, sameSignature: boolean): Promise<number | null> {
    const url = new URL('/wecom/callback', addresses[(turn += 1) % addresses.length]);
    url.search = callback.query(sameSignature).toString();
    const status = await exchange(agent, url, callback.body);
    const key = String(status ?? 'none');
    answers.set(key, (answers.get(key) ?? 0) + 1);
    return status;
  }

  return {
    post,
    answers,
    async deliver(callback, sameSignature) {
      const begun = performance.now();
      while ((await post(callback, sameSignature)) !== 200) {
        if (performance.now() - begun > PATIENCE_MS) throw new Error('a callback was not taken for ten minutes');
        await sleep(PAUSE_MS);
      }
    },
    close: () => agent.destroy(),
  };
}

function exchange(agent: Agent, url: URL, body: string): Promise<number | null> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) };
    const asking = request(url, { agent, method: 'POST', headers, timeout: ANSWER_MS }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? null));
      answer.once('error', () => resolve(null));
    });
    asking.once('timeout', () => asking.destroy());
    asking.once('error', () => resolve(null));
    asking.end(body);
  });
}

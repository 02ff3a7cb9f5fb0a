import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxFaults } from './api.ts';
import { seal, type CallbackKeys } from './cipher.ts';
import type { VirtualClock } from './clock.ts';
import { ask, openReply, signedQuery, type Answer } from './envelope.ts';
import { digits } from './ids.ts';
import type { CallbackLot, Luck } from './luck.ts';
import type { PendingCallback } from './records.ts';
import type { Collection, Store } from './store.ts';
import type { Wire } from './wire.ts';
import { xmlDocument } from './xml.ts';

const TRIES = 3;

/** Where the product listens, with the Token and EncodingAESKey it shares with WeCom. */
export interface CallbackTarget {
  url: string;
  token: string;
  aesKey: string;
}

/** Real milliseconds: until an answer is given up, until the echo is given up, between two tries (wecom-api.md 2.1, 2.2). */
export interface CallbackTiming {
  answerMs: number;
  echoMs: number;
  pauseMs: number;
  /** How long reordered callbacks gather before the newest of them leaves. */
  gatherMs: number;
}

/** How WeCom's own servers behave towards a callback; the pauses are ours, they are not published. */
export const WECOM_TIMING: CallbackTiming = { answerMs: 5000, echoMs: 1000, pauseMs: 1000, gatherMs: 500 };

/** What the sender needs around it. */
export interface CallbackParts {
  target: CallbackTarget | null;
  timing: CallbackTiming;
  corpId: string;
  agentId: number;
  clock: VirtualClock;
  store: Store;
  pending: Collection<PendingCallback>;
  wire: Wire;
  faults: () => SandboxFaults;
  luck: () => Luck;
  /** Whether a retry repeats signature, timestamp and nonce. */
  sameSignature: () => boolean;
  /** Told of every passive reply, decrypted. */
  replied: (xml: string) => void;
}

/** A callback in its lane, with what is to befall it. */
interface Lined {
  callback: PendingCallback;
  lot: CallbackLot;
}

/** Sends encrypted callbacks: in order per lane unless told otherwise, up to three tries, 200 alone counts as accepted. */
export class Callbacks {
  readonly #parts: CallbackParts;
  readonly #waiting = new Map<string, Lined[]>();
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();
  #resumed = false;

  constructor(parts: CallbackParts) {
    this.#parts = parts;
  }

  /** Takes up, once, what an earlier run did not get rid of; before the first request nobody may be listening yet. */
  resume(): void {
    if (this.#resumed) return;
    this.#resumed = true;
    this.#parts.pending.list().forEach((callback) => this.#line(callback));
  }

  /** Makes a callback durable with the caller's transaction and sends it after that. */
  enqueue(callback: Omit<PendingCallback, 'id'>): void {
    const pending = { ...callback, id: String(this.#parts.store.next('callback')) };
    this.#parts.pending.put(pending.id, pending);
    this.#line(pending);
  }

  /** Resolves when every callback was delivered or given up. */
  async idle(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all(this.#lanes.values());
  }

  /** Asks the product to decrypt an echo, as WeCom does when an admin saves the address; true when it answers rightly. */
  async verify(): Promise<boolean> {
    const { target, timing, clock, store } = this.#parts;
    if (!target) return false;
    const at = clock.now().toISOString();
    const echo = digits(19);
    const echostr = seal(this.#keys(target), echo);
    const query = signedQuery(this.#keys(target), echostr, clock.seconds());
    query.set('echostr', echostr);
    const answer = await ask(target.url, query, {
      method: 'GET',
      limitMs: timing.echoMs,
      signal: this.#closing.signal,
    });
    const good = answer.status === 200 && answer.body === echo;
    const summary = good ? '回调地址通过了验证' : '回调地址没有通过验证';
    this.#record({ name: 'verify', summary, xml: echo }, { attempt: 1, at, answer });
    if (good) store.set('verified', fingerprint(target));
    return good;
  }

  /** Stops sending; what is pending stays in the store. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.idle();
  }

  #line(callback: PendingCallback): void {
    const { lane } = callback;
    const lined = { callback, lot: this.#parts.luck().ofCallback(lane) };
    const waiting = this.#waiting.get(lane);
    if (waiting) return void waiting.push(lined);
    const queue = [lined];
    this.#waiting.set(lane, queue);
    this.#lanes.set(lane, this.#empty(lane, queue));
  }

  async #empty(lane: string, queue: Lined[]): Promise<void> {
    // The first of a lane waits a moment too, so that it leaves after the transaction that made it.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      const next = await this.#next(queue);
      // A fault of ours must not hold up what comes behind.
      if (next) await this.#deliver(next).catch((error: unknown) => console.error(error));
    }
    this.#waiting.delete(lane);
    this.#lanes.delete(lane);
  }

  /** Takes the next of a lane: the first, unless faults have the newest or the one behind it go before. */
  async #next(queue: Lined[]): Promise<Lined | undefined> {
    const { faults, timing } = this.#parts;
    if (faults().reorderCallbacks) {
      await this.#sleep(timing.gatherMs);
      return queue.pop();
    }
    const first = queue[0];
    if (!first?.lot.overtaken) return queue.shift();
    first.lot.overtaken = false;
    if (queue.length === 1) await this.#sleep(timing.gatherMs);
    return queue.splice(queue.length > 1 ? 1 : 0, 1)[0];
  }

  async #deliver({ callback, lot }: Lined): Promise<void> {
    const { target, pending } = this.#parts;
    if (lot.delayMs > 0) await this.#sleep(lot.delayMs);
    if (this.#closing.signal.aborted || !pending.get(callback.id)) return;
    if (!target) this.#unsent(callback, '没有设回调地址');
    else if (this.#parts.faults().dropCallbacks || lot.dropped) this.#unsent(callback, '按设置没有送');
    else await this.#send(target, callback, lot);
    if (!this.#closing.signal.aborted) pending.delete(callback.id);
  }

  async #send(target: CallbackTarget, callback: PendingCallback, lot: CallbackLot): Promise<void> {
    const { corpId, agentId, clock, timing, sameSignature, faults } = this.#parts;
    const encrypted = seal(this.#keys(target), callback.xml);
    const body = xmlDocument([
      ['ToUserName', corpId],
      ['AgentID', String(agentId)],
      ['Encrypt', encrypted],
    ]);
    const first = signedQuery(this.#keys(target), encrypted, clock.seconds());
    const query = (): URLSearchParams =>
      lot.unheard === 'same' || (lot.unheard === null && sameSignature())
        ? first
        : signedQuery(this.#keys(target), encrypted, clock.seconds());
    for (let attempt = 1; attempt <= TRIES && !this.#closing.signal.aborted; attempt += 1) {
      if (attempt > 1) await this.#sleep(timing.pauseMs);
      if (!(await this.#verified(target))) {
        if (attempt === TRIES) this.#unsent(callback, '回调地址没有通过验证');
        continue;
      }
      const post = (): Promise<boolean> => this.#post(target, callback, { query: query(), body, attempt });
      const twice = (faults().duplicateCallbacks || lot.twice) && attempt === 1;
      const [accepted] = await Promise.all(twice ? [post(), post()] : [post()]);
      const heard = attempt > 1 || lot.unheard === null;
      if (accepted && heard) return;
    }
  }

  async #post(
    target: CallbackTarget,
    callback: PendingCallback,
    { query, body, attempt }: { query: URLSearchParams; body: string; attempt: number },
  ): Promise<boolean> {
    const at = this.#parts.clock.now().toISOString();
    const init = { method: 'POST' as const, body, limitMs: this.#parts.timing.answerMs, signal: this.#closing.signal };
    const answer = await ask(target.url, query, init);
    const reply = answer.status === 200 ? openReply(this.#keys(target), answer.body) : null;
    this.#record(callback, { attempt, at, answer: { ...answer, body: reply ?? answer.body } });
    if (reply !== null) this.#parts.replied(reply);
    return answer.status === 200;
  }

  /** WeCom sends nothing to an address that has not passed the echo. */
  async #verified(target: CallbackTarget): Promise<boolean> {
    return this.#parts.store.setting('verified') === fingerprint(target) || (await this.verify());
  }

  /** Waits, but no longer than until the sandbox closes. */
  async #sleep(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }

  #keys({ token, aesKey }: CallbackTarget): CallbackKeys {
    return { token, aesKey, receiveId: this.#parts.corpId };
  }

  #unsent(callback: PendingCallback, why: string): void {
    const summary = `${callback.summary}（${why}）`;
    this.#record({ ...callback, summary }, { attempt: 0, at: this.#parts.clock.now().toISOString() });
  }

  #record(
    { name, summary, xml }: Pick<PendingCallback, 'name' | 'summary' | 'xml'>,
    { attempt, at, answer }: { attempt: number; at: string; answer?: Answer },
  ): void {
    const { status = null, ms = 0, body = '' } = answer ?? {};
    this.#parts.wire.record({
      at,
      kind: 'callback',
      name,
      summary,
      ms,
      status,
      errcode: null,
      attempt,
      request: xml,
      response: body,
    });
  }
}

const fingerprint = (target: CallbackTarget): string =>
  createHash('sha256').update(JSON.stringify(target)).digest('hex');

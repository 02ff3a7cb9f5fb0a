import type { SandboxFaults } from './api.ts';
import { seal, signature, unseal, type CallbackKeys } from './cipher.ts';
import { stopwatch, type VirtualClock } from './clock.ts';
import { digits } from './ids.ts';
import type { PendingCallback } from './records.ts';
import type { Collection, Store } from './store.ts';
import type { Wire } from './wire.ts';
import { xmlDocument, xmlText } from './xml.ts';

const TRIES = 3;
const LONGEST_ANSWER = 65_536;

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
}

/** How WeCom's own servers behave towards a callback. */
export const WECOM_TIMING: CallbackTiming = { answerMs: 5000, echoMs: 1000, pauseMs: 1000 };

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
  /** Told of every passive reply, decrypted. */
  replied: (xml: string) => void;
}

interface Answer {
  status: number | null;
  body: string;
  ms: number;
}

interface Signed {
  body: string;
  query: URLSearchParams;
}

/** Sends encrypted callbacks: in order per lane, up to three tries, 200 alone counts as accepted. */
export class Callbacks {
  readonly #parts: CallbackParts;
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();

  constructor(parts: CallbackParts) {
    this.#parts = parts;
  }

  /** Takes up what an earlier run did not get rid of. */
  resume(): void {
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

  /** Asks the product to decrypt an echo (GET), as WeCom does when an admin saves the address; true when it answers rightly. */
  async verify(): Promise<boolean> {
    const { target, timing, wire, clock } = this.#parts;
    if (!target) return false;
    const at = clock.now().toISOString();
    const echo = digits(19);
    const echostr = seal(this.#keys(target), echo);
    const { query } = this.#sign(target, echostr);
    query.set('echostr', echostr);
    const answer = await this.#ask(target, query, { method: 'GET' }, timing.echoMs);
    const good = answer.status === 200 && answer.body === echo;
    const summary = good ? '回调地址通过了验证' : '回调地址没有通过验证';
    const { status, ms } = answer;
    wire.record({ at, kind: 'callback', name: 'verify', summary, ms, status, errcode: null, attempt: 1, request: echo, response: answer.body });
    if (good) this.#parts.store.set('verified', target);
    return good;
  }

  /** Stops sending; what is pending stays in the store. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.idle();
  }

  #line(callback: PendingCallback): void {
    const before = this.#lanes.get(callback.lane) ?? new Promise<void>((resolve) => setImmediate(resolve));
    const turn = before.then(() => this.#deliver(callback));
    const done = turn.finally(() => {
      if (this.#lanes.get(callback.lane) === done) this.#lanes.delete(callback.lane);
    });
    this.#lanes.set(callback.lane, done);
  }

  async #deliver(callback: PendingCallback): Promise<void> {
    if (this.#closing.signal.aborted || !this.#parts.pending.get(callback.id)) return;
    const { target } = this.#parts;
    const faults = this.#parts.faults();
    if (!target) this.#record(callback, 0, null, '没有设回调地址');
    else if (faults.dropCallbacks) this.#record(callback, 0, null, '按设置没有送');
    else await this.#send(target, callback, faults);
    if (!this.#closing.signal.aborted) this.#parts.pending.delete(callback.id);
  }

  async #send(target: CallbackTarget, callback: PendingCallback, faults: SandboxFaults): Promise<void> {
    const encrypted = seal(this.#keys(target), callback.xml);
    let signed = this.#sign(target, encrypted);
    for (let attempt = 1; attempt <= TRIES && !this.#closing.signal.aborted; attempt += 1) {
      if (attempt > 1) await pause(this.#parts.timing.pauseMs, this.#closing.signal);
      if (attempt > 1 && !faults.retryWithSameSignature) signed = this.#sign(target, encrypted);
      if (!(await this.#verified(target))) continue;
      const again = faults.retryWithSameSignature ? signed : this.#sign(target, encrypted);
      const [accepted] = await Promise.all([
        this.#post(target, callback, signed, attempt),
        faults.duplicateCallbacks && attempt === 1 ? this.#post(target, callback, again, attempt) : null,
      ]);
      if (accepted) return;
    }
  }

  async #post(target: CallbackTarget, callback: PendingCallback, signed: Signed, attempt: number): Promise<boolean> {
    const at = this.#parts.clock.now().toISOString();
    const init = { method: 'POST', body: signed.body, headers: { 'content-type': 'text/xml' } };
    const answer = await this.#ask(target, signed.query, init, this.#parts.timing.answerMs);
    const accepted = answer.status === 200;
    const reply = accepted ? this.#openReply(target, answer.body) : answer.body;
    this.#record(callback, attempt, { ...answer, body: reply }, undefined, at);
    if (accepted && reply !== answer.body) this.#parts.replied(reply);
    return accepted;
  }

  async #verified(target: CallbackTarget): Promise<boolean> {
    return JSON.stringify(this.#parts.store.setting('verified')) === JSON.stringify(target) || (await this.verify());
  }

  async #ask(target: CallbackTarget, query: URLSearchParams, init: RequestInit, limitMs: number): Promise<Answer> {
    const elapsed = stopwatch();
    try {
      const url = new URL(target.url);
      query.forEach((value, name) => url.searchParams.set(name, value));
      const signal = AbortSignal.any([AbortSignal.timeout(limitMs), this.#closing.signal]);
      const response = await fetch(url, { ...init, redirect: 'manual', signal });
      const body = (await response.text()).slice(0, LONGEST_ANSWER);
      return { status: response.status, body, ms: elapsed() };
    } catch (error) {
      return { status: null, body: reason(error), ms: elapsed() };
    }
  }

  /** The decrypted passive reply (wecom-api.md 2.5), or the body as it is when it is none. */
  #openReply(target: CallbackTarget, body: string): string {
    const encrypted = xmlText(body, 'Encrypt');
    if (encrypted === undefined) return body;
    const expected = signature(target.token, xmlText(body, 'TimeStamp') ?? '', xmlText(body, 'Nonce') ?? '', encrypted);
    if (expected !== xmlText(body, 'MsgSignature')) return body;
    try {
      return unseal(this.#keys(target), encrypted);
    } catch {
      return body;
    }
  }

  #sign(target: CallbackTarget, encrypted: string): Signed {
    const timestamp = String(this.#parts.clock.seconds());
    const nonce = digits(10);
    const query = new URLSearchParams({ msg_signature: signature(target.token, timestamp, nonce, encrypted), timestamp, nonce });
    const { corpId, agentId } = this.#parts;
    const body = xmlDocument([
      ['ToUserName', corpId],
      ['AgentID', String(agentId)],
      ['Encrypt', encrypted],
    ]);
    return { body, query };
  }

  #keys({ token, aesKey }: CallbackTarget): CallbackKeys {
    return { token, aesKey, receiveId: this.#parts.corpId };
  }

  #record(callback: PendingCallback, attempt: number, answer: Answer | null, note?: string, at?: string): void {
    this.#parts.wire.record({
      at: at ?? this.#parts.clock.now().toISOString(),
      kind: 'callback',
      name: callback.name,
      summary: note === undefined ? callback.summary : `${callback.summary}（${note}）`,
      ms: answer?.ms ?? 0,
      status: answer?.status ?? null,
      errcode: null,
      attempt,
      request: callback.xml,
      response: answer?.body ?? '',
    });
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  const cause = error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : '';
  return error.name === 'TimeoutError' ? 'no answer in time' : `${error.message} ${cause}`.trim();
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

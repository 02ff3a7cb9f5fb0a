import type { WireEntry } from './api.ts';
import type { VirtualClock } from './clock.ts';
import type { Live } from './live.ts';
import type { Collection, Store } from './store.ts';

const KEPT = 500;
const LONGEST = 16_384;
const SECRET_FIELDS = /("?(?:corpsecret|access_token|secret|session_key|user_ticket|ticket)"?\s*[:=]\s*"?)[^"&\s,}]+/g;

/** An entry before it has its place in the record. */
export type NewWireEntry = Omit<WireEntry, 'seq'>;

/** The record of what went between the product and WeCom, newest 500; secrets and tokens are masked on the way in. */
export class Wire {
  readonly #store: Store;
  readonly #clock: VirtualClock;
  readonly #live: Live;
  readonly #entries: Collection<WireEntry>;
  readonly #secrets: string[];

  constructor(parts: { store: Store; clock: VirtualClock; live: Live; secrets: string[] }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#live = parts.live;
    this.#entries = parts.store.collection<WireEntry>('wire');
    this.#secrets = parts.secrets.filter((secret) => secret.length > 0);
  }

  /** Sequence number of the newest entry, 0 before the first. */
  get seq(): number {
    return this.#store.setting<number>('wire') ?? 0;
  }

  record(entry: NewWireEntry): void {
    this.#store.transaction(() => {
      const seq = this.#store.next('wire');
      const request = this.#mask(entry.request);
      const response = this.#mask(entry.response);
      this.#entries.put(String(seq), { ...entry, seq, request, response });
      this.#entries.delete(String(seq - KEPT));
      this.#clock.keep();
    });
    this.#live.changed('wire');
  }

  /** The newest `limit` entries after `after`, oldest of them first. */
  list(after: number, limit: number): WireEntry[] {
    return this.#entries
      .list()
      .filter(({ seq }) => seq > after)
      .slice(-limit);
  }

  clear(): void {
    this.#store.transaction(() => this.#entries.list().forEach(({ seq }) => this.#entries.delete(String(seq))));
    this.#live.changed('wire');
  }

  #mask(text: string): string {
    const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
    const masked = short.replace(SECRET_FIELDS, '$1***');
    return this.#secrets.reduce((left, secret) => left.replaceAll(secret, '***'), masked);
  }
}

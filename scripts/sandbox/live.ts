import type { ServerResponse } from 'node:http';

const HEARTBEAT_MS = 25_000;

/** Tells open consoles what changed, as server-sent events; changes of one moment go out together. */
export class Live {
  readonly #listeners = new Set<ServerResponse>();
  readonly #changed = new Set<string>();
  readonly #heartbeat = setInterval(() => this.#send(':\n\n'), HEARTBEAT_MS).unref();

  /** Announces topics of `GET /_sandbox/events`. */
  changed(...topics: string[]): void {
    if (this.#changed.size === 0) setImmediate(() => this.#flush());
    topics.forEach((topic) => this.#changed.add(topic));
  }

  /** Keeps a response open for events until its reader leaves. */
  connect(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    response.write('retry: 1000\n\n');
    this.#listeners.add(response);
    response.on('close', () => this.#listeners.delete(response));
  }

  close(): void {
    clearInterval(this.#heartbeat);
    this.#listeners.forEach((listener) => listener.end());
  }

  #flush(): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    this.#send(`data: ${JSON.stringify({ changed })}\n\n`);
  }

  #send(text: string): void {
    this.#listeners.forEach((listener) => listener.write(text));
  }
}

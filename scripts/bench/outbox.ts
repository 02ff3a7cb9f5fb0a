import type { Place } from './databases.ts';
import { drained, startChild, startProduct } from './load/children.ts';
import type { Tally } from './load/product-server.ts';
import { userId } from './load/staff.ts';

/** As many lanes as the product delivers side by side. */
const WIDTH = 8;
const DELAYS_MS = [0, 50];

/** Messages of an outbox that left, and of a plain loop beside it, a second. */
export interface Drain {
  delayMs: number;
  messages: number;
  product: number;
  bare: number;
  /** Given up; none should be. */
  dead: number;
}

/** Empties an outbox of due messages into a WeCom that answers after 0 and after 50 ms, beside a loop of `fetch` at the same width. */
export async function* benchOutbox({ url }: Place, messages: number): AsyncGenerator<Drain> {
  for (const delayMs of DELAYS_MS) {
    const stub = await startChild({ role: 'stub', delayMs });
    const product = await startProduct({ mode: 'whole', databaseUrl: url, stub, members: 0 });
    try {
      await drained(product);
      const before = await product.ask<Tally>('tally');
      await product.ask('owe', messages);
      const begun = performance.now();
      await drained(product);
      const seconds = (performance.now() - begun) / 1000;
      const { sent, dead } = await product.ask<Tally>('tally');
      const bare = await plainLoop(stub.port, messages);
      yield { delayMs, messages, product: (sent - before.sent) / seconds, bare, dead: dead - before.dead };
    } finally {
      await product.end();
      await stub.end();
    }
  }
}

/** Messages a second that a loop without a database sends. */
async function plainLoop(port: number, messages: number): Promise<number> {
  const begun = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: WIDTH }, async () => {
      for (let n = next++; n < messages; n = next++) {
        const body = { touser: userId(n), agentid: 1000002, msgtype: 'text', text: { content: `第 ${n} 条` } };
        const response = await fetch(`http://127.0.0.1:${port}/cgi-bin/message/send?access_token=bench`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        await response.json();
      }
    }),
  );
  return (1000 * messages) / (performance.now() - begun);
}

import type { Place } from './databases.ts';
import { drained, startChild, startProduct, type Child } from './load/children.ts';
import type { Usage } from './load/child.ts';
import { closedLoop, type Load } from './load/http-client.ts';
import { hostileRequests } from './load/hostile.ts';
import { happenings, MIX, requestsOf } from './load/traffic.ts';

const WIDTH = 32;
const HOSTILE = 2000;
const SHARES = 4;

/** What the product's process holds at one moment, in bytes, after a collection of garbage. */
export interface Held {
  when: string;
  rss: number;
  heapUsed: number;
  statuses: Load['statuses'];
}

/** What the product holds after its start, after each quarter of the callbacks, and after a flood of hostile ones. */
export async function* benchMemory({ url }: Place, callbacks: number): AsyncGenerator<Held> {
  const members = Math.ceil(callbacks / MIX.length);
  const stub = await startChild({ role: 'stub', delayMs: 0 });
  const product = await startProduct({ mode: 'whole', databaseUrl: url, stub, members }, ['--expose-gc']);
  try {
    await drained(product);
    yield held('after start', await product.usage(), {});
    for (let share = 0; share < SHARES; share += 1) {
      const some = Array.from({ length: members }, (_, n) => n).filter((n) => n % SHARES === share);
      const { statuses } = await closedLoop(product.port, WIDTH, requestsOf(happenings(some, MIX)));
      await drained(product);
      yield held(`after ${((share + 1) * callbacks) / SHARES} callbacks`, await product.usage(), statuses);
    }
    for (const flood of [1, 2]) yield await hostile(product, flood);
  } finally {
    await product.end();
    await stub.end();
  }
}

async function hostile(product: Child, flood: number): Promise<Held> {
  const { statuses } = await closedLoop(
    product.port,
    WIDTH,
    hostileRequests(HOSTILE).map((request) => () => request),
  );
  await drained(product);
  return held(`after ${flood * HOSTILE} hostile ones`, await product.usage(), statuses);
}

const held = (when: string, { rss, heapUsed }: Usage, statuses: Load['statuses']): Held => ({
  ...{ when, rss, heapUsed, statuses },
});

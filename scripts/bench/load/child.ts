import type Koa from 'koa';
import { bareServer } from './bare-server.ts';
import { openedServer } from './opened-server.ts';
import { listen } from './listen.ts';
import { productServer, type ProductOptions } from './product-server.ts';
import { wecomStub, type Arrival } from './wecom-stub.ts';

/** What a process of the bench is: one side, or what both need. */
export type Role =
  | { role: 'nothing' }
  | { role: 'bare' }
  | { role: 'opened' }
  | { role: 'stub'; delayMs: number }
  | ({ role: 'product' } & ProductOptions);

/** What a process has used so far. */
export interface Usage {
  cpuSeconds: number;
  rss: number;
  heapUsed: number;
}

type Answers = Record<string, (about: number) => unknown>;

/** A server in a process of its own, which answers its parent's questions beside its work. */
async function main(): Promise<void> {
  const { port, answers } = await begin(JSON.parse(process.argv[2] ?? '') as Role);
  const all: Answers = { usage, ...answers };
  process.on('message', ({ id, ask, about }: { id: number; ask: string; about: number }) => {
    void Promise.resolve(all[ask]?.(about)).then((answer) => process.send?.({ id, answer }));
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port });
}

async function begin(role: Role): Promise<{ port: number; answers?: Answers }> {
  switch (role.role) {
    case 'nothing':
      return listen((request, response) => void request.resume().on('end', () => response.end()));
    case 'bare':
      return listen(handlerOf(bareServer()));
    case 'opened':
      return listen(handlerOf(openedServer()));
    case 'stub': {
      const arrivals: Arrival[] = [];
      const { port } = await listen(wecomStub(role.delayMs, (arrival) => arrivals.push(arrival)));
      return { port, answers: { arrivals: () => arrivals.splice(0) } };
    }
    case 'product': {
      const { port, ...answers } = await productServer(role);
      return { port, answers: { ...answers } };
    }
  }
}

function handlerOf(app: Koa): Parameters<typeof listen>[0] {
  const handle = app.callback();
  return (request, response) => void handle(request, response);
}

function usage(): Usage {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return { cpuSeconds: (user + system) / 1e6, rss, heapUsed };
}

await main();

import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Role, Usage } from './child.ts';
import { freePort } from './listen.ts';
import type { ProductOptions } from './product-server.ts';

/** A server of the bench in a process of its own. */
export interface Child {
  port: number;
  usage(): Promise<Usage>;
  /** Asks the process a question of its role's. */
  ask<T>(question: string, about?: number): Promise<T>;
  end(): Promise<void>;
}

/** How often it is asked whether all is done. */
const LOOK_MS = 20;
const CHILD = fileURLToPath(new URL('child.js', import.meta.url));

/** Starts a process of the bench and resolves when it listens; `node` are options of Node's own. */
export async function startChild(role: Role, node: readonly string[] = []): Promise<Child> {
  const child = fork(CHILD, [JSON.stringify(role)], {
    execArgv: ['--enable-source-maps', ...node],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (answer: unknown) => void>();
  let asked = 0;
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${role.role} ended with ${code}`)));
    child.on('message', (message: { port?: number; id?: number; answer?: unknown }) => {
      if (message.port !== undefined) return resolve(message.port);
      waiting.get(message.id ?? 0)?.(message.answer);
      waiting.delete(message.id ?? 0);
    });
  });
  const ask = <T>(question: string, about = 0): Promise<T> =>
    new Promise((resolve) => {
      waiting.set((asked += 1), (answer) => resolve(answer as T));
      child.send({ id: asked, ask: question, about });
    });
  return { port, ask, usage: () => ask<Usage>('usage'), end: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.disconnect();
  await exited;
}

/** Starts the product with this stub for its WeCom. */
export async function startProduct(
  { stub, ...options }: Omit<ProductOptions, 'wecomPort' | 'port'> & { stub: Child },
  node: readonly string[] = [],
): Promise<Child> {
  return startChild({ role: 'product', ...options, wecomPort: stub.port, port: await freePort() }, node);
}

/** Resolves when the product has nothing left to do. */
export async function drained(product: Child): Promise<void> {
  while (!(await product.ask<boolean>('idle'))) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

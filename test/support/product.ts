import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const STARTED = '常客已启动';

/** The built product in a process of its own, as `npm start` runs it. */
export interface Product {
  address: string;
  child: ChildProcess;
  /** All that it printed so far. */
  output(): string;
  /** Sends a signal and gives the exit code, null after a kill. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the built product with these settings and nothing of this process's own; resolves when it says that it has started. */
export async function startProduct(settings: Record<string, string>): Promise<Product> {
  const { child, output, exited } = launch(settings);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => output().includes(STARTED) && resolve());
    void exited.then((code) => reject(new Error(`ended with ${code}: ${output()}`)));
  });
  return {
    address: `http://127.0.0.1:${settings['PORT']}`,
    child,
    output,
    end: (signal) => (child.kill(signal), exited),
  };
}

/** Starts the product where it is expected to refuse; gives its exit code and what it said. */
export async function refusedStart(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const { output, exited, child } = launch(settings);
  child.stdout?.on('data', () => output().includes(STARTED) && child.kill('SIGKILL'));
  return { code: await exited, said: output() };
}

function launch(settings: Record<string, string>) {
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/scripts/start.js'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], TZ: 'America/New_York', ...settings },
  });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { child, output: () => parts.join(''), exited };
}

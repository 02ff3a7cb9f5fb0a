import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './product.ts';

const NGINX = '/usr/sbin/nginx';
const EXAMPLE = fileURLToPath(new URL('../../deploy/nginx/changke.conf', import.meta.url));

/** Whether this machine has an nginx to try the example with. */
export const hasNginx = existsSync(NGINX);

/** Runs nginx on our own example, with these ports in place of its three and without TLS. */
export async function startNginx(ports: readonly string[]): Promise<{ address: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'changke-nginx-'));
  const [port, plainPort] = [await freePort(), await freePort()];
  const example = await readFile(EXAMPLE, 'utf8');
  const site = example
    .replace(/127\.0\.0\.1:300(\d)/g, (_, n: string) => `127.0.0.1:${ports[Number(n) - 1] ?? ''}`)
    .replace('listen 80;', `listen 127.0.0.1:${plainPort};`)
    .replace('listen 443 ssl http2;', `listen 127.0.0.1:${port};`)
    .replace(/^\s*ssl_.*$/gm, '');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  await writeFile(
    join(folder, 'nginx.conf'),
    `worker_processes 1; daemon off; pid ${folder}/pid; error_log stderr warn;\nevents {}\nhttp { access_log off; ${temporary.join(' ')}\n${site}\n}\n`,
  );
  const child = spawn(NGINX, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  child.stderr.on('data', (part: Buffer) => said.push(part.toString()));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = `http://127.0.0.1:${port}`;
  for (let up = false; !up;) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${said.join('')}`);
    up = await fetch(`${address}/nothing`).then(
      () => true,
      () => false,
    );
  }
  return {
    address,
    async stop() {
      child.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import { lookup } from 'node:dns';
import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { takeRefused } from '../../support/no-network.ts';

it('refuses another host by fetch, by socket and by name, and remembers the attempt', async () => {
  await expect(fetch('http://example.com/')).rejects.toMatchObject({
    cause: { message: 'A test tried to reach example.com: tests have no network beyond this machine' },
  });
  const [error] = (await once(connect(443, '192.0.2.1'), 'error').catch((reason: unknown) => [reason])) as [Error];
  expect(error.message).toContain('192.0.2.1');
  const refused = await new Promise((resolve) => {
    lookup('qyapi.weixin.qq.com', resolve);
  });
  expect(refused).toBeInstanceOf(Error);

  expect(takeRefused()).toEqual(['example.com', '192.0.2.1', 'qyapi.weixin.qq.com']);
});

it('lets this machine talk to itself', async () => {
  const server = createServer((socket) => socket.end('ok')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const [greeting] = (await once(connect(port, 'localhost'), 'data')) as [Buffer];

  expect(greeting.toString()).toBe('ok');
  server.close();
  expect(takeRefused()).toEqual([]);
});

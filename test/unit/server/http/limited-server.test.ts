import type { RequestListener, Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { createLimitedServer, type ConnectionLimits } from '../../../../server/http/limited-server.ts';

const BRIEF: ConnectionLimits = { headersMs: 60, requestMs: 90, idleMs: 60, lookMs: 20, waiting: 5 };
const PATIENT: ConnectionLimits = { headersMs: 20_000, requestMs: 20_000, idleMs: 20_000, lookMs: 20_000, waiting: 5 };

const echo: RequestListener = (request, response) => {
  request.on('error', () => undefined);
  request.on('end', () => response.end('ok')).resume();
};

async function listening(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  return (server.address() as AddressInfo).port;
}

async function dial(port: number): Promise<{ socket: Socket; said: () => string; closed: Promise<unknown> }> {
  const socket = connect(port, '127.0.0.1');
  let said = '';
  socket.on('data', (part: Buffer) => (said += part.toString()));
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  await once(socket, 'connect');
  return { socket, said: () => said, closed };
}

const HEAD = 'POST /wecom/callback HTTP/1.1\r\nHost: a\r\n';

it.each([
  ['never sends a byte', ''],
  ['stops in the middle of its headers', HEAD],
  ['stops in the middle of its body', `${HEAD}Content-Length: 100\r\n\r\n<xml>`],
  ['has asked and asks nothing more', `${HEAD}Content-Length: 0\r\n\r\n`],
])('a connection that %s is cut', async (_what, sent) => {
  const { socket, closed } = await dial(await listening(createLimitedServer(echo, BRIEF)));
  socket.write(sent);
  await closed;
});

it('one that sends a byte now and then is cut all the same', async () => {
  const { socket, closed } = await dial(await listening(createLimitedServer(echo, BRIEF)));
  socket.write(HEAD);
  const trickle = setInterval(() => socket.write('X'), 10);
  await closed;
  clearInterval(trickle);
});

it('headers beyond 16 KB are refused', async () => {
  const { socket, said, closed } = await dial(await listening(createLimitedServer(echo, PATIENT)));
  socket.write(`${HEAD}X-Long: ${'x'.repeat(17_000)}\r\n\r\n`);
  await closed;
  expect(said()).toMatch(/^HTTP\/1\.1 431 /);
});

it('cuts the connection that waits for longest where too many do, and answers the newest', async () => {
  const port = await listening(createLimitedServer(echo, PATIENT));
  const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => dial(port)));
  const newest = await dial(port);
  await Promise.race([first?.closed, ...others.map(({ closed }) => closed)]);

  newest.socket.write(`${HEAD}Content-Length: 0\r\n\r\n`);
  await once(newest.socket, 'data');
  expect(newest.said()).toMatch(/^HTTP\/1\.1 200 /);
});

it('leaves a connection alone whose request is being answered', async () => {
  const held: (() => void)[] = [];
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const port = await listening(
    createLimitedServer((_request, response) => {
      held.push(() => response.end('late'));
      begin();
    }, PATIENT),
  );
  const busy = await dial(port);
  busy.socket.write(`${HEAD}Content-Length: 0\r\n\r\n`);
  await begun;
  const waiting = await Promise.all(Array.from({ length: 6 }, () => dial(port)));
  await Promise.race(waiting.map(({ closed }) => closed));

  held.forEach((answer) => answer());
  await once(busy.socket, 'data');
  expect(busy.said()).toContain('late');
});

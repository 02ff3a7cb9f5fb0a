import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { requestBytes, sendRaw } from '../../../../scripts/soak/hostile/raw-request.ts';
import { testApp } from '../../../support/test-app.ts';

it.each([
  ['an address that is none', { path: 'http://[::1', body: 'abc' }],
  ['a whole address, as to a proxy', { path: 'http://example.com/wecom/callback' }],
])('refuses %s, and is not at fault itself', async (_what, request) => {
  const app = await testApp();
  const handle = app.app.http.callback();
  const server = createServer((asked, response) => void handle(asked, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());

  const { statuses } = await sendRaw({ port: (server.address() as AddressInfo).port }, requestBytes(request));

  expect(statuses).toEqual([400]);
  expect(app.faults).toEqual([]);
});

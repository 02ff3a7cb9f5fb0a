import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the stub saw it; `path` without `/cgi-bin/`. */
export interface StubRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  body: string;
}

/** What a test wants answered: a JSON reply, or anything else by hand. */
export type StubAnswer = (request: StubRequest, response: ServerResponse) => object | void;

/** A stand-in for WeCom's server on loopback, which records what it is asked. */
export interface WecomStub {
  baseUrl: string;
  requests: StubRequest[];
  /** How often `path` was asked. */
  count(path: string): number;
  close(): Promise<void>;
}

/** Starts a stub; an answer of undefined means that the test writes the response itself, or never. */
export async function startWecomStub(answer: StubAnswer): Promise<WecomStub> {
  const requests: StubRequest[] = [];
  const server = createServer((incoming, response) => {
    void read(incoming).then((request) => {
      requests.push(request);
      const reply = answer(request, response);
      if (reply) response.setHeader('content-type', 'application/json').end(JSON.stringify(reply));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    count: (path) => requests.filter((request) => request.path === path).length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(incoming: IncomingMessage): Promise<StubRequest> {
  const url = new URL(incoming.url ?? '/', 'http://stub');
  let body = '';
  for await (const chunk of incoming.setEncoding('utf8')) body += chunk;
  return {
    method: incoming.method ?? '',
    path: url.pathname.replace(/^\/cgi-bin\//, ''),
    query: Object.fromEntries(url.searchParams),
    body,
  };
}

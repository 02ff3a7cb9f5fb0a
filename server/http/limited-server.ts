import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long a connection may take, in milliseconds, and how many may stand there without a request. */
export interface ConnectionLimits {
  /** From the beginning of a request, or of a connection that sends none, to the end of its headers. */
  headersMs: number;
  /** To the end of its body. */
  requestMs: number;
  /** Between two requests. */
  idleMs: number;
  /** How often the above is looked at. */
  lookMs: number;
  /** Connections that wait; beyond, the one that has waited longest is cut. */
  waiting: number;
}

/** WeCom gives up after 5 seconds; slower senders only hold sockets. */
const LIMITS: ConnectionLimits = {
  headersMs: 10_000,
  requestMs: 15_000,
  idleMs: 5000,
  lookMs: 1000,
  waiting: 1000,
};
const HEADER_BYTES = 16 * 1024;

/** A server whose connections nobody can hold for long: those without a request give way to newer ones. */
export function createLimitedServer(listener: RequestListener, limits: ConnectionLimits = LIMITS): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.idleMs,
      connectionsCheckingInterval: limits.lookMs,
      maxHeaderSize: HEADER_BYTES,
    },
    listener,
  );
  const waiting = new Set<Socket>();
  const wait = (socket: Socket): void => {
    if (socket.destroyed) return;
    waiting.add(socket);
    const [oldest] = waiting;
    if (waiting.size > limits.waiting) oldest?.destroy();
  };
  server.on('connection', (socket) => {
    socket.once('close', () => waiting.delete(socket));
    wait(socket);
  });
  server.on('request', ({ socket }, response) => {
    waiting.delete(socket);
    response.once('close', () => wait(socket));
  });
  return server;
}

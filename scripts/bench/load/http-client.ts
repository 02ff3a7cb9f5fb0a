import { connect, type Socket } from 'node:net';

/** What became of the requests of one load. */
export interface Load {
  /** When it began, in milliseconds since 1970. */
  begun: number;
  seconds: number;
  /** How many were answered with each HTTP status. */
  statuses: Record<number, number>;
  /** Milliseconds of each, in the order of their making. */
  latencies: number[];
}

const HEAD_END = Buffer.from('\r\n\r\n');
const LENGTH = /\r\ncontent-length: *(\d+)/i;

/**
 * One kept-alive connection that asks one thing at a time. Node's own client costs as much as the servers that are
 * measured here, and both sit on the same machine.
 */
export class Connection {
  #socket: Socket | null = null;
  #received: Buffer = Buffer.alloc(0);
  #answered: { resolve: (status: number) => void; reject: (error: Error) => void } | null = null;

  constructor(readonly port: number) {}

  /** Sends the bytes of one HTTP request and gives the status of its answer. */
  ask(request: Buffer): Promise<number> {
    const socket = (this.#socket ??= this.#open());
    return new Promise((resolve, reject) => {
      this.#answered = { resolve, reject };
      socket.write(request);
    });
  }

  /** Lets go of it. */
  close(): void {
    this.#answered = null;
    this.#socket?.destroy();
  }

  #open(): Socket {
    const socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true });
    socket.on('data', (part) => this.#read(part));
    socket.on('error', (error) => this.#fail(error));
    // A server that refuses a body closes after its answer; the next question opens again.
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#fail(new Error('the server hung up before it had answered'));
    });
    this.#received = Buffer.alloc(0);
    return socket;
  }

  #read(part: Buffer): void {
    this.#received = this.#received.length === 0 ? part : Buffer.concat([this.#received, part]);
    const end = this.#received.indexOf(HEAD_END);
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end);
    const length = Number(LENGTH.exec(head)?.[1] ?? 0);
    if (this.#received.length < end + HEAD_END.length + length) return;
    this.#received = Buffer.alloc(0);
    if (/\r\nconnection: close/i.test(head)) {
      this.#socket?.destroy();
      this.#socket = null;
    }
    const answered = this.#answered;
    this.#answered = null;
    answered?.resolve(Number(head.slice(9, 12)));
  }

  #fail(error: Error): void {
    const answered = this.#answered;
    this.#answered = null;
    answered?.reject(error);
  }
}

/** Asks everything as fast as it is answered, `width` at a time. */
export async function closedLoop(port: number, width: number, requests: readonly (() => Buffer)[]): Promise<Load> {
  const statuses: Record<number, number> = {};
  const latencies: number[] = new Array<number>(requests.length);
  let next = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: width }, async () => {
      const connection = new Connection(port);
      for (let at = next++; at < requests.length; at = next++) {
        const request = requests[at]?.();
        if (!request) break;
        const asked = performance.now();
        const status = await connection.ask(request);
        latencies[at] = performance.now() - asked;
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
      connection.close();
    }),
  );
  return loadSince(begun, statuses, latencies);
}

/** The instants, in milliseconds from the beginning, at which an open loop means to ask. */
export const intendedTimes = (count: number, perSecond: number): number[] =>
  Array.from({ length: count }, (_, at) => (at * 1000) / perSecond);

/**
 * Asks at a steady rate whether earlier questions are answered or not. A question's time counts from when it was meant
 * to be asked, so that a server that stops for a while cannot hide how long the next ones would have waited.
 */
export async function openLoop(port: number, perSecond: number, requests: readonly (() => Buffer)[]): Promise<Load> {
  const statuses: Record<number, number> = {};
  const latencies: number[] = new Array<number>(requests.length);
  const idle: Connection[] = [];
  const opened: Connection[] = [];
  const inFlight: Promise<void>[] = [];
  const begun = performance.now();
  const ask = async (at: number, due: number): Promise<void> => {
    const request = requests[at]?.();
    if (!request) return;
    const connection = idle.pop() ?? new Connection(port);
    if (!opened.includes(connection)) opened.push(connection);
    const status = await connection.ask(request);
    latencies[at] = performance.now() - due;
    statuses[status] = (statuses[status] ?? 0) + 1;
    idle.push(connection);
  };
  for (const [at, offset] of intendedTimes(requests.length, perSecond).entries()) {
    const due = begun + offset;
    await until(due);
    inFlight.push(ask(at, due));
  }
  await Promise.all(inFlight);
  for (const connection of opened) connection.close();
  return loadSince(begun, statuses, latencies);
}

const loadSince = (begun: number, statuses: Load['statuses'], latencies: number[]): Load => ({
  begun: performance.timeOrigin + begun,
  seconds: (performance.now() - begun) / 1000,
  ...{ statuses, latencies },
});

async function until(instant: number): Promise<void> {
  const left = instant - performance.now();
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
}

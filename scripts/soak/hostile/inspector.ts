/** What a process holds after it has thrown away all it can, in MB. */
export interface Held {
  heap: number;
  /** Buffers and the like beside the heap. */
  beside: number;
}

/** Lets a process that was started with `--inspect=PORT` collect its garbage, and asks what is left. */
export async function heldAfterCollection(port: number): Promise<Held> {
  const listed = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(listed[0]?.webSocketDebuggerUrl ?? '');
  await new Promise((opened, failed) => {
    socket.addEventListener('open', opened);
    socket.addEventListener('error', () => failed(new Error('The inspector did not let us in.')));
  });
  let id = 0;
  const ask = (method: string): Promise<Record<string, number>> =>
    new Promise((answered) => {
      const mine = (id += 1);
      socket.addEventListener('message', ({ data }) => {
        const answer = JSON.parse(String(data)) as { id?: number; result?: Record<string, number> };
        if (answer.id === mine) answered(answer.result ?? {});
      });
      socket.send(JSON.stringify({ id: mine, method }));
    });
  try {
    await ask('HeapProfiler.collectGarbage');
    const { usedSize = 0, backingStorageSize = 0, embedderHeapUsedSize = 0 } = await ask('Runtime.getHeapUsage');
    const megabyte = 1024 * 1024;
    return { heap: usedSize / megabyte, beside: (backingStorageSize + embedderHeapUsedSize) / megabyte };
  } finally {
    socket.close();
  }
}

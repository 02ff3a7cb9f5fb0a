import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** The sandbox's stream of changes: whether it is connected, and a way to try again now. */
export interface Live {
  online: Readonly<Ref<boolean>>;
  reconnect(): void;
}

const RETRY_MS = 2000;
const GATHER_MS = 40;

/**
 * Follows the server-sent events at `url`. `onChanged` gets the names that changed, gathered for a moment;
 * `onReturn` is called after every connection but the first, because changes may have been missed.
 */
export function followChanges(url: string, onChanged: (names: Set<string>) => void, onReturn: () => void): Live {
  const online = ref(true);
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let opened = false;
  let gathered = new Set<string>();

  function flush(): void {
    const names = gathered;
    gathered = new Set();
    onChanged(names);
  }

  function connect(): void {
    clearTimeout(retry);
    source?.close();
    const stream = new EventSource(url);
    source = stream;
    stream.onopen = () => {
      online.value = true;
      if (opened) onReturn();
      opened = true;
    };
    stream.onmessage = ({ data }: MessageEvent<unknown>) => {
      const names = changedNames(data);
      if (names.length > 0 && gathered.size === 0) setTimeout(flush, GATHER_MS);
      for (const name of names) gathered.add(name);
    };
    stream.onerror = () => {
      online.value = false;
      opened = true;
      // The browser retries a dropped stream but gives up on a refused one.
      if (stream.readyState === EventSource.CLOSED) retry = setTimeout(connect, RETRY_MS);
    };
  }

  connect();
  onScopeDispose(() => {
    clearTimeout(retry);
    source?.close();
  });
  return { online: readonly(online), reconnect: connect };
}

function changedNames(message: unknown): string[] {
  try {
    const { changed } = JSON.parse(String(message)) as { changed?: unknown };
    return Array.isArray(changed) ? changed.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

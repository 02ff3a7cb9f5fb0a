import { watch } from 'vue';

/** Tells the sandbox that a chat was looked at: once for each newest thing that is on screen and unread. */
export function useReading(newestUnread: () => string | null, read: () => Promise<unknown>): void {
  let told: string | null = null;
  watch(
    newestUnread,
    (newest) => {
      if (newest === null || newest === told) return;
      told = newest;
      // Unread marks are a courtesy; one that fails comes again with the next message.
      read().catch(() => (told = null));
    },
    { immediate: true },
  );
}

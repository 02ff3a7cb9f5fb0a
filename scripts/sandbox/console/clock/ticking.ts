import { onScopeDispose, ref, watch, type Ref } from 'vue';

import type { SandboxClock } from '../../api.ts';

/**
 * The sandbox's present in epoch milliseconds, carried on between readings while its clock runs; null before the first.
 * Measured by the browser's monotonic timer, so the machine's own date does not matter.
 */
export function tickingClock(reading: Readonly<Ref<SandboxClock | null>>): Readonly<Ref<number | null>> {
  const now = ref<number | null>(null);
  let readAt = 0;

  function tick(): void {
    const { value } = reading;
    if (value) now.value = Date.parse(value.now) + (value.running ? performance.now() - readAt : 0);
  }

  watch(
    reading,
    () => {
      readAt = performance.now();
      tick();
    },
    { immediate: true },
  );
  const timer = setInterval(tick, 1000);
  onScopeDispose(() => clearInterval(timer));
  return now;
}

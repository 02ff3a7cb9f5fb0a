import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';

import { sentenceOf } from './control.ts';

/** Something read from the sandbox that stays on screen while it is read again. */
export interface Loaded<T> {
  /** The newest answer, or null before the first one. */
  value: ShallowRef<T | null>;
  /** Why the last reading failed, as a Chinese sentence. */
  error: Ref<string | null>;
  /** True when the first answer takes so long that a skeleton should show. */
  slow: Ref<boolean>;
  /** Reads again; calls that come while a reading is under way share one more reading after it. */
  reload(): Promise<void>;
  /** Forgets what was read; an answer still under way is dropped. */
  reset(): void;
}

const SKELETON_AFTER_MS = 300;

/** Wraps a reading so that it is never run twice at once and an outdated answer never wins. */
export function loaded<T>(read: () => Promise<T | null>): Loaded<T> {
  const value: ShallowRef<T | null> = shallowRef(null);
  const error = ref<string | null>(null);
  const slow = ref(false);
  let generation = 0;
  let again = false;
  let running: Promise<void> | null = null;

  async function readOnce(): Promise<void> {
    const mine = generation;
    const patience = setTimeout(() => (slow.value = value.value === null), SKELETON_AFTER_MS);
    try {
      const answer = await read();
      if (mine !== generation) return;
      value.value = answer;
      error.value = null;
    } catch (failure) {
      if (mine === generation) error.value = sentenceOf(failure);
    } finally {
      clearTimeout(patience);
      slow.value = false;
    }
  }

  async function readUntilQuiet(): Promise<void> {
    do {
      again = false;
      await readOnce();
    } while (again);
    running = null;
  }

  function reload(): Promise<void> {
    if (running) again = true;
    else running = readUntilQuiet();
    return running;
  }

  function reset(): void {
    generation += 1;
    value.value = null;
    error.value = null;
  }

  return { value, error, slow, reload, reset };
}

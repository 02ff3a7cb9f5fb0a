import { ref, type Ref } from 'vue';

import { sentenceOf } from './control.ts';

/** One thing a person does on the page, with its waiting and its failure shown where it was done. */
export interface Action {
  busy: Ref<boolean>;
  error: Ref<string | null>;
  /** Does it unless it is being done already; answers whether it succeeded. */
  run(act: () => Promise<unknown>): Promise<boolean>;
  /** Does the failed one again. */
  retry(): Promise<boolean>;
  /** Forgets the failure. */
  dismiss(): void;
}

/** Keeps busy state and error sentence for one place of the page. */
export function useAction(): Action {
  const busy = ref(false);
  const error = ref<string | null>(null);
  let last: (() => Promise<unknown>) | null = null;

  async function run(act: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false;
    last = act;
    busy.value = true;
    error.value = null;
    try {
      await act();
      return true;
    } catch (failure) {
      error.value = sentenceOf(failure);
      return false;
    } finally {
      busy.value = false;
    }
  }

  function dismiss(): void {
    error.value = null;
    last = null;
  }

  return { busy, error, run, dismiss, retry: () => (last ? run(last) : Promise.resolve(false)) };
}

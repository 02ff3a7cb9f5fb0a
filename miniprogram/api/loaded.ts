import { ref, type Ref } from 'vue';

import { asRefusal, type Refusal } from './refusal.ts';

/** Something that is fetched: what is known of it, and why there is nothing newer. */
export interface Loaded<T> {
  data: Ref<T | null>;
  refusal: Ref<Refusal | null>;
  /** Fetches anew; an answer that a later question has overtaken is dropped. */
  load(): Promise<void>;
}

/** Holds what `fetch` brings; old values stay until there are new ones. */
export function loaded<T>(fetch: () => Promise<T>): Loaded<T> {
  const data = ref(null) as Ref<T | null>;
  const refusal = ref<Refusal | null>(null);
  let latest = 0;
  return {
    data,
    refusal,
    async load() {
      const mine = ++latest;
      try {
        const fresh = await fetch();
        if (mine !== latest) return;
        data.value = fresh;
        refusal.value = null;
      } catch (failure) {
        if (mine === latest) refusal.value = asRefusal(failure);
      }
    },
  };
}

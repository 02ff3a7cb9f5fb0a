import { ref, type Ref } from 'vue';

import { asRefusal, type Refusal } from './refusal.ts';

/** Something one does that the server may refuse: whether it is under way, and why it was refused the last time. */
export interface Acting {
  busy: Ref<boolean>;
  refusal: Ref<Refusal | null>;
  /** Does it, with all that follows a success; tells whether it went well. */
  act(work: () => Promise<unknown>): Promise<boolean>;
}

/** For whatever a button does. */
export function acting(): Acting {
  const busy = ref(false);
  const refusal = ref<Refusal | null>(null);
  return {
    ...{ busy, refusal },
    act: async (work) => {
      busy.value = true;
      refusal.value = null;
      try {
        await work();
        return true;
      } catch (failure) {
        refusal.value = asRefusal(failure);
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}

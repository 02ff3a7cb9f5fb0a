import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';

import { api, type SegmentSampleView } from '../../api/client.ts';
import { loaded } from '../../api/loaded.ts';
import { online } from '../../api/network.ts';
import { asRefusal, type Refusal } from '../../api/refusal.ts';
import { writeRule, type Draft } from './rule-draft.view.ts';
import type { Counted } from './rule-tree.view.ts';

/** How long one goes on changing before the server is asked. */
const PAUSE_MS = 350;

/** The count of a draft as it is changed, and a sample of it. */
export interface LiveCount {
  counted: Ref<Counted | null>;
  /** What is shown belongs to an older rule. */
  old: ComputedRef<boolean>;
  /** A newer count is on its way. */
  counting: ComputedRef<boolean>;
  refusal: Ref<Refusal | null>;
  sample: Ref<SegmentSampleView | null>;
  sampleRefusal: Ref<Refusal | null>;
  again(): void;
  /** Others of the same rule; from the beginning once all have been shown. */
  sampleOthers(): Promise<void>;
}

/** Counts a draft whenever it changes, after a pause; an answer that a later change has overtaken is dropped. */
export function liveCount(draft: Ref<Draft | null>): LiveCount {
  const counted = shallowRef<Counted | null>(null);
  const refusal = ref<Refusal | null>(null);
  const after = ref<string | null>(null);
  const old = computed(() => draft.value !== (counted.value?.draft ?? null));
  const counting = computed(() => old.value && refusal.value === null);
  const { data: sample, refusal: sampleRefusal, load } = loaded(() => sampleOf(counted.value?.draft, after.value));
  let pause: ReturnType<typeof setTimeout> | undefined;

  async function count(): Promise<void> {
    const asked = draft.value;
    if (asked === null) return;
    try {
      const answer = await api.countSegment({ rule: writeRule(asked) });
      if (asked !== draft.value) return;
      counted.value = { draft: asked, count: answer };
      refusal.value = null;
      after.value = null;
      await load();
    } catch (failure) {
      if (asked === draft.value) refusal.value = asRefusal(failure);
    }
  }

  function again(): void {
    clearTimeout(pause);
    refusal.value = null;
    void count();
  }

  watch(draft, (_fresh, old) => {
    clearTimeout(pause);
    refusal.value = null;
    pause = setTimeout(() => void count(), old === null ? 0 : PAUSE_MS);
  });
  watch(online, (connected) => connected && refusal.value?.again && again());

  async function sampleOthers(): Promise<void> {
    after.value = sample.value?.next ?? null;
    await load();
  }

  return { counted, old, counting, refusal, sample, sampleRefusal, again, sampleOthers };
}

async function sampleOf(draft: Draft | undefined, after: string | null): Promise<SegmentSampleView> {
  if (draft === undefined) return { inside: [], outside: [], next: null };
  return api.sampleSegment({ rule: writeRule(draft), after });
}

import { nextTick, onMounted, ref, watch, type Ref } from 'vue';

/** A chat that follows its newest line unless its reader has scrolled up. */
export interface StickToEnd {
  /** True when something new came while the reader was further up. */
  missed: Ref<boolean>;
  onScroll(): void;
  toEnd(): void;
}

const NEAR_PX = 60;

/** Follows the end of `box` whenever `newest` changes; a change of `chat` starts at the end again. */
export function useStickToEnd(
  box: Readonly<Ref<HTMLElement | null>>,
  newest: () => string | undefined,
  chat: () => string | null,
): StickToEnd {
  const missed = ref(false);
  let atEnd = true;

  function toEnd(): void {
    missed.value = false;
    atEnd = true;
    if (box.value) box.value.scrollTop = box.value.scrollHeight;
  }

  function onScroll(): void {
    if (!box.value) return;
    const { scrollHeight, scrollTop, clientHeight } = box.value;
    atEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (atEnd) missed.value = false;
  }

  watch(chat, () => (atEnd = true));
  watch(newest, async () => {
    await nextTick();
    if (atEnd) toEnd();
    else missed.value = true;
  });
  onMounted(() => {
    toEnd();
    // A hidden tab has no height, and a keyboard takes some away: the end has to be found again then.
    if (box.value) new ResizeObserver(() => atEnd && toEnd()).observe(box.value);
  });
  return { missed, onScroll, toEnd };
}

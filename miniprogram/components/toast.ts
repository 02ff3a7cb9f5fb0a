import { ref } from 'vue';

const STAYS_MS = 3000;

/** What the toast says at present; null while there is none. */
export const toast = ref<string | null>(null);

let ending: ReturnType<typeof setTimeout> | undefined;

/** Says that something is done; never for what failed. */
export function showToast(sentence: string): void {
  clearTimeout(ending);
  toast.value = sentence;
  ending = setTimeout(() => (toast.value = null), STAYS_MS);
}

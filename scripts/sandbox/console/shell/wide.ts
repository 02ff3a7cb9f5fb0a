import { onScopeDispose, ref, type Ref } from 'vue';

/** Whether the three columns fit side by side (1000 px and more). */
export function useWide(): Readonly<Ref<boolean>> {
  const query = window.matchMedia('(min-width: 1000px)');
  const wide = ref(query.matches);
  const follow = (): void => void (wide.value = query.matches);
  query.addEventListener('change', follow);
  onScopeDispose(() => query.removeEventListener('change', follow));
  return wide;
}

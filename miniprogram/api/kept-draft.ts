import { me } from './me.ts';

/** The forms whose drafts are kept. */
type Form = 'segment' | 'campaign' | 'occasion';

interface Kept {
  /** Who wrote it: a colleague who logs in on this device must not find it. */
  by: string;
  form: Form;
  of: string | null;
  draft: unknown;
}

/** What the member has written in one form and not saved; it stays on this device, so that neither a lost session nor a closed page loses it. */
export interface KeptDrafts<Draft> {
  /** Keeps the draft of a thing; null stands for a new one. */
  keep(of: string | null, draft: Draft): void;
  /** The draft of a thing that is not saved; null where there is none. */
  find(of: string | null): Draft | null;
  /** Forgets a draft that was saved or given up. */
  forget(of: string | null): void;
}

const KEPT = 'changke.drafts';
/** Older ones give way. */
const MOST = 10;

/** The member's drafts in a form. */
export function keptDrafts<Draft>(form: Form): KeptDrafts<Draft> {
  const isMeant = (kept: Kept, of: string | null): boolean => kept.form === form && kept.of === of && kept.by === who();
  const others = (of: string | null): Kept[] => read().filter((kept) => !isMeant(kept, of));
  return {
    keep: (of, draft) => uni.setStorageSync(KEPT, [{ by: who(), form, of, draft }, ...others(of)].slice(0, MOST)),
    find: (of) => (read().find((kept) => isMeant(kept, of))?.draft as Draft | undefined) ?? null,
    forget: (of) => uni.setStorageSync(KEPT, others(of)),
  };
}

const who = (): string => me.data.value?.id ?? '';

function read(): Kept[] {
  const stored: unknown = uni.getStorageSync(KEPT);
  return Array.isArray(stored) ? (stored as Kept[]) : [];
}

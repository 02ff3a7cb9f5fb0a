import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';

import { api, type SegmentView } from '../../api/client.ts';
import { keptDrafts } from '../../api/kept-draft.ts';
import { me } from '../../api/me.ts';
import { asRefusal, type Refusal } from '../../api/refusal.ts';
import { EMPTY_DRAFT, readRule, writeRule, type Draft, type Leaf, type Path } from './rule-draft.view.ts';

/** A condition that is being filled in and is not in the rule yet. */
export interface Filling extends Leaf {
  /** Which line it changes; null for a new one. */
  path: Path | null;
  /** Where a new one goes, and whether as the first of a group. */
  into: Path;
  grouped: boolean;
}

/** A segment while it is built: what is saved of it, what is changed, and what stands in the way. */
export interface SegmentBuilder {
  /** Null until a new one is saved. */
  id: Ref<string | null>;
  name: Ref<string>;
  /** Null until it is known. */
  draft: Ref<Draft | null>;
  /** The condition that is open in the form. */
  filling: Ref<Filling | null>;
  ready: Ref<boolean>;
  editable: Ref<boolean>;
  /** Changed and not saved. */
  changed: ComputedRef<boolean>;
  /** What is shown was left unsaved here some other time. */
  restored: Ref<boolean>;
  refusal: Ref<Refusal | null>;
  saving: Ref<boolean>;
  saveRefusal: Ref<Refusal | null>;
  open(id: string | null): Promise<void>;
  /** Goes back to what is saved. */
  giveUp(): Promise<void>;
  /** Saves name and rule; tells whether that went well. */
  save(): Promise<boolean>;
  /** Saves the rule as a segment of one's own; its id, or null where that was refused. */
  copy(name: string): Promise<string | null>;
}

/** Builds a segment; what is not saved stays on this device. */
export function segmentBuilder(): SegmentBuilder {
  const drafts = keptDrafts<{ name: string; draft: Draft; filling: Filling | null }>('segment');
  const id = ref<string | null>(null);
  const name = ref('');
  const draft = shallowRef<Draft | null>(null);
  const filling = shallowRef<Filling | null>(null);
  const [ready, editable, restored, saving] = [ref(false), ref(false), ref(false), ref(false)];
  const [refusal, saveRefusal] = [ref<Refusal | null>(null), ref<Refusal | null>(null)];
  const saved = ref({ name: '', rule: '' });
  const changed = computed(() => {
    if (draft.value === null || !editable.value) return false;
    return name.value !== saved.value.name || ruleText(draft.value) !== saved.value.rule;
  });

  function show(segment: SegmentView | null): void {
    const known = segment ? readRule(segment.rule) : EMPTY_DRAFT;
    id.value = segment?.id ?? null;
    ready.value = segment?.ready ?? false;
    editable.value = segment?.editable ?? true;
    saved.value = { name: segment?.name ?? '', rule: ruleText(known) };
    const kept = editable.value ? drafts.find(id.value) : null;
    restored.value = kept !== null;
    name.value = kept?.name ?? saved.value.name;
    filling.value = kept?.filling ?? null;
    draft.value = kept?.draft ?? known;
  }

  async function open(asked: string | null): Promise<void> {
    refusal.value = null;
    try {
      if (me.data.value === null) await me.load();
      show(asked === null ? null : await api.segment({ id: asked }));
    } catch (failure) {
      refusal.value = asRefusal(failure);
    }
  }

  watch([name, draft, filling], () => {
    if (draft.value === null || !editable.value) return;
    saveRefusal.value = null;
    const open = filling.value;
    if (changed.value || open) drafts.keep(id.value, { name: name.value, draft: draft.value, filling: open });
    else drafts.forget(id.value);
  });

  async function giveUp(): Promise<void> {
    drafts.forget(id.value);
    await open(id.value);
  }

  async function write<T>(work: () => Promise<T>): Promise<T | null> {
    saving.value = true;
    saveRefusal.value = null;
    try {
      return await work();
    } catch (failure) {
      saveRefusal.value = asRefusal(failure);
      return null;
    } finally {
      saving.value = false;
    }
  }

  async function save(): Promise<boolean> {
    const building = draft.value;
    if (building === null) return false;
    const [was, input] = [id.value, { name: name.value, rule: writeRule(building) }];
    const kept = await write(() =>
      was === null ? api.createSegment(input) : api.updateSegment({ ...input, id: was }),
    );
    if (kept === null) return false;
    drafts.forget(was);
    [id.value, name.value, restored.value] = [kept.id, kept.name, false];
    saved.value = { name: kept.name, rule: ruleText(building) };
    return true;
  }

  async function copy(called: string): Promise<string | null> {
    const building = draft.value;
    if (building === null) return null;
    return (await write(() => api.createSegment({ name: called, rule: writeRule(building) })))?.id ?? null;
  }

  return {
    ...{ id, name, draft, filling, ready, editable, changed, restored, refusal, saving, saveRefusal },
    ...{ open, giveUp, save, copy },
  };
}

const ruleText = (draft: Draft): string => JSON.stringify(writeRule(draft));

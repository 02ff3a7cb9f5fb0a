import { watch, type Ref } from 'vue';

import type { WireEntry } from '../api.ts';
import type { Control } from './control.ts';
import { loaded, type Loaded } from './loaded.ts';
import type { Choice } from './speakers/choice.view.ts';
import { mergeWire, WIRE_LENGTH } from './wire/wire.view.ts';

/** What the page reads from the sandbox: its state, the chosen chats, the wire record and what comes next. */
export type Readings = ReturnType<typeof createReadings>;

/** Begins to read; the chats follow whoever is chosen. */
export function createReadings(control: Control, choice: Readonly<Ref<Choice>>) {
  let wireFloor = 0;

  const state = loaded(control.state);
  const chat = loaded(async () => (choice.value.memberId ? control.chat(choice.value.memberId) : null));
  const talk = loaded(async () => {
    const { customerId, peerId } = choice.value;
    return customerId && peerId ? control.talk(customerId, peerId) : [];
  });
  const wire: Loaded<WireEntry[]> = loaded(async () => {
    const known = wire.value.value ?? [];
    return mergeWire(known, await control.wire(known[0]?.seq ?? wireFloor, WIRE_LENGTH));
  });
  const upcoming = loaded(control.upcoming);

  watch(
    () => choice.value.memberId,
    () => (chat.reset(), chat.reload()),
  );
  watch(
    () => [choice.value.customerId, choice.value.peerId].join('\n'),
    () => (talk.reset(), talk.reload()),
  );

  function reloadAll(): void {
    for (const part of [state, chat, talk, wire, upcoming]) void part.reload();
  }

  /** Reads again what a change on the sandbox's event stream touches. */
  function reloadChanged(names: Set<string>): void {
    if (names.has(`chat:${choice.value.memberId}`)) void chat.reload();
    if (names.has(`customer:${choice.value.customerId}`)) void talk.reload();
    if (names.has('wire')) void wire.reload();
    if (names.has('wire') || names.has('clock')) void upcoming.reload();
    if ([...names].some((name) => name !== 'wire')) void state.reload();
  }

  /** Reads everything from the start, for a sandbox that may have begun anew. */
  function restart(): void {
    wireFloor = 0;
    wire.reset();
    reloadAll();
  }

  async function clearWire(): Promise<void> {
    await control.clearWire();
    wireFloor = wire.value.value?.[0]?.seq ?? wireFloor;
    wire.reset();
    await wire.reload();
  }

  reloadAll();
  return { state, chat, talk, wire, upcoming, reloadAll, reloadChanged, restart, clearWire };
}

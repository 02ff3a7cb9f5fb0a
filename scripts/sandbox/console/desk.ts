import { computed, inject, ref, watch, type InjectionKey } from 'vue';

import { useAction } from './action.ts';
import type { WireEntry } from '../api.ts';
import type { Control } from './control.ts';
import { followChanges } from './live.ts';
import { loaded, type Loaded } from './loaded.ts';
import { tickingClock } from './clock/ticking.ts';
import { keepChoice, keptChoice } from './speakers/kept-choice.ts';
import { settleChoice, withMember, type Choice } from './speakers/choice.view.ts';
import { mergeWire, WIRE_LENGTH } from './wire/wire.view.ts';

/** Which column a narrow screen shows. */
export type Tab = 'bot' | 'phone' | 'wire';

/** All that the page knows and does, shared by its columns. */
export type Desk = ReturnType<typeof createDesk>;

/** Where components find the desk. */
export const deskKey: InjectionKey<Desk> = Symbol('desk');

/** The desk of the page that a component stands on. */
export function useDesk(): Desk {
  const desk = inject(deskKey);
  if (!desk) throw new Error('The console is not provided with a desk');
  return desk;
}

/** Reads the sandbox, follows its changes and remembers who is chosen. */
export function createDesk(control: Control) {
  const choice = ref<Choice>(keptChoice());
  const tab = ref<Tab>(choice.value.speaking === 'customer' ? 'phone' : 'bot');
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
  const clock = tickingClock(computed(() => state.value.value?.clock ?? null));

  const member = computed(
    () => state.value.value?.members.find(({ userid }) => userid === choice.value.memberId) ?? null,
  );
  const customer = computed(
    () => state.value.value?.customers.find(({ externalUserId }) => externalUserId === choice.value.customerId) ?? null,
  );
  const peer = computed(() => customer.value?.contacts.find(({ userid }) => userid === choice.value.peerId) ?? null);

  watch(state.value, (known) => known && (choice.value = settleChoice(choice.value, known)));
  watch(choice, keepChoice);
  watch(
    () => choice.value.memberId,
    () => (chat.reset(), chat.reload()),
  );
  watch(
    () => [choice.value.customerId, choice.value.peerId].join('\n'),
    () => (talk.reset(), talk.reload()),
  );

  function speakAs(speaking: Choice['speaking']): void {
    if (choice.value.speaking !== speaking) choice.value = { ...choice.value, speaking };
  }

  function reloadAll(): void {
    for (const part of [state, chat, talk, wire, upcoming]) void part.reload();
  }

  function onChanged(names: Set<string>): void {
    if (names.has(`chat:${choice.value.memberId}`)) void chat.reload();
    if (names.has(`customer:${choice.value.customerId}`)) void talk.reload();
    if (names.has('wire')) void wire.reload();
    if (names.has('wire') || names.has('clock')) void upcoming.reload();
    if ([...names].some((name) => name !== 'wire')) void state.reload();
  }

  const live = followChanges(control.events, onChanged, () => {
    // The sandbox may have begun anew, so its wire record is read from the start.
    wireFloor = 0;
    wire.reset();
    reloadAll();
  });
  reloadAll();

  const jump = useAction();
  const move = (by: Parameters<Control['moveClock']>[0]): Promise<boolean> =>
    jump.run(async () => {
      await control.moveClock(by);
      reloadAll();
    });

  return {
    control,
    live,
    state,
    chat,
    talk,
    wire,
    upcoming,
    clock,
    /** Moving the clock; busy until all that was due has happened. */
    jump: { ...jump, move },
    choice,
    tab,
    member,
    customer,
    peer,
    reloadAll,
    speakAs,
    chooseMember(userid: string): void {
      choice.value = withMember(choice.value, userid, customer.value);
      tab.value = 'bot';
    },
    /** Takes up a customer's phone, with the chat of `peerId` where he has that contact. */
    async chooseCustomer(customerId: string, peerId?: string): Promise<void> {
      if (!state.value.value?.customers.some(({ externalUserId }) => externalUserId === customerId))
        await state.reload();
      const chosen = { ...choice.value, speaking: 'customer' as const, customerId, ...(peerId && { peerId }) };
      choice.value = state.value.value ? settleChoice(chosen, state.value.value) : chosen;
      tab.value = 'phone';
    },
    choosePeer(peerId: string): void {
      choice.value = { ...choice.value, peerId };
    },
    showTab(shown: Tab): void {
      tab.value = shown;
      if (shown !== 'wire') speakAs(shown === 'bot' ? 'member' : 'customer');
    },
    async clearWire(): Promise<void> {
      await control.clearWire();
      wireFloor = wire.value.value?.[0]?.seq ?? wireFloor;
      wire.reset();
      await wire.reload();
    },
  };
}

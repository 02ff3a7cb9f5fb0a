import { computed, inject, ref, watch, type InjectionKey, type Ref } from 'vue';

import { useAction } from './action.ts';
import { tickingClock } from './clock/ticking.ts';
import type { Control } from './control.ts';
import { followChanges } from './live.ts';
import { createReadings, type Readings } from './readings.ts';
import { settleChoice, withMember, type Choice } from './speakers/choice.view.ts';
import { keepChoice, keptChoice } from './speakers/kept-choice.ts';
import { onDay } from './time.view.ts';

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
  const readings = createReadings(control, choice);
  const { state, reloadAll } = readings;
  const live = followChanges(control.events, readings.reloadChanged, readings.restart);
  const clock = tickingClock(computed(() => state.value.value?.clock ?? null));
  // Midnight changes once a day where the clock changes every second, so day labels are not worked out each second.
  const today = computed(() => (clock.value === null ? 0 : onDay(clock.value, 0, '00:00')));

  watch(state.value, (known) => known && (choice.value = settleChoice(choice.value, known)));
  watch(choice, keepChoice);

  const jump = useAction();
  const move = (by: Parameters<Control['moveClock']>[0]): Promise<boolean> =>
    jump.run(async () => {
      await control.moveClock(by);
      reloadAll();
    });

  return {
    ...readings,
    control,
    live,
    /** The sandbox's present in epoch milliseconds, and the Shanghai midnight before it; null and 0 while unknown. */
    clock,
    today,
    /** Moving the clock; busy until all that was due has happened. */
    jump: { ...jump, move },
    ...createChoosing(choice, readings),
  };
}

/** Who is chosen, and how to choose somebody else. */
function createChoosing(choice: Ref<Choice>, { state }: Readings) {
  const tab = ref<Tab>(choice.value.speaking === 'customer' ? 'phone' : 'bot');
  const members = computed(() => state.value.value?.members ?? []);
  const customers = computed(() => state.value.value?.customers ?? []);
  const member = computed(() => members.value.find(({ userid }) => userid === choice.value.memberId) ?? null);
  const customer = computed(
    () => customers.value.find(({ externalUserId }) => externalUserId === choice.value.customerId) ?? null,
  );
  const peer = computed(() => customer.value?.contacts.find(({ userid }) => userid === choice.value.peerId) ?? null);

  function speakAs(speaking: Choice['speaking']): void {
    if (choice.value.speaking !== speaking) choice.value = { ...choice.value, speaking };
  }

  function chooseMember(userid: string): void {
    choice.value = withMember(choice.value, userid, customer.value);
    tab.value = 'bot';
  }

  /** Takes up a customer's phone, with the chat of `peerId` where he has that contact. */
  async function chooseCustomer(customerId: string, peerId?: string): Promise<void> {
    if (!customers.value.some(({ externalUserId }) => externalUserId === customerId)) await state.reload();
    const chosen = { ...choice.value, speaking: 'customer' as const, customerId, ...(peerId && { peerId }) };
    choice.value = state.value.value ? settleChoice(chosen, state.value.value) : chosen;
    tab.value = 'phone';
  }

  function choosePeer(peerId: string): void {
    choice.value = { ...choice.value, peerId };
  }

  function showTab(shown: Tab): void {
    tab.value = shown;
    if (shown !== 'wire') speakAs(shown === 'bot' ? 'member' : 'customer');
  }

  return {
    choice,
    tab,
    members,
    customers,
    member,
    customer,
    peer,
    speakAs,
    chooseMember,
    chooseCustomer,
    choosePeer,
    showTab,
  };
}

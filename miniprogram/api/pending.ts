import { computed, ref, watch } from 'vue';

import { alone } from '~platform/alone.ts';

import { api } from './client.ts';
import { me } from './me.ts';
import { online } from './network.ts';
import { Refusal } from './refusal.ts';

/** A contact that was written down without a network. */
export interface PendingFollowup {
  /** Who wrote it: a colleague who logs in on this device must not send it as his own. */
  by: string;
  customerId: string;
  text: string;
  /** When it was written, by this device's clock: its 明天 is counted from there. */
  saidAt: string;
  /** What keeps it here for good, in a sentence for its author; null while it waits for a network. */
  refusedFor: string | null;
}

const KEPT = 'changke.pending';

const kept = ref<PendingFollowup[]>(read());

/** What the member wrote down and the server does not have. */
export const pending = computed(() => kept.value.filter(({ by }) => by === me.data.value?.id));

/** How many contacts wait for a network. */
export const pendingCount = computed(() => pending.value.filter(({ refusedFor }) => refusedFor === null).length);

/** Keeps a contact on this device until there is a network; false where nobody is known whose it would be. */
export function keepForLater(followup: { customerId: string; text: string }): boolean {
  const by = me.data.value?.id;
  if (by === undefined) return false;
  change((all) => [...all, { ...followup, by, saidAt: new Date().toISOString(), refusedFor: null }]);
  return true;
}

/** Forgets a contact that the server will never take. */
export const forget = (followup: PendingFollowup): void => change((all) => all.filter((each) => !same(each, followup)));

watch([online, me.data], ([connected]) => connected && void sendPending());

let sending = false;

/** Sends what waits, in the order in which it was written; what the server refuses for good stays, with its sentence. */
export async function sendPending(): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    await alone(KEPT, sendAll);
  } catch (failure) {
    // Not reached after all: it goes on waiting.
    if (!(failure instanceof Refusal)) throw failure;
  } finally {
    sending = false;
  }
}

async function sendAll(): Promise<void> {
  // Another page of this browser may have kept or sent some meanwhile.
  kept.value = read();
  if (online.value && kept.value.length > 0 && me.data.value === null) await me.load();
  for (let next = waiting(); online.value && next; next = waiting()) await sendOne(next);
}

const waiting = (): PendingFollowup | undefined => pending.value.find(({ refusedFor }) => refusedFor === null);

async function sendOne(followup: PendingFollowup): Promise<void> {
  const { customerId, text, saidAt } = followup;
  try {
    const { question } = await api.logFollowup({ customerId, text, saidAt });
    if (question) stop(followup, `记上了，但下一步${stepWords(question.step)}的时间没说准，要到客户那里再定。`);
    else forget(followup);
  } catch (failure) {
    if (!(failure instanceof Refusal) || failure.again) throw failure;
    stop(followup, failure.sentence);
  }
}

const stepWords = (step: string): string => (step ? `“${step}”` : '');

const stop = (followup: PendingFollowup, refusedFor: string): void =>
  change((all) => all.map((each) => (same(each, followup) ? { ...each, refusedFor } : each)));

const same = (one: PendingFollowup, other: PendingFollowup): boolean =>
  (['by', 'customerId', 'text', 'saidAt'] as const).every((field) => one[field] === other[field]);

/** Changes what is kept as it is now, which need not be as this page last saw it. */
function change(to: (all: PendingFollowup[]) => PendingFollowup[]): void {
  kept.value = to(read());
  uni.setStorageSync(KEPT, kept.value);
}

function read(): PendingFollowup[] {
  const stored: unknown = uni.getStorageSync(KEPT);
  return Array.isArray(stored) ? (stored as PendingFollowup[]) : [];
}

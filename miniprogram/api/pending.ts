import { computed, ref, watch } from 'vue';

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
  /** Why the server will never take it; null while it waits. */
  refusedFor: string | null;
}

const KEPT = 'changke.pending';

const kept = ref<PendingFollowup[]>(read());

/** What the member wrote down and the server does not have. */
export const pending = computed(() => kept.value.filter(({ by }) => by === me.data.value?.id));

/** How many contacts wait for a network. */
export const pendingCount = computed(() => pending.value.filter(({ refusedFor }) => refusedFor === null).length);

/** Keeps a contact on this device until there is a network. */
export function keepForLater(followup: { customerId: string; text: string }): void {
  keep([...kept.value, { ...followup, by: me.data.value?.id ?? '', refusedFor: null }]);
}

/** Forgets a contact that the server will never take. */
export const forget = (followup: PendingFollowup): void => keep(kept.value.filter((each) => each !== followup));

watch([online, me.data], ([connected]) => connected && void sendPending());

let sending = false;

/** Sends what waits, in the order in which it was written; what the server refuses for good stays, with its sentence. */
export async function sendPending(): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    for (let next = waiting(); online.value && next; next = waiting()) await sendOne(next);
  } catch (failure) {
    // Not reached after all: it goes on waiting.
    if (!(failure instanceof Refusal)) throw failure;
  } finally {
    sending = false;
  }
}

const waiting = (): PendingFollowup | undefined => pending.value.find(({ refusedFor }) => refusedFor === null);

async function sendOne(followup: PendingFollowup): Promise<void> {
  try {
    await api.logFollowup({ customerId: followup.customerId, text: followup.text });
    forget(followup);
  } catch (failure) {
    if (!(failure instanceof Refusal) || failure.again) throw failure;
    keep(kept.value.map((each) => (each === followup ? { ...each, refusedFor: failure.sentence } : each)));
  }
}

function keep(followups: PendingFollowup[]): void {
  kept.value = followups;
  uni.setStorageSync(KEPT, followups);
}

function read(): PendingFollowup[] {
  const stored: unknown = uni.getStorageSync(KEPT);
  return Array.isArray(stored) ? (stored as PendingFollowup[]) : [];
}

import type { Enqueue } from '../../../server/db/run.ts';
import type { Ctx } from '../../../server/kernel/context.ts';
import { addSeconds } from '../../../server/kernel/dates.ts';
import { createMassSend, massSendCreated } from '../../../server/wecom/messages/create-mass-send.ts';
import {
  fetchMassResult,
  massResultFetched,
  stopMassSend,
  type FetchedMassResult,
} from '../../../server/wecom/messages/fetch-mass-result.ts';
import type { Random } from '../random.ts';

/** What WeCom said, as the product takes it over. */
export type Answer = (ctx: Ctx) => Promise<void>;

/** WeCom as it was: no message reaches anybody, but what was asked about mass sends has its answer. */
export interface WecomThen {
  enqueue: Enqueue;
  /** What it has answered since it was asked last, in the order of the questions. */
  takeAnswers(): Answer[];
  /** Whether a mass send is still of interest: nobody has confirmed or stopped it, as far as was told. */
  isOpen(): boolean;
}

interface Sent {
  recipients: readonly string[];
  /** When its member confirms; null for who forgets. */
  confirmedAt: Date | null;
}

const FORGOTTEN = 9;

/** Members confirm in the hours after; one in nine is forgotten. Now and then somebody has had his share of mass sends already. */
export function createWecomThen(random: Random): WecomThen {
  const massSends = new Map<string, Sent>();
  let answers: Answer[] = [];
  let named = 0;

  function create(now: Date, { massSendId, externalUserIds }: { massSendId: string; externalUserIds: string[] }): void {
    named += 1;
    const msgid = `msg-${String(named).padStart(6, '0')}`;
    const confirmedAt = named % FORGOTTEN === 0 ? null : addSeconds(now, random.int(8, 120) * 60);
    massSends.set(massSendId, { recipients: externalUserIds, confirmedAt });
    answers.push((ctx) => ctx.emit(massSendCreated, { massSendId, msgid, unreachable: [] }));
  }

  function tell(now: Date, massSendId: string, stopped: boolean): void {
    const sent = massSends.get(massSendId);
    const confirmedAt = sent?.confirmedAt && sent.confirmedAt <= now ? sent.confirmedAt : null;
    if (confirmedAt || stopped) massSends.delete(massSendId);
    const result: FetchedMassResult = {
      ...{ massSendId, stopped, confirmed: confirmedAt !== null },
      results: (sent?.recipients ?? []).map((externalUserId) =>
        confirmedAt === null
          ? { externalUserId, status: 'waiting', sentAt: null }
          : random.chance(0.02)
            ? { externalUserId, status: 'over-cap', sentAt: null }
            : { externalUserId, status: 'sent', sentAt: Math.floor(confirmedAt.getTime() / 1000) },
      ),
    };
    answers.push((ctx) => ctx.emit(massResultFetched, result));
  }

  return {
    enqueue({ now }, { code }, payload) {
      if (code === createMassSend.code) create(now, createMassSend.payload.parse(payload));
      else if (code === fetchMassResult.code) tell(now, fetchMassResult.payload.parse(payload).massSendId, false);
      else if (code === stopMassSend.code) tell(now, stopMassSend.payload.parse(payload).massSendId, true);
      return Promise.resolve();
    },
    takeAnswers() {
      const taken = answers;
      answers = [];
      return taken;
    },
    isOpen: () => massSends.size > 0,
  };
}

import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';
import { defineMessage } from '../../kernel/messages.ts';
import { WecomFault } from '../fault.ts';
import { readTasks, type MassResult } from './mass-pages.ts';

/** What became of a mass send so far. */
export interface FetchedMassResult {
  massSendId: string;
  confirmed: boolean;
  /** It can no longer be confirmed. */
  stopped: boolean;
  results: MassResult[];
}

/** WeCom has told what became of a mass send. */
export const massResultFetched = defineEvent<FetchedMassResult>('wecom.mass-result-fetched');

const named = z.object({ massSendId: z.string().min(1), msgid: z.string().min(1), userId: z.string().min(1) });
const example = { massSendId: '01J000000000000000000MASS', msgid: 'msgAAAAAAAAAAAAAAAA', userId: 'zhouhang' };
const lane = ({ massSendId }: { massSendId: string }) => `mass-result:${massSendId}`;

/** Asks WeCom whether a member has confirmed a mass send and who got it (wecom-api 6.4). */
export const fetchMassResult = defineMessage({
  code: 'wecom.fetch-mass-result',
  payload: named,
  example,
  channel: 'customers',
  whenUnknown: 'again',
  lane,
  answered: massResultFetched,
  deliver: async ({ wecom }, { massSendId, msgid, userId }): Promise<FetchedMassResult> => ({
    ...{ massSendId, stopped: false },
    ...(await readTasks(wecom, msgid, userId)),
  }),
});

/** Stops what the member has not confirmed (externalcontact/cancel_groupmsg_send, wecom-api 6.4), then asks who got it before. */
export const stopMassSend = defineMessage({
  code: 'wecom.stop-mass-send',
  payload: named,
  example,
  channel: 'customers',
  whenUnknown: 'again',
  lane,
  answered: massResultFetched,
  async deliver({ wecom }, { massSendId, msgid, userId }): Promise<FetchedMassResult> {
    try {
      await wecom.post('externalcontact/cancel_groupmsg_send', { msgid });
    } catch (error) {
      // It is stopped already, or unknown to WeCom; who got it is asked all the same.
      if (!(error instanceof WecomFault && error.treatment === 'give-up')) throw error;
    }
    try {
      return { massSendId, stopped: true, ...(await readTasks(wecom, msgid, userId)) };
    } catch (error) {
      if (!(error instanceof WecomFault && error.treatment === 'give-up')) throw error;
      return { massSendId, stopped: true, confirmed: false, results: [] };
    }
  },
});

import type { MassRecipient, MassSend } from '../../entities/mass-send.ts';
import { defineEvent } from '../kernel/events.ts';

/** How a customer's part of a mass send ended. */
export type MassOutcome = Exclude<MassRecipient['status'], 'waiting'>;

/** What became of some customers of a mass send; each customer of it is told of once. */
export interface SettledMassSend {
  massSendId: string;
  memberId: string;
  purpose: MassSend['purpose'];
  results: readonly { customerId: string; outcome: MassOutcome; at: Date }[];
}

/**
 * It is known what became of some customers of a mass send. `sender-left` and `withdrawn` mean that nothing went out
 * and that whoever planned it decides anew.
 */
export const massSendSettled = defineEvent<SettledMassSend>('mass-send.settled');

/** Why a customer did not get it, as people read it. */
export const MASS_SENTENCES: Record<Exclude<MassOutcome, 'sent'>, string> = {
  'not-friend': '已不是企业微信好友，没有送到。',
  'over-cap': '客户已收到其他群发，企业微信没有再送。',
  refused: '企业微信没有收下这次群发，没有送到。',
  expired: '当天没有确认，过时不补发。',
  'sender-left': '负责发送的同事离开了，没有发出。',
  withdrawn: '发出前收回了。',
};

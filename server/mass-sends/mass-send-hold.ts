import { In } from 'typeorm';
import { MassRecipient } from '../../entities/mass-send.ts';
import type { Held, Hold } from '../touches/hold.ts';

/** Who has a message on its way already: it waits for a member's confirmation, so the contact budget does not see it yet. */
export const massSendHold: Hold = async ({ db }, { customerIds }) => {
  const waiting = await db.find(MassRecipient, {
    select: { customerId: true },
    where: { customerId: In([...customerIds]), status: 'waiting' },
  });
  return new Map(waiting.map(({ customerId }) => [customerId, UNDERWAY]));
};

const UNDERWAY: Held = {
  reason: 'underway',
  cause: '已有一条在等确认',
  sentence: '已有一条消息在等同事确认，这次不发。',
};

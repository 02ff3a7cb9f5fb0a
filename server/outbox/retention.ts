import { In, LessThan, type FindOptionsWhere } from 'typeorm';
import { OutboxMessage } from '../../entities/outbox-message.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { addSeconds } from '../kernel/dates.ts';
import type { Channel, RegisteredMessage } from '../kernel/messages.ts';
import { shelvesOf } from './shelves.ts';

const KEPT_SECONDS = 30 * 24 * 3600;
const AT_ONCE = 500;

/** Deletes what was sent more than 30 days ago, some at a time; what was given up stays until an admin has seen to it. */
export function retentionOf(messages: ReadonlyMap<string, RegisteredMessage>) {
  const shelves = shelvesOf(messages).map(({ channel, urgency }) => `${urgency} ${channel}`);
  return {
    code: 'forget-sent',
    title: '清理发出的消息',
    async due({ db, now }: ReadCtx): Promise<string[]> {
      const full: string[] = [];
      for (const shelf of shelves) if (await db.existsBy(OutboxMessage, oldOn(shelf, now))) full.push(shelf);
      return full;
    },
    next: (): Promise<null> => Promise.resolve(null),
    async settle({ db, now }: Ctx, shelf: string): Promise<void> {
      const old = await db.find(OutboxMessage, { select: { id: true }, where: oldOn(shelf, now), take: AT_ONCE });
      await db.delete(OutboxMessage, { id: In(old.map(({ id }) => id)), status: 'sent' });
    },
  };
}

/** By the index of what is due, in which what was sent stands too. */
function oldOn(shelf: string, now: Date): FindOptionsWhere<OutboxMessage> {
  const [urgency, channel] = shelf.split(' ');
  return {
    ...{ status: 'sent', channel: channel as Channel, urgency: Number(urgency) },
    dueAt: LessThan(addSeconds(now, -KEPT_SECONDS)),
  };
}

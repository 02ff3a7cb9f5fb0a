import { In } from 'typeorm';
import { Callback as CallbackRow } from '../../entities/callback.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { addDays } from '../kernel/dates.ts';
import { CARD_IDENTITY, KNOWN_DAYS } from './receive.ts';

/** Rows that go in one transaction, so that nobody waits for it. */
const BATCH = 500;

/** The oldest callback that is done and so old that even a retry of it would be known by its age; none where nothing is to be forgotten. */
export async function callbacksToForget(ctx: ReadCtx): Promise<string[]> {
  const [oldest] = await oldestDone(ctx, 1);
  return oldest && isForgettable(ctx, oldest) ? [oldest.id] : [];
}

/**
 * Deletes the oldest callbacks that are done; what was set aside stays until somebody has looked at it.
 * Of a card that acts once it stays known that it did: the card can be pressed for as long as it stands in the chat.
 */
export async function forgetCallbacks(ctx: Ctx): Promise<void> {
  const old = (await oldestDone(ctx, BATCH)).filter((row) => isForgettable(ctx, row));
  const cards = idsOf(old.filter(isOnceCard));
  const others = idsOf(old.filter((row) => !isOnceCard(row)));
  if (cards.length > 0) await ctx.db.update(CallbackRow, { id: In(cards) }, { status: 'kept', payload: '' });
  if (others.length > 0) await ctx.db.delete(CallbackRow, { id: In(others) });
}

const idsOf = (rows: readonly CallbackRow[]): string[] => rows.map(({ id }) => id);

const isOnceCard = ({ identity }: CallbackRow): boolean => identity.startsWith(CARD_IDENTITY);

const isForgettable = ({ now }: ReadCtx, { receivedAt }: CallbackRow): boolean =>
  receivedAt < addDays(now, -(KNOWN_DAYS + 1));

const oldestDone = ({ db }: ReadCtx, take: number): Promise<CallbackRow[]> =>
  db.find(CallbackRow, {
    select: { id: true, identity: true, receivedAt: true },
    where: { status: 'done' },
    order: { id: 'ASC' },
    take,
  });

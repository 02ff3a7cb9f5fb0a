import { LessThanOrEqual } from 'typeorm';
import { Callback as CallbackRow } from '../../entities/callback.ts';
import type { Ctx } from '../kernel/context.ts';
import { addSeconds } from '../kernel/dates.ts';
import { chatText } from '../wecom/messages/chat-text.ts';
import type { Callback } from './parse.ts';

/** Seconds until the next try, by the tries so far; after one more the callback is set aside. */
const BACK_OFF_SECONDS = [1, 5, 30, 300];
const MAX_TRIES = BACK_OFF_SECONDS.length + 1;
const NEVER_RETURNED = 'the process ended during the last try';

const CHAT_KINDS: ReadonlySet<string> = new Set<Callback['kind']>(['text', 'card', 'click', 'media']);

/** Counts a try before it begins and keeps others off it meanwhile; false where somebody else has it, or it has had all its tries. */
export async function beginAgain(ctx: Ctx, row: CallbackRow): Promise<boolean> {
  const attempts = row.attempts + 1;
  if (attempts > MAX_TRIES) {
    await setAside(ctx, row, row.attempts, row.failure ?? NEVER_RETURNED);
    return false;
  }
  const { affected } = await ctx.db.update(
    CallbackRow,
    { id: row.id, status: 'received', attempts: row.attempts },
    { attempts, dueAt: nextTry(ctx, attempts), failure: NEVER_RETURNED },
  );
  return affected === 1;
}

/** Takes back what `beginAgain` counted, where it turned out not to be this one's turn. */
export async function beginLater(ctx: Ctx, { id, attempts, dueAt, failure }: CallbackRow): Promise<void> {
  await ctx.db.update(CallbackRow, { id, status: 'received' }, { attempts, dueAt, failure });
}

/** Leaves a callback whose effect failed for later; one that fails again and again is set aside, so that it stops nothing else. */
export async function putOff(ctx: Ctx, row: CallbackRow, error: unknown): Promise<'put_off' | 'set_aside'> {
  const attempts = row.attempts + 1;
  const failure = failureOf(error);
  if (attempts >= MAX_TRIES) {
    await setAside(ctx, row, attempts, failure);
    return 'set_aside';
  }
  const dueAt = nextTry(ctx, attempts);
  await ctx.db.update(CallbackRow, { id: row.id, status: 'received' }, { attempts, failure, dueAt });
  return 'put_off';
}

/** Lets all of a source that is due wait for one that is not. */
export async function holdBehind(ctx: Ctx, { source, dueAt }: CallbackRow): Promise<void> {
  await ctx.db.update(CallbackRow, { source, status: 'received', dueAt: LessThanOrEqual(ctx.now) }, { dueAt });
}

const nextTry = ({ now }: Ctx, attempts: number): Date =>
  addSeconds(now, BACK_OFF_SECONDS[attempts - 1] ?? BACK_OFF_SECONDS.at(-1) ?? 0);

/** Whoever wrote it is told; it is due at once for whoever takes it back. */
async function setAside(ctx: Ctx, row: CallbackRow, attempts: number, failure: string): Promise<void> {
  const dead = { status: 'dead', attempts, failure, dueAt: ctx.now } as const;
  const { affected } = await ctx.db.update(CallbackRow, { id: row.id, status: 'received' }, dead);
  if (affected !== 1 || !CHAT_KINDS.has(row.kind)) return;
  await ctx.send(chatText, {
    userId: row.source.replace(/^member:/, ''),
    text: '刚才那句没有处理成，问题已经记下，管理员会看到。请换个说法再试一次。',
  });
}

/** The class of an error and its code; its message may hold what somebody wrote. */
function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  return [error.name, ...(typeof code === 'string' && /^[\w.-]+$/.test(code) ? [code] : [])].join(' ').slice(0, 255);
}

import { In, LessThanOrEqual, Not } from 'typeorm';
import { Callback as CallbackRow } from '../../entities/callback.ts';
import type { Read, Run } from '../db/run.ts';
import { system } from '../kernel/actor.ts';
import { addSeconds } from '../kernel/dates.ts';
import { createLanes, type Lanes } from '../kernel/lanes.ts';
import type { Log } from '../kernel/log.ts';
import type { ChatInbound, ChatPort } from '../kernel/ports.ts';
import { chatText } from '../wecom/messages/chat-text.ts';
import { applyCallback } from './effects.ts';
import { parseCallback, type Callback } from './parse.ts';
import { AlreadySettled, settleCallback } from './settle.ts';

const WIDTH = 16;
const ROWS_A_LOOK = 200;
/** Seconds before the next try of an effect; after the last one the callback is set aside. */
const BACK_OFF_SECONDS = [1, 5, 30, 300];

/** Gives stored callbacks their effect, each exactly once and those of one source in their order. */
export function createFeeder(deps: { read: Read; run: Run; chat: ChatPort; log: Log }): Lanes {
  const { read, run, chat, log } = deps;

  return createLanes<CallbackRow>({
    width: WIDTH,
    take: (busy, room) =>
      read(system, async ({ db, now }) => {
        const rows = await db.find(CallbackRow, {
          where: {
            status: 'received',
            dueAt: LessThanOrEqual(now),
            ...(busy.length > 0 && { source: Not(In([...busy])) }),
          },
          order: { id: 'ASC' },
          take: ROWS_A_LOOK,
        });
        const sources = [...new Set(rows.map(({ source }) => source))].slice(0, room);
        return rows.filter(({ source }) => sources.includes(source));
      }),
    laneOf: (row) => row.source,
    work: feed,
    failed: (error) => log.error('callbacks.fault', error),
  });

  async function feed(row: CallbackRow): Promise<void> {
    try {
      const callback = parseCallback(row.payload);
      const line = chatLine(row, callback);
      if (line) await chat.receive(line);
      else
        await run(system, async (ctx) => {
          await settleCallback(ctx, row.id);
          await applyCallback(ctx, callback);
        });
    } catch (error) {
      if (!(error instanceof AlreadySettled)) await putOff(row, error);
    }
  }

  /** A row that fails again and again is set aside, so that it stops nothing else; whoever wrote it is told. */
  async function putOff(row: CallbackRow, error: unknown): Promise<void> {
    const seconds = BACK_OFF_SECONDS[row.attempts];
    const failure = {
      attempts: row.attempts + 1,
      failure: error instanceof Error ? error.name.slice(0, 255) : 'unknown',
    };
    log.error('callbacks.effect-failed', error, { id: row.id, kind: row.kind, setAside: seconds === undefined });
    await run(system, async (ctx) => {
      await ctx.db.update(
        CallbackRow,
        { id: row.id, status: 'received' },
        { ...failure, ...(seconds === undefined ? { status: 'dead' } : { dueAt: addSeconds(ctx.now, seconds) }) },
      );
      const userId = seconds === undefined && CHAT_KINDS.has(row.kind) ? row.source.replace(/^member:/, '') : null;
      if (userId)
        await ctx.send(chatText, {
          userId,
          text: '刚才那句没有处理成，问题已经记下，管理员会看到。请换个说法再试一次。',
        });
    });
  }
}

const CHAT_KINDS: ReadonlySet<string> = new Set<Callback['kind']>(['text', 'card', 'click', 'media']);

function chatLine(row: CallbackRow, callback: Callback): ChatInbound | null {
  const common = { callbackId: row.id, userId: callback.from, at: row.receivedAt };
  switch (callback.kind) {
    case 'text':
      return { ...common, kind: 'text', text: callback.content, raw: {} };
    case 'card':
      return { ...common, kind: 'card', text: callback.key, raw: { taskId: callback.taskId } };
    case 'click':
      return { ...common, kind: 'click', text: callback.key, raw: {} };
    case 'media':
      return { ...common, kind: callback.msgType, text: '', raw: callback.fields };
    default:
      return null;
  }
}

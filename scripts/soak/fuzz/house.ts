import assert from 'node:assert/strict';
import { renderCard } from '../../../bot/cards/render-card.ts';
import { respond } from '../../../bot/respond.ts';
import { applyCallback } from '../../../server/callbacks/effects.ts';
import { parseCallback, type Callback } from '../../../server/callbacks/parse.ts';
import { createCustomer } from '../../../server/customers/create-customer.ts';
import { openDatabase } from '../../../server/db/data-source.ts';
import { createRead, createRun, type Run } from '../../../server/db/run.ts';
import { createTransact } from '../../../server/db/transaction.ts';
import { system, type Actor } from '../../../server/kernel/actor.ts';
import { fromShanghai } from '../../../server/kernel/dates.ts';
import { DomainError } from '../../../server/kernel/errors.ts';
import { createNewId } from '../../../server/kernel/ids.ts';
import { ensureMember } from '../../../server/members/ensure-member.ts';
import { loadActor } from '../../../server/members/load-actor.ts';
import { enqueue } from '../../../server/outbox/enqueue.ts';
import { reactions } from '../../../server/reactions.ts';
import { splitText } from '../../../server/wecom/limits.ts';
import { sqliteLedger } from '../ledger.ts';

/** The product's use-cases on a database of their own, each of whose effects is taken back at once. */
export interface House {
  /** Answers a line as the bot does; throws where it fails or its answer does not fit into WeCom. */
  answer(line: string): Promise<void>;
  /** Gives a callback its effect; throws where that fails. */
  apply(xml: string): Promise<void>;
  close(): Promise<void>;
}

const NAMES = ['赵敏', '张三', '周一鸣', '钱坤'];
const NOW = fromShanghai(2026, 11, 21, 10);

/** Opens the house with one member and a few customers. */
export async function openHouse(): Promise<House> {
  const ledger = await sqliteLedger();
  const database = await openDatabase(ledger.url);
  const clock = { now: () => NOW };
  const transact = createTransact(database);
  const run = createRun({
    transact,
    clock,
    newId: createNewId(clock.now),
    enqueue,
    reactions,
    committed: () => undefined,
  });
  await run(system, (ctx) => ensureMember(ctx, 'zhouhang'));
  const actor = await createRead(database, clock)(system, (ctx) => loadActor(ctx, 'zhouhang', new Set()));
  if (!actor) throw new Error('the member is not there');
  for (const name of NAMES) await run(actor, (ctx) => createCustomer(ctx, { name, company: null, phone: null }));

  return {
    answer: (line) =>
      tried(run, actor, async (ctx) => fits(await respond(ctx, { kind: 'text', text: line }), ctx.newId())),
    async apply(xml) {
      const callback = readOrNull(xml);
      if (callback) await tried(run, system, (ctx) => applyCallback(ctx, callback));
    },
    async close() {
      await database.close();
      await ledger.drop();
    },
  };
}

/** Takes back what a use-case has done. */
class TakenBack extends Error {}

async function tried(run: Run, actor: Actor, useCase: Parameters<typeof run<void>>[1]): Promise<void> {
  try {
    await run(actor, async (ctx) => {
      await useCase(ctx);
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack) && !(error instanceof DomainError)) throw error;
  }
}

/** What WeCom takes of a card (wecom-api.md 3.2). */
function fits(answer: Awaited<ReturnType<typeof respond>>, id: string): void {
  if (typeof answer === 'string') {
    assert.ok(splitText(answer).length > 0, 'there is no answer');
    return;
  }
  const { main_title: title, button_list: buttons = [], horizontal_content_list: rows = [] } = renderCard(answer, id);
  assert.ok(title?.title, 'a card has no title');
  assert.ok(buttons.length <= 6 && rows.length <= 6, 'a card has too much on it');
}

function readOrNull(xml: string): Callback | null {
  try {
    return parseCallback(xml);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

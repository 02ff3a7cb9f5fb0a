import { WechatyBuilder } from 'wechaty';
import type { Read, Run } from '../server/db/run.ts';
import { settleCallback } from '../server/callbacks/settle.ts';
import { CustomerAmbiguous } from '../server/customers/find-customers.ts';
import { system, type Actor } from '../server/kernel/actor.ts';
import type { Ctx } from '../server/kernel/context.ts';
import { DomainError, Undeliverable } from '../server/kernel/errors.ts';
import type { Log } from '../server/kernel/log.ts';
import type { ChatInbound, ChatPort, WecomPort } from '../server/kernel/ports.ts';
import { within } from '../server/kernel/within.ts';
import { admitMember } from '../server/members/ensure-member.ts';
import { loadActor, type Admins } from '../server/members/load-actor.ts';
import { normalize } from '../server/understanding/text.ts';
import { splitText } from '../server/wecom/limits.ts';
import { chatCard } from '../server/wecom/messages/chat-card.ts';
import { chatText } from '../server/wecom/messages/chat-text.ts';
import { Member } from '../entities/member.ts';
import type { Answer } from './answer.ts';
import { choiceCard } from './cards/choice-card.ts';
import { renderCard } from './cards/render-card.ts';
import { presentNotice } from './notices.ts';
import { PuppetSendError, PuppetWecomApp, type TemplateCard } from './puppet/index.ts';
import { commandOf, respond } from './respond.ts';

/** The started bot. */
export interface Bot extends ChatPort {
  stop(): Promise<void>;
}

/** What the bot needs. */
export interface BotDeps {
  run: Run;
  read: Read;
  wecom: WecomPort;
  agentId: number;
  appName: string;
  admins: Admins;
  /** Where people reach our pages; null where nobody can. */
  publicUrl: string | null;
  log: Log;
  /** How long one line may take, in milliseconds; a minute unless told. */
  patienceMs?: number;
}

/** Starts Wechaty on our puppet: lines come in as its `message` event, answers leave through the puppet. */
export async function createBot(deps: BotDeps): Promise<Bot> {
  const { run, read, wecom, agentId, appName, admins, publicUrl, log, patienceMs = 60_000 } = deps;
  const puppet = new PuppetWecomApp({ transport: wecom, agentId, appName, contacts: findContact });
  const wechaty = WechatyBuilder.build({ puppet });
  const handling = new Map<string, Promise<void>>();

  wechaty.on('error', (error) => log.error('bot.wechaty', error));
  wechaty.on('message', (message) => {
    const handled = message.self()
      ? Promise.resolve()
      : answer({ id: message.id, userId: message.talker().id, text: message.text() });
    // Whoever handed the message in awaits it; until then a failure must not count as nobody's.
    handled.catch(() => undefined);
    handling.set(message.id, handled);
  });
  await wechaty.start();
  if (!wechaty.isLoggedIn) throw new Error('Wechaty did not log in, see the log line before');

  /** A line that takes too long is tried again like one that failed; should it end after all, it is settled once. */
  const receive = (inbound: ChatInbound): Promise<void> => within(patienceMs, handle(inbound));

  async function handle(inbound: ChatInbound): Promise<void> {
    const { callbackId, userId, at, kind, text, raw } = inbound;
    await puppet.receive({ id: callbackId, from: userId, at, kind, text, raw });
    const handled = handling.get(callbackId);
    handling.delete(callbackId);
    if (!handled) throw new Error('Wechaty did not dispatch the message');
    await handled;
  }

  async function answer({ id, userId, text }: { id: string; userId: string; text: string }): Promise<void> {
    const actor = await recognise(userId);
    const { kind } = await puppet.messageRawPayload(id);
    const command = commandOf(text);
    try {
      await run(
        actor,
        async (ctx) => {
          await settleCallback(ctx, id);
          await say(ctx, userId, await respond(ctx, { kind, text }));
        },
        { what: command ?? 'no-command' },
      );
      log.info('bot.answered', { command });
    } catch (error) {
      // What the database could not take now is tried again later: the line is kept.
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      // What the command had begun is taken back; that it was refused, and the sentence that says so, is kept.
      await run(actor, async (ctx) => {
        await settleCallback(ctx, id);
        await say(ctx, userId, refusal(error, text));
      });
      log.info('bot.refused', { command, code: error.code });
    }
  }

  /** Who writes here works here: a member whom the directory has not told of yet is let in with his own customers. */
  async function recognise(userId: string): Promise<Actor> {
    const known = await read(system, (ctx) => loadActor(ctx, userId, admins));
    if (known) return known;
    await run(system, (ctx) => admitMember(ctx, userId));
    const admitted = await read(system, (ctx) => loadActor(ctx, userId, admins));
    if (!admitted) throw new Error('a member who was let in is not there');
    return admitted;
  }

  async function findContact(userid: string): Promise<{ userid: string; name: string }> {
    const member = await read(system, ({ db }) => db.findOneBy(Member, { userKey: userid.toLowerCase() }));
    return { userid, name: member?.name ?? userid };
  }

  const sendText: ChatPort['sendText'] = (userId, text, checkSeconds) =>
    puppet.send(userId, { type: 'text', text }, { duplicateCheckSeconds: checkSeconds }).catch(asUndeliverable);

  const sendCard: ChatPort['sendCard'] = (userId, card, checkSeconds) =>
    puppet
      .messageSendCard(userId, card as unknown as TemplateCard, { duplicateCheckSeconds: checkSeconds })
      .catch(asUndeliverable);

  return {
    receive,
    sendText,
    sendCard,
    sendNotice(userId, notice, checkSeconds) {
      const said = presentNotice(notice, publicUrl && `${publicUrl}/m/#`);
      return typeof said === 'string'
        ? sendText(userId, said, checkSeconds)
        : sendCard(userId, renderCard(said, notice.id), checkSeconds);
    },
    stop: () => wechaty.stop(),
  };
}

/** Owes a member an answer: a card, or a text in as many messages as it needs. */
async function say(ctx: Ctx, userId: string, answer: Answer): Promise<void> {
  if (typeof answer === 'string') for (const text of splitText(answer)) await ctx.send(chatText, { userId, text });
  else await ctx.send(chatCard, { userId, card: { ...renderCard(answer, ctx.newId()) } });
}

/** Where several customers fit, the member is asked; any other refusal is its sentence. */
const refusal = (error: DomainError, text: string): Answer =>
  error instanceof CustomerAmbiguous ? choiceCard(error, normalize(text)) : error.sentence;

function asUndeliverable(error: unknown): never {
  if (error instanceof PuppetSendError) throw new Undeliverable(error.message, { cause: error });
  throw error;
}

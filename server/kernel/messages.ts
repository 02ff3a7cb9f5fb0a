import type { z } from 'zod';
import type { EventDefinition } from './events.ts';
import type { ChatPort, WecomPort } from './ports.ts';

/** What a delivery may use: WeCom's API and the chat bot. */
export interface DeliveryTools {
  wecom: WecomPort;
  chat: ChatPort;
}

/** Which messages go first when several are due: a welcome code lives 20 seconds, an answer is waited for, the rest can wait. */
export type Urgency = 'now' | 'answer' | 'normal';

/** What can be out of order by itself: a right that is missing for customers must not silence the chat. */
export type Channel = 'chat' | 'customers' | 'directory';

/** A kind of message that the product owes the outside. */
export interface MessageDefinition<P> {
  /** Stable name stored with each message, e.g. `wecom.send-welcome`. */
  readonly code: string;
  readonly payload: z.ZodType<P>;
  /** A valid payload for contract tests and documentation. */
  readonly example: P;
  readonly urgency: Urgency;
  readonly channel: Channel;
  /** Messages of one lane leave one after the other, in the order they were written. */
  readonly lane: (payload: P) => string;
  /** The lane is one member's chat, in which WeCom drops what exceeds 30 a minute or 1000 an hour (wecom-api 1.1). */
  readonly paced: boolean;
  /** What to tell the other capabilities with the answer of the delivery. */
  readonly answered?: EventDefinition<unknown>;
  /**
   * Delivers once; throws a `WecomFault` when it did not work.
   * `again` is true when an earlier delivery may have reached WeCom already.
   */
  deliver(tools: DeliveryTools, payload: P, again: boolean): Promise<unknown>;
}

/** A definition as the outbox sees it: unknown comes in, checked inside. */
export interface RegisteredMessage {
  readonly code: string;
  readonly example: unknown;
  readonly urgency: Urgency;
  readonly channel: Channel;
  readonly paced: boolean;
  readonly answered?: EventDefinition<unknown>;
  check(raw: unknown): { lane: string };
  deliver(tools: DeliveryTools, raw: unknown, again: boolean): Promise<unknown>;
}

/** Defines a message kind with the defaults that most share. */
export function defineMessage<P, A = void>(definition: {
  code: string;
  payload: z.ZodType<P>;
  example: P;
  urgency?: Urgency;
  channel: Channel;
  lane: (payload: P) => string;
  paced?: boolean;
  answered?: EventDefinition<A>;
  deliver(tools: DeliveryTools, payload: P, again: boolean): Promise<A>;
}): MessageDefinition<P> {
  return { urgency: 'normal', paced: false, ...definition };
}

/** Closes a definition over its payload's type. */
export function registerMessage<P>(definition: MessageDefinition<P>): RegisteredMessage {
  const { payload, lane, deliver } = definition;
  return {
    ...definition,
    check: (raw) => ({ lane: lane(payload.parse(raw)) }),
    deliver: (tools, raw, again) => deliver(tools, payload.parse(raw), again),
  };
}

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

/**
 * What happens where nobody knows whether WeCom got a message:
 * `duplicate-check`: it goes again and WeCom drops the copy, within the four hours that it remembers; later an admin decides.
 * `look-up`: the next delivery first asks WeCom whether it is there.
 * `again`: it simply goes again, for twice is the same as once.
 */
export type WhenUnknown = 'duplicate-check' | 'look-up' | 'again';

/** What one delivery has to know of those before it. */
export interface Attempt {
  /** An earlier delivery may have reached WeCom already. */
  again: boolean;
  /** The earliest that may have; now for the first. */
  since: Date;
  now: Date;
  /** It is of no use any more: only what an earlier delivery did is still asked for. */
  expired: boolean;
  /** For how many seconds WeCom shall drop a second copy; 0 for not asking. */
  checkSeconds: number;
}

/** A kind of message that the product owes the outside. */
export interface MessageDefinition<P> {
  /** Stable name stored with each message, e.g. `wecom.send-welcome`. */
  readonly code: string;
  readonly payload: z.ZodType<P>;
  /** A valid payload for contract tests and documentation. */
  readonly example: P;
  readonly urgency: Urgency;
  readonly channel: Channel;
  readonly whenUnknown: WhenUnknown;
  /** Messages of one lane leave one after the other, the urgent first and then in the order they were written. */
  readonly lane: (payload: P) => string;
  /** The lane is one member's chat, in which WeCom drops what exceeds 30 a minute or 1000 an hour (wecom-api 1.1). */
  readonly paced: boolean;
  /** What to tell the other capabilities with the answer of the delivery. */
  readonly answered?: EventDefinition<unknown>;
  /** Delivers once; throws a `WecomFault` when it did not work. */
  deliver(tools: DeliveryTools, payload: P, attempt: Attempt): Promise<unknown>;
}

/** A definition as the outbox sees it: unknown comes in, checked inside. */
export interface RegisteredMessage {
  readonly code: string;
  readonly example: unknown;
  readonly urgency: Urgency;
  readonly channel: Channel;
  readonly whenUnknown: WhenUnknown;
  readonly paced: boolean;
  readonly answered?: EventDefinition<unknown>;
  check(raw: unknown): { lane: string };
  deliver(tools: DeliveryTools, raw: unknown, attempt: Attempt): Promise<unknown>;
}

/** Defines a message kind with the defaults that most share. */
export function defineMessage<P, A = void>(definition: {
  code: string;
  payload: z.ZodType<P>;
  example: P;
  urgency?: Urgency;
  channel: Channel;
  whenUnknown: WhenUnknown;
  lane: (payload: P) => string;
  paced?: boolean;
  answered?: EventDefinition<A>;
  deliver(tools: DeliveryTools, payload: P, attempt: Attempt): Promise<A>;
}): MessageDefinition<P> {
  return { urgency: 'normal', paced: false, ...definition };
}

/** Closes a definition over its payload's type. */
export function registerMessage<P>(definition: MessageDefinition<P>): RegisteredMessage {
  const { payload, lane, deliver } = definition;
  return {
    ...definition,
    check: (raw) => ({ lane: lane(payload.parse(raw)) }),
    deliver: (tools, raw, attempt) => deliver(tools, payload.parse(raw), attempt),
  };
}

import { registerMessage, type RegisteredMessage } from '../../kernel/messages.ts';
import { chatAlert } from './chat-alert.ts';
import { chatCard } from './chat-card.ts';
import { chatNotice } from './chat-notice.ts';
import { chatText } from './chat-text.ts';
import { createMenu } from './create-menu.ts';
import { createMassSend } from './create-mass-send.ts';
import { fetchCustomer } from './fetch-customer.ts';
import { fetchDirectory, fetchMember } from './fetch-directory.ts';
import { fetchMassResult, stopMassSend } from './fetch-mass-result.ts';
import { markTag } from './mark-tag.ts';
import { sendWelcome } from './send-welcome.ts';

/** Every kind of message that the product can owe the outside, by code. */
export const messages: ReadonlyMap<string, RegisteredMessage> = new Map(
  [
    registerMessage(chatText),
    registerMessage(chatCard),
    registerMessage(chatNotice),
    registerMessage(chatAlert),
    registerMessage(sendWelcome),
    registerMessage(fetchCustomer),
    registerMessage(fetchDirectory),
    registerMessage(fetchMember),
    registerMessage(createMenu),
    registerMessage(markTag),
    registerMessage(createMassSend),
    registerMessage(fetchMassResult),
    registerMessage(stopMassSend),
  ].map((message) => [message.code, message]),
);

import * as PUPPET from 'wechaty-puppet';
import { PuppetNotRunningError } from './errors.ts';
import { presentLink, presentLocation, presentMessage, RecentMessages } from './inbound.ts';
import type { InboundMessage } from './inbound.ts';
import { findMemberThrough, Members } from './members.ts';
import type { FindMember, Member } from './members.ts';
import { readReceipt, sendBody, userids } from './outbound.ts';
import type { OutboundMessage, SendOptions, SendReceipt } from './outbound.ts';
import type { TemplateCard } from './template-card.ts';
import type { WecomTransport } from './transport.ts';
import { SelfBuiltAppPuppet } from './unsupported.ts';

/** What the puppet needs of its host. */
export interface PuppetWecomAppOptions {
  transport: WecomTransport;
  /** The app's number in the admin console. */
  agentId: number;
  /** The name the app goes by as a Wechaty contact. */
  appName: string;
  /** Where members' names come from without asking WeCom; by default `user/get` is asked once per member. */
  contacts?: FindMember | undefined;
}

/** A new face for a sent card: a whole card, or just a caption for its pressed button, which then no longer reacts. */
export type CardChange = { card: TemplateCard } | { buttonText: string };

const RECENT_MESSAGES = 1000;

/** Wechaty's puppet for the chat between a company's members and one of its self-built apps (自建应用), over WeCom's official API. */
export class PuppetWecomApp extends SelfBuiltAppPuppet {
  static override readonly VERSION = '0.1.0';

  readonly #transport: WecomTransport;
  readonly #agentId: number;
  readonly #app: Member;
  readonly #members: Members;
  readonly #recent = new RecentMessages(RECENT_MESSAGES);
  readonly #dispatching = new Set<Promise<unknown>>();
  #running = false;

  constructor({ transport, agentId, appName, contacts }: PuppetWecomAppOptions) {
    // Nothing is handed up: Wechaty prints a puppet's options in its verbose log.
    super();
    this.#transport = transport;
    this.#agentId = agentId;
    this.#app = { userid: `app-${agentId}`, name: appName };
    this.#members = new Members(contacts ?? findMemberThrough(transport));
  }

  /** The package's name in Wechaty's logs. */
  override name(): string {
    return 'puppet-wecom-app';
  }

  /** The puppet's own version. */
  override version(): string {
    return PuppetWecomApp.VERSION;
  }

  /** Logs in as the app without any request: a WeCom out of reach must not keep the bot from starting. */
  override async onStart(): Promise<void> {
    this.login(this.#app.userid);
    this.#running = true;
    this.emit('ready', {});
  }

  /** Lets what was received reach its handlers, then forgets it. */
  override async onStop(): Promise<void> {
    this.#running = false;
    await Promise.allSettled(this.#dispatching);
    this.#recent.clear();
  }

  /** Answers with a `dong` event at once. */
  override ding(data?: string): void {
    this.emit('dong', data === undefined ? {} : { data });
  }

  /**
   * Hands a decrypted callback to Wechaty as its `message` event. Resolves when the bot's handlers have been called,
   * not when the promises they return are settled; throws PuppetNotRunningError while the puppet is stopped.
   */
  async receive(message: InboundMessage): Promise<void> {
    if (!this.#running || !this.isLoggedIn) throw new PuppetNotRunningError();
    this.#recent.add(message);

    // Called one by one, as `emit` drops the promise that tells when Wechaty has loaded and dispatched the message.
    const listeners = this.rawListeners('message');
    const dispatched = Promise.all(
      listeners.map(async (listener) => listener.call(this, { messageId: message.id }) as unknown),
    );
    this.#dispatching.add(dispatched);
    try {
      await dispatched;
    } finally {
      this.#dispatching.delete(dispatched);
    }
  }

  /** Sends a message to one member; throws PuppetSendError where it cannot arrive whole, else what the transport throws. */
  async send(userid: string, message: OutboundMessage, options?: SendOptions): Promise<SendReceipt> {
    return readReceipt(await this.#transport.post('message/send', sendBody(this.#agentId, userid, message, options)));
  }

  /** Sends a template card to one member; the receipt's responseCode lets one update of it follow. */
  messageSendCard(userid: string, card: TemplateCard, options?: SendOptions): Promise<SendReceipt> {
    return this.send(userid, { type: 'card', card }, options);
  }

  /**
   * Changes a sent card for these members (wecom-api.md 3.2), once per responseCode and within 72 hours.
   * Returns the members WeCom could not change it for.
   */
  async updateCard(responseCode: string, members: string[], change: CardChange): Promise<{ invalidUsers: string[] }> {
    const reply = await this.#transport.post('message/update_template_card', {
      userids: members,
      agentid: this.#agentId,
      response_code: responseCode,
      ...('card' in change ? { template_card: change.card } : { button: { replace_name: change.buttonText } }),
    });
    return { invalidUsers: userids(reply['invaliduser']) };
  }

  /** Sends a text. Returns nothing: with an id Wechaty would load every sent message again, a third of the cost. */
  override async messageSendText(conversationId: string, text: string): Promise<void> {
    await this.send(conversationId, { type: 'text', text });
  }

  /** Sends a link, as an article where it has a thumbnail and as a text card where not. */
  override async messageSendUrl(conversationId: string, payload: PUPPET.payloads.UrlLink): Promise<void> {
    const { title, url, description, thumbnailUrl } = payload;
    const link = { title, url, ...(description && { description }), ...(thumbnailUrl && { imageUrl: thumbnailUrl }) };
    await this.send(conversationId, { type: 'link', link });
  }

  /** Takes back a sent message by the msgid of its receipt, within 24 hours (wecom-api.md 3.2). */
  override async messageRecall(messageId: string): Promise<boolean> {
    await this.#transport.post('message/recall', { msgid: messageId });
    return true;
  }

  /** The callback behind a message: its `kind` and `raw` fields say whether it was typed, pressed or clicked. */
  override async messageRawPayload(messageId: string): Promise<InboundMessage> {
    return this.#recent.get(messageId);
  }

  override async messageRawPayloadParser(message: InboundMessage): Promise<PUPPET.payloads.Message> {
    return presentMessage(message, this.#app.userid);
  }

  /** The place in a received location message. */
  override async messageLocation(messageId: string): Promise<PUPPET.payloads.Location> {
    return presentLocation(this.#recent.get(messageId));
  }

  /** The link in a received link message. */
  override async messageUrl(messageId: string): Promise<PUPPET.payloads.UrlLink> {
    return presentLink(this.#recent.get(messageId));
  }

  /** The userids met so far: self-built apps have no call that lists the members they are visible to. */
  override async contactList(): Promise<string[]> {
    return this.#members.met;
  }

  /** The app itself, or the member with this userid. */
  override async contactRawPayload(contactId: string): Promise<Member> {
    return contactId === this.#app.userid ? this.#app : this.#members.get(contactId);
  }

  override async contactRawPayloadParser({ userid, name }: Member): Promise<PUPPET.payloads.Contact> {
    const isApp = userid === this.#app.userid;
    return {
      id: userid,
      name,
      type: isApp ? PUPPET.types.Contact.Official : PUPPET.types.Contact.Individual,
      gender: PUPPET.types.ContactGender.Unknown,
      avatar: '',
      phone: [],
      coworker: !isApp,
    };
  }

  /** Says that a member's name may have changed (change_contact): a member already met is asked for again, others are left alone. */
  contactDirty(userid: string): void {
    if (!this.#members.markOutdated(userid) || !this.isLoggedIn) return;
    this.emit('dirty', { payloadType: PUPPET.types.Dirty.Contact, payloadId: userid });
  }
}

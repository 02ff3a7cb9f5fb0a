import * as PUPPET from 'wechaty-puppet';

/** What a member did: wrote or sent something, pressed a card's button, or chose a menu entry. */
export type InboundKind = 'text' | 'card' | 'click' | 'image' | 'voice' | 'video' | 'file' | 'location' | 'link';

/** A decrypted callback (wecom-api.md 2.6, 2.7) that a member caused. */
export interface InboundMessage {
  /** MsgId, or whatever else identifies the callback; the message keeps it in Wechaty. */
  id: string;
  /** The member's userid. */
  from: string;
  at: Date;
  kind: InboundKind;
  /** What the member wrote; for a press or a click, the key of the button, so that it reads like a typed line. */
  text: string;
  /** The callback's own fields by their WeCom names. */
  raw: Record<string, unknown>;
}

const TYPES: Record<InboundKind, PUPPET.types.Message> = {
  text: PUPPET.types.Message.Text,
  card: PUPPET.types.Message.Text,
  click: PUPPET.types.Message.Text,
  image: PUPPET.types.Message.Image,
  voice: PUPPET.types.Message.Audio,
  video: PUPPET.types.Message.Video,
  file: PUPPET.types.Message.Attachment,
  location: PUPPET.types.Message.Location,
  link: PUPPET.types.Message.Url,
};

/** The message as Wechaty sees it, addressed to the app with the id `listenerId`. */
export const presentMessage = (message: InboundMessage, listenerId: string): PUPPET.payloads.Message => ({
  id: message.id,
  type: TYPES[message.kind],
  talkerId: message.from,
  listenerId,
  text: message.text,
  timestamp: message.at.getTime(),
});

/** The place in a location message; WeCom tells no accuracy, so it is 0 metres. Throws where the coordinates are not numbers. */
export function presentLocation({ raw }: InboundMessage): PUPPET.payloads.Location {
  const latitude = Number.parseFloat(textOf(raw['Location_X']));
  const longitude = Number.parseFloat(textOf(raw['Location_Y']));
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) throw new Error('a location without coordinates');

  const label = textOf(raw['Label']);
  return { latitude, longitude, accuracy: 0, address: label, name: label };
}

/** The link in a link message; what WeCom left out is empty. */
export const presentLink = ({ raw }: InboundMessage): PUPPET.payloads.UrlLink => ({
  title: textOf(raw['Title']),
  url: textOf(raw['Url']),
  description: textOf(raw['Description']),
  thumbnailUrl: textOf(raw['PicUrl']),
});

/** The last messages received, up to `limit`; the one unused for longest goes first. */
export class RecentMessages {
  readonly #byId = new Map<string, InboundMessage>();

  constructor(private readonly limit: number) {}

  add(message: InboundMessage): void {
    this.#byId.delete(message.id);
    this.#byId.set(message.id, message);
    const [oldest] = this.#byId.keys();
    if (this.#byId.size > this.limit && oldest !== undefined) this.#byId.delete(oldest);
  }

  /** The message with this id; throws where it was never received or has been dropped since. */
  get(id: string): InboundMessage {
    const message = this.#byId.get(id);
    if (!message) throw new Error(`no recent message with the id ${JSON.stringify(id)}`);
    this.add(message);
    return message;
  }

  clear(): void {
    this.#byId.clear();
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

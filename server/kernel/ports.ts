/** WeCom's server API; paths without `/cgi-bin/`, errors as `WecomFault`. */
export interface WecomPort {
  get(path: string, query?: Record<string, string>): Promise<Record<string, unknown>>;
  post(path: string, body: unknown, query?: Record<string, string>): Promise<Record<string, unknown>>;
}

/** A chat line, button press or menu click as it reached us, before anybody knows what it means. */
export interface ChatInbound {
  /** The callback's own id, by which its effect is settled exactly once. */
  callbackId: string;
  userId: string;
  at: Date;
  kind: 'text' | 'card' | 'click' | 'image' | 'voice' | 'video' | 'file' | 'location' | 'link';
  /** What was typed, or the line that the pressed button stands for. */
  text: string;
  raw: Record<string, unknown>;
}

/** Where a chat answer went: WeCom's ids of the message. */
export interface ChatReceipt {
  msgid: string | null;
  responseCode: string | null;
}

/** A template card as WeCom takes it (wecom-api 3.2); the bot's cards build it. */
export interface ChatCard {
  card_type: string;
}

/** The chat bot as the server sees it; `checkSeconds` asks WeCom to drop the message if it got the same so recently, 0 does not. */
export interface ChatPort {
  /** Resolves when the line's effect and answer are committed. */
  receive(message: ChatInbound): Promise<void>;
  sendText(userId: string, text: string, checkSeconds: number): Promise<ChatReceipt>;
  sendCard(userId: string, card: ChatCard, checkSeconds: number): Promise<ChatReceipt>;
  /** Finds the words for what the product tells of its own accord; the payload is a `Notice` of the chat-notice message. */
  sendNotice(userId: string, notice: { kind: string; id: string }, checkSeconds: number): Promise<ChatReceipt>;
}

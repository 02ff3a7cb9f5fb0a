/** What the bot says: a text, or a card whose buttons stand for chat lines. */
export type Answer = string | Card;

/** A card before it has an id; texts may be of any length, what WeCom cannot show is shortened when it is sent. */
export interface Card {
  title: string;
  /** One line under the title. */
  description?: string;
  rows?: { name: string; value: string }[];
  /** A quotation set apart, e.g. what the customer said last. */
  quote?: { title: string; text: string };
  /** A longer remark above the buttons. */
  note?: string;
  /** At most six. */
  buttons: Button[];
  /** The buttons act once in all, not once each. */
  once?: boolean;
}

/** A button; pressing it says `line` in the member's name, or opens a page. */
export type Button = {
  text: string;
  /** The one thing most likely wanted next. */
  main?: boolean;
} & ({ line: string } | { url: string });

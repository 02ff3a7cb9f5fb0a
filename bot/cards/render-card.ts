import { ONCE_PREFIX } from '../../server/callbacks/receive.ts';
import type { ButtonInteractionCard } from '../puppet/index.ts';
import type { Card } from '../answer.ts';

/** How many characters WeCom shows of each part (wecom-api 3.2), and how many rows and buttons it takes. */
const LIMITS = {
  title: 36,
  description: 44,
  rowName: 5,
  rowValue: 30,
  quote: 100,
  note: 160,
  button: 10,
  rows: 6,
  buttons: 6,
} as const;
/** WeCom takes keys of at most 1024 bytes. */
export const KEY_BYTES = 1024;

/** Makes the template card that WeCom takes; `id` is unique within the app. */
export function renderCard(card: Card, id: string): ButtonInteractionCard {
  const { title, description, rows = [], quote, note, buttons, once = false } = card;
  return {
    card_type: 'button_interaction',
    source: { desc: '常客' },
    main_title: {
      title: shorten(title, LIMITS.title),
      ...(description && { desc: shorten(description, LIMITS.description) }),
    },
    ...(quote && {
      quote_area: {
        type: 0 as const,
        title: shorten(quote.title, LIMITS.title),
        quote_text: shorten(quote.text, LIMITS.quote),
      },
    }),
    ...(note && { sub_title_text: shorten(note, LIMITS.note) }),
    ...(rows.length > 0 && {
      horizontal_content_list: rows
        .slice(0, LIMITS.rows)
        .map(({ name, value }) => ({ keyname: shorten(name, LIMITS.rowName), value: shorten(value, LIMITS.rowValue) })),
    }),
    task_id: `${once ? ONCE_PREFIX : 'card-'}${id}`,
    button_list: buttons
      .filter((button) => 'url' in button || Buffer.byteLength(button.line) <= KEY_BYTES)
      .slice(0, LIMITS.buttons)
      .map(({ text, main, ...does }) => ({
        ...{ text: shorten(text, LIMITS.button), style: main ? 1 : 2 },
        ...('url' in does ? { type: 1, url: does.url } : { key: does.line }),
      })),
  };
}

/** The first characters of a text on one line, with an ellipsis where some are missing; never half a character. */
export function shorten(text: string, length: number): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`;
}

import type { SandboxCard } from './api.ts';
import { menuOf, type CardBody } from './api/card-shapes.ts';

type CardView = Omit<SandboxCard, 'replacedBy' | 'pressed'>;

/** A template card as a member's client lays it out; the entries of its top-right menu come after the buttons. */
export function presentCard(card: CardBody): CardView {
  const { source, main_title: title } = card;
  return {
    cardType: card.card_type,
    source: source?.desc ?? null,
    sourceColor: source?.desc_color ?? 0,
    title: title?.title ?? '',
    titleDescription: title?.desc ?? '',
    emphasis: emphasis(card),
    subTitle: ('sub_title_text' in card && card.sub_title_text) || '',
    quote: quote(card),
    rows: rows(card),
    buttons: buttons(card),
  };
}

function emphasis(card: CardBody): CardView['emphasis'] {
  if (card.card_type !== 'text_notice' || !card.emphasis_content) return null;
  return { title: card.emphasis_content.title ?? '', description: card.emphasis_content.desc ?? '' };
}

function quote(card: CardBody): CardView['quote'] {
  if (!('quote_area' in card) || !card.quote_area) return null;
  return { title: card.quote_area.title ?? '', text: card.quote_area.quote_text ?? '' };
}

function rows(card: CardBody): CardView['rows'] {
  switch (card.card_type) {
    case 'vote_interaction':
      return card.checkbox.option_list.map(({ text }, index) => ({ name: String(index + 1), value: text, url: null }));
    case 'multiple_interaction':
      return card.select_list.map(({ title, option_list }) => ({
        name: title ?? '',
        value: option_list.map(({ text }) => text).join(' / '),
        url: null,
      }));
    default: {
      const across = card.horizontal_content_list.map(({ keyname, value, type, url }) => ({
        name: keyname,
        value: value ?? '',
        url: type === 1 ? (url ?? null) : null,
      }));
      const down = card.card_type === 'news_notice' ? card.vertical_content_list : [];
      return [...down.map(({ title, desc }) => ({ name: title, value: desc ?? '', url: null })), ...across];
    }
  }
}

function buttons(card: CardBody): CardView['buttons'] {
  const menu = menuOf(card).map(({ key, text }) => ({ key, text, style: 2, url: null }));
  switch (card.card_type) {
    case 'button_interaction':
      return [
        ...card.button_list.map(({ key, text, style, type, url }) => ({
          key: key ?? '',
          text,
          style,
          url: type === 1 ? (url ?? null) : null,
        })),
        ...menu,
      ];
    case 'vote_interaction':
    case 'multiple_interaction':
      return [{ ...card.submit_button, style: 1, url: null }];
    default:
      return [
        ...card.jump_list.map(({ title, url }) => ({ key: '', text: title, style: 1, url: url ?? null })),
        ...menu,
      ];
  }
}

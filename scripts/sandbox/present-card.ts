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
    case 'news_notice':
      return [
        ...card.vertical_content_list.map(lineOf),
        ...card.horizontal_content_list.map(rowOf),
        ...deadJumps(card),
      ];
    case 'text_notice':
      return [...card.horizontal_content_list.map(rowOf), ...deadJumps(card)];
    case 'button_interaction':
      return card.horizontal_content_list.map(rowOf);
  }
}

type Row = CardView['rows'][number];
type Button = CardView['buttons'][number];
type Notice = Extract<CardBody, { jump_list: unknown }>;

const lineOf = ({ title, desc = '' }: { title: string; desc?: string | undefined }): Row => ({
  name: title,
  value: desc,
  url: null,
});

const rowOf = (row: Notice['horizontal_content_list'][number]): Row => ({
  name: row.keyname,
  value: row.value ?? '',
  url: row.type === 1 ? (row.url ?? null) : null,
});

/** Lines of a jump list that open no web page here. */
const deadJumps = ({ jump_list: jumps }: Notice): Row[] =>
  jumps
    .filter(({ url }) => !url)
    .map(({ title, type }) => ({ name: title, value: type === 2 ? '小程序' : '', url: null }));

function buttons(card: CardBody): Button[] {
  const menu = menuOf(card).map(({ key, text }) => ({ key, text, style: 2, url: null }));
  switch (card.card_type) {
    case 'button_interaction':
      return [...card.button_list.map(buttonOf), ...menu];
    case 'vote_interaction':
    case 'multiple_interaction':
      return [{ ...card.submit_button, style: 1, url: null }];
    default:
      return [...card.jump_list.flatMap(linkOf), ...menu];
  }
}

type ListedButton = Extract<CardBody, { button_list: unknown }>['button_list'][number];

/** A button that opens a page has no key of its own; it gets one, so that no two buttons share theirs. */
const buttonOf = ({ key, text, style, type, url = '' }: ListedButton, index: number): Button =>
  type === 1 ? { key: `url-${index}`, text, style, url } : { key: key ?? '', text, style, url: null };

const linkOf = ({ title, url }: Notice['jump_list'][number], index: number): Button[] =>
  url ? [{ key: `url-${index}`, text: title, style: 1, url }] : [];

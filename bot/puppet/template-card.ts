/** A template card as `message/send` takes it; limits that WeCom checks are in wecom-api.md 3.2. */
export type TemplateCard =
  TextNoticeCard | NewsNoticeCard | ButtonInteractionCard | VoteInteractionCard | MultipleInteractionCard;

/** A card that informs and leads to a page. */
export interface TextNoticeCard extends CardHead, NoticeParts {
  card_type: 'text_notice';
  emphasis_content?: TitleAndDesc;
  sub_title_text?: string;
  quote_area?: QuoteArea;
  horizontal_content_list?: HorizontalContent[];
}

/** A card that informs with a picture and leads to a page; it needs `card_image` or `image_text_area`. */
export interface NewsNoticeCard extends CardHead, NoticeParts {
  card_type: 'news_notice';
  card_image?: { url: string; aspect_ratio?: number };
  image_text_area?: TitleAndDesc & CardLink & { image_url: string };
  quote_area?: QuoteArea;
  horizontal_content_list?: HorizontalContent[];
  vertical_content_list?: TitleAndDesc[];
}

/** A card with up to six buttons; pressing one calls back with its key. */
export interface ButtonInteractionCard extends CardHead {
  card_type: 'button_interaction';
  task_id: string;
  button_list: CardButton[];
  button_selection?: Selection;
  sub_title_text?: string;
  quote_area?: QuoteArea;
  horizontal_content_list?: HorizontalContent[];
  action_menu?: ActionMenu;
  card_action?: CardLink;
}

/** A card on which a member ticks one or several options and submits them. */
export interface VoteInteractionCard extends CardHead {
  card_type: 'vote_interaction';
  task_id: string;
  checkbox: { question_key: string; mode?: 0 | 1; option_list: { id: string; text: string; is_checked?: boolean }[] };
  submit_button: SubmitButton;
}

/** A card with up to three drop-down lists that are submitted together. */
export interface MultipleInteractionCard extends CardHead {
  card_type: 'multiple_interaction';
  task_id: string;
  select_list: Selection[];
  submit_button: SubmitButton;
}

interface CardHead {
  source?: { icon_url?: string; desc?: string; desc_color?: 0 | 1 | 2 | 3 };
  main_title?: TitleAndDesc;
}

interface NoticeParts {
  card_action: CardLink;
  jump_list?: (CardLink & { title: string })[];
  /** The menu at the top right; a card with one needs a `task_id`. */
  action_menu?: ActionMenu;
  /** Unique within the app: at most 128 of `0-9A-Za-z_-@`. */
  task_id?: string;
}

/** A button that calls back with its key (type 0, the default) or opens a page (type 1); `style` 1 is the emphasized one. */
export type CardButton = { text: string; style?: 1 | 2 | 3 | 4 } & (
  { type?: 0; key: string } | { type: 1; url: string }
);

/** Where a tap leads: nowhere (0, not for `card_action`), to a page (1) or into a mini-program (2). */
export interface CardLink {
  type?: 0 | 1 | 2;
  url?: string;
  appid?: string;
  pagepath?: string;
}

/** A line of a card: a short name and its value, which may open a page (1), a file (2) or a member's profile (3). */
export interface HorizontalContent {
  keyname: string;
  value?: string;
  type?: 0 | 1 | 2 | 3;
  url?: string;
  media_id?: string;
  userid?: string;
}

interface TitleAndDesc {
  title?: string;
  desc?: string;
}

interface QuoteArea extends CardLink {
  title?: string;
  quote_text?: string;
}

interface ActionMenu {
  desc?: string;
  action_list: { text: string; key: string }[];
}

interface Selection {
  question_key: string;
  title?: string;
  selected_id?: string;
  option_list: { id: string; text: string }[];
}

interface SubmitButton {
  text: string;
  key: string;
}

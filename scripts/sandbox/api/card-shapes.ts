import { z } from 'zod';
import {
  actionMenu,
  button,
  cardAction,
  jumps,
  leadsSomewhere,
  mainTitle,
  options,
  questionKey,
  quoteArea,
  rows,
  select,
  source,
  submitButton,
  target,
  taskId,
  verticalContent,
} from './card-parts.ts';
import { optionalText, requiredText } from './endpoint.ts';

const common = { source: source.optional(), task_id: taskId.optional() };
const notice = { action_menu: actionMenu.optional(), quote_area: quoteArea.optional(), horizontal_content_list: rows };

const textNotice = z
  .object({
    card_type: z.literal('text_notice'),
    ...common,
    ...notice,
    main_title: mainTitle.optional(),
    emphasis_content: mainTitle.optional(),
    sub_title_text: optionalText(),
    jump_list: jumps,
    card_action: cardAction,
  })
  .refine(
    (card) => Boolean(card.main_title?.title) || Boolean(card.sub_title_text),
    '42033 main_title.title and sub_title_text both missing',
  );

const newsNotice = z
  .object({
    card_type: z.literal('news_notice'),
    ...common,
    ...notice,
    main_title: z.object(
      { title: requiredText('42033 main_title.title missing'), desc: optionalText() },
      '42033 main_title missing',
    ),
    card_image: z
      .object({
        url: requiredText('42044 card_image.url missing'),
        aspect_ratio: z.number().min(1.3).max(2.25).optional(),
      })
      .optional(),
    image_text_area: z
      .object({
        type: z.int().min(0).max(2).optional(),
        ...target,
        title: optionalText(),
        desc: optionalText(),
        image_url: requiredText('42044 image_text_area.image_url missing'),
      })
      .superRefine(leadsSomewhere)
      .optional(),
    vertical_content_list: z.array(verticalContent).max(4, '42036 vertical_content_list length invalid').default([]),
    jump_list: jumps,
    card_action: cardAction,
  })
  .refine(
    (card) => card.card_image !== undefined || card.image_text_area !== undefined,
    '42044 card_image and image_text_area both missing',
  );

const buttonInteraction = z.object({
  card_type: z.literal('button_interaction'),
  ...common,
  ...notice,
  main_title: mainTitle.default({}),
  sub_title_text: optionalText(),
  button_selection: select.optional(),
  button_list: z.array(button).min(1).max(6),
  card_action: cardAction.optional(),
  task_id: taskId,
});

const voteInteraction = z.object({
  card_type: z.literal('vote_interaction'),
  ...common,
  main_title: mainTitle.default({}),
  checkbox: z.object({
    question_key: questionKey,
    mode: z.literal([0, 1]).default(0),
    disable: z.boolean().optional(),
    option_list: options(20),
  }),
  submit_button: submitButton,
  task_id: taskId,
});

const multipleInteraction = z.object({
  card_type: z.literal('multiple_interaction'),
  ...common,
  main_title: mainTitle.default({}),
  select_list: z
    .array(select, '42047 select_list invalid')
    .min(1, '42047 select_list length invalid')
    .max(3, '42047 select_list length invalid'),
  submit_button: submitButton,
  task_id: taskId,
});

/** A `template_card` of any of the five kinds, with the limits that WeCom enforces. */
export const cardBody = z
  .discriminatedUnion(
    'card_type',
    [textNotice, newsNotice, buttonInteraction, voteInteraction, multipleInteraction],
    '42031 invalid card_type',
  )
  .refine(
    (card) => !('action_menu' in card && card.action_menu) || card.task_id !== undefined,
    '42014 task_id missing',
  );

/** A checked `template_card`. */
export type CardBody = z.infer<typeof cardBody>;

/** Whether WeCom gives a response_code when this card is sent. */
export const isInteractive = ({ card_type }: CardBody): boolean => card_type.endsWith('_interaction');

/** Whether pressing something on the card calls the app back, so that the app needs a callback address. */
export const callsBack = (card: CardBody): boolean =>
  menuOf(card).length > 0 ||
  (card.card_type === 'button_interaction' ? card.button_list.some(({ type }) => type === 0) : isInteractive(card));

/** The entries of the card's top-right menu. */
export const menuOf = (card: CardBody): { text: string; key: string }[] =>
  ('action_menu' in card && card.action_menu?.action_list) || [];

import { z } from 'zod';
import { optionalText, requiredText } from './endpoint.ts';

// The numbers in the messages are WeCom's errcodes for each fault of a card (wecom-api.md 3.2 and 12).
// Lengths that the documentation only advises are not refused here either.

const MAX_KEY_BYTES = 1024;
const MAX_OPTION_BYTES = 128;

/** The addresses a part may lead to. */
export const target = {
  url: optionalText(2048),
  appid: optionalText(),
  pagepath: optionalText(),
};

/** Where a press leads: a web page (type 1) or a mini-program page (type 2). */
export const leadsSomewhere = (
  part: { type?: number | undefined; url?: string | undefined; appid?: string | undefined },
  context: z.RefinementCtx,
): void => {
  if (part.type === 1 && !part.url) context.addIssue({ code: 'custom', message: '42028 Template_Card url missing' });
  if (part.type === 2 && !part.appid)
    context.addIssue({ code: 'custom', message: '42030 Template_Card appid missing' });
};

/** Who speaks: an icon, a name and its colour. */
export const source = z.object({
  icon_url: optionalText(),
  desc: optionalText(),
  desc_color: z.int().min(0).max(3).default(0),
});

/** A title with a description; the emphasised figure has the same form. */
export const mainTitle = z.object({ title: optionalText(), desc: optionalText() });

/** The top-right menu; keys differ from each other. */
export const actionMenu = z
  .object({
    desc: optionalText(),
    action_list: z
      .array(
        z.object({
          text: requiredText('42038 action_list.text missing'),
          key: requiredText('42039 action_list.key missing', MAX_KEY_BYTES),
        }),
      )
      .min(1)
      .max(3),
  })
  .refine(
    ({ action_list: list }) => new Set(list.map(({ key }) => key)).size === list.length,
    '42051 action_list.key conflict',
  );

/** A quotation that may lead somewhere. */
export const quoteArea = z
  .object({ type: z.int().min(0).max(2).optional(), ...target, title: optionalText(), quote_text: optionalText() })
  .superRefine(leadsSomewhere);

const horizontalContent = z
  .object({
    keyname: requiredText('42027 horizontal_content_list.keyname missing'),
    value: optionalText(),
    type: z.int().min(0).max(3).optional(),
    url: optionalText(2048),
    media_id: optionalText(),
    userid: optionalText(64),
  })
  .superRefine((row, context) => {
    if (row.type === 1) leadsSomewhere(row, context);
    if (row.type === 2 && !row.media_id)
      context.addIssue({ code: 'custom', message: '42029 horizontal_content_list.media_id missing' });
    if (row.type === 3 && !row.userid)
      context.addIssue({ code: 'custom', message: '42050 horizontal_content_list.userid missing' });
  });

/** A line of text under the picture. */
export const verticalContent = z.object({
  title: requiredText('42033 vertical_content_list.title missing'),
  desc: optionalText(),
});

const jump = z
  .object({ type: z.int().min(0).max(2).optional(), title: requiredText('42033 jump_list.title missing'), ...target })
  .superRefine(leadsSomewhere);

/** Where a press on the card itself leads. */
export const cardAction = z
  .object({ type: z.literal([1, 2], '42045 card_action.type invalid'), ...target }, '42045 card_action missing')
  .superRefine(leadsSomewhere);

const option = z.object({
  id: requiredText('42040 option_list.id missing or invalid', MAX_OPTION_BYTES),
  text: requiredText('42041 option_list.text missing or invalid'),
  is_checked: z.boolean().optional(),
});

/** Between 1 and `max` options of a question. */
export const options = (max: number): z.ZodArray<typeof option> =>
  z
    .array(option, '42037 option_list invalid')
    .min(1, '42037 option_list length invalid')
    .max(max, '42037 option_list length invalid');

/** Names a question in the event. */
export const questionKey = requiredText('42043 question_key missing or invalid', MAX_KEY_BYTES);

/** A drop-down list. */
export const select = z.object({
  question_key: questionKey,
  title: optionalText(),
  selected_id: optionalText(),
  disable: z.boolean().optional(),
  option_list: options(10),
});

/** A button that calls back (type 0, with a key) or opens a page (type 1, with a url). */
export const button = z
  .object({
    text: requiredText('42038 button_list.text missing or invalid'),
    style: z.int().min(1).max(4).default(1),
    type: z.int().min(0).max(1).default(0),
    key: z.string().optional(),
    url: optionalText(2048),
  })
  .superRefine(({ type, key, url }, context) => {
    if (type === 1) leadsSomewhere({ type, url }, context);
    else if (!key || Buffer.byteLength(key) > MAX_KEY_BYTES)
      context.addIssue({ code: 'custom', message: '42039 button_list.key missing or invalid' });
  });

/** The id of the task a card stands for, unique in the app. */
export const taskId = z.string('42014 invalid task_id').regex(/^[0-9A-Za-z_\-@]{1,128}$/, '42014 invalid task_id');

/** Sends what was chosen. */
export const submitButton = z.object(
  {
    text: requiredText('42049 submit_button.text missing or invalid'),
    key: requiredText('42046 submit_button.key missing or invalid', MAX_KEY_BYTES),
  },
  '42049 submit_button missing',
);

/** Rows of name and value. */
export const rows = z.array(horizontalContent).max(6, '42035 horizontal_content_list length invalid').default([]);
/** Lines that lead somewhere. */
export const jumps = z.array(jump).max(3, '42042 jump_list length invalid').default([]);

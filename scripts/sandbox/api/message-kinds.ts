import { z } from 'zod';
import type { Shown } from '../chat.ts';
import { gist } from '../people.ts';
import { readSettings } from '../settings.ts';
import type { World } from '../world.ts';
import { cardBody, type CardBody } from './card-shapes.ts';
import { ApiError, check, optionalText, requiredText } from './endpoint.ts';

const TEXT_BYTES = 2048;

/** An app message ready to be shown: what the member sees, and what the wire record calls it. */
export interface Prepared {
  shown: Shown[];
  label: string;
  card?: CardBody;
}

type Kind = (world: World, body: unknown) => Prepared;

const kind =
  <T>(schema: z.ZodType<T>, prepare: (body: T, world: World) => Prepared): Kind =>
  (world, body) =>
    prepare(check(schema, body), world);

const address = requiredText('41010 url missing', TEXT_BYTES).refine(
  (url) => /^https?:\/\//i.test(url),
  '45034 url lacks scheme',
);

const text = kind(z.object({ content: requiredText('44004 empty content') }, '44004 empty content'), ({ content }) => ({
  shown: [{ kind: 'text', text: cutBytes(content, TEXT_BYTES) }],
  label: `文本「${gist(content)}」`,
}));

const markdown = kind(z.object({ content: requiredText('44004 empty content') }), ({ content }, world) => {
  if (Buffer.byteLength(content) > TEXT_BYTES && readSettings(world).longMarkdown === 'refused')
    throw new ApiError(40058, 'markdown.content exceed max length 2048. invalid Request Parameter');
  return {
    shown: [{ kind: 'markdown', text: cutBytes(content, TEXT_BYTES) }],
    label: `markdown「${gist(content)}」`,
  };
});

const textcard = kind(
  z.object({
    title: requiredText('41016 title missing'),
    description: requiredText('41033 description missing'),
    url: address,
    btntxt: z.string().default('详情'),
  }),
  ({ title, description, url, btntxt }) => ({
    shown: [
      { kind: 'textcard', title: cut(title, 128), description: cut(description, 512), url, button: cut(btntxt, 4) },
    ],
    label: `文本卡片「${gist(title)}」`,
  }),
);

const article = z
  .object({
    title: requiredText('41016 title missing'),
    description: z.string().default(''),
    url: address.optional(),
    appid: optionalText(),
    pagepath: optionalText(),
    picurl: optionalText(),
  })
  .refine(({ url, appid, pagepath }) => Boolean(url) || Boolean(appid && pagepath), '41010 url missing');

const news = kind(
  z.object({
    articles: z.array(article).min(1, '45008 wrong number of articles').max(8, '45008 wrong number of articles'),
  }),
  ({ articles }) => ({
    shown: articles.map(({ title, description, url }) => ({
      kind: 'textcard',
      title: cut(title, 128),
      description: cut(description, 512),
      url: url ?? '',
      button: '阅读全文',
    })),
    label: `图文「${gist(articles[0]?.title ?? '')}」`,
  }),
);

const noticeText = z
  .string()
  .refine((value) => [...value].length >= 4 && [...value].length <= 12, '90203 notice text length invalid');

const miniprogramNotice = kind(
  z.object({
    appid: requiredText('40058 appid missing'),
    page: requiredText('40058 page invalid', 1024).optional(),
    title: noticeText,
    description: noticeText.optional(),
    emphasis_first_item: z.boolean().optional(),
    content_item: z
      .array(z.object({ key: z.string().min(1).max(10), value: z.string().min(1).max(30) }))
      .max(10)
      .default([]),
  }),
  ({ title, description = '', content_item: items }) => ({
    shown: [
      {
        kind: 'textcard',
        title,
        description: [description, ...items.map(({ key, value }) => `${key}：${value}`)].filter(Boolean).join('\n'),
        url: '',
        button: '打开小程序',
      },
    ],
    label: `小程序通知「${title}」`,
  }),
);

const media = (type: string, name: string): Kind =>
  kind(z.object({ media_id: requiredText('41006 media_id missing') }), ({ media_id: id }, world) => {
    const stored = world.records.media.get(id);
    if (!stored || stored.type !== type || stored.expiresAt <= world.clock.now().getTime())
      throw new ApiError(40007, 'invalid media_id');
    return { shown: [{ kind: 'text', text: `[${name}] ${stored.name}` }], label: name };
  });

const templateCard = kind(cardBody, (card) => ({
  shown: [{ kind: 'card', card }],
  label: `卡片「${gist(card.main_title?.title ?? '')}」`,
  card,
}));

const KINDS = new Map<string, Kind>([
  ['text', text],
  ['markdown', markdown],
  ['textcard', textcard],
  ['news', news],
  ['miniprogram_notice', miniprogramNotice],
  ['template_card', templateCard],
  ['image', media('image', '图片')],
  ['voice', media('voice', '语音')],
  ['video', media('video', '视频')],
  ['file', media('file', '文件')],
]);

/** Checks the body of one message type (wecom-api.md 3.1); 40008 for a type that is unknown here. */
export function prepareMessage(world: World, msgtype: string, message: Record<string, unknown>): Prepared {
  const prepare = KINDS.get(msgtype);
  if (!prepare) throw new ApiError(40008, 'invalid msgtype');
  return prepare(world, message[msgtype]);
}

const cut = (value: string, length: number): string => [...value].slice(0, length).join('');

/** The longest beginning of at most `bytes` UTF-8 bytes that splits no character. */
function cutBytes(value: string, bytes: number): string {
  const buffer = Buffer.from(value);
  let end = Math.min(bytes, buffer.length);
  while (end > 0 && end < buffer.length && ((buffer[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return buffer.subarray(0, end).toString();
}

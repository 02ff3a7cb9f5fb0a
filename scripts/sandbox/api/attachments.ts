import { z } from 'zod';
import type { CustomerChatItem } from '../api.ts';
import type { World } from '../world.ts';
import { ApiError, requiredText } from './endpoint.ts';

// wecom-api.md 6.3 and 6.4: the same five kinds in welcome messages and in mass sends.

const withMedia = z.object({ media_id: requiredText('41006 media_id missing') }, '41065 invalid attachment');

const attachment = z.discriminatedUnion(
  'msgtype',
  [
    z.object({
      msgtype: z.literal('image'),
      image: z
        .object({ media_id: z.string().optional(), pic_url: z.string().optional() }, '41065 invalid attachment')
        .refine(({ media_id: id, pic_url: url }) => Boolean(id) || Boolean(url), '41006 media_id missing'),
    }),
    z.object({
      msgtype: z.literal('link'),
      link: z.object(
        {
          title: requiredText('41016 title missing or too long', 128),
          picurl: z.string().optional(),
          desc: z
            .string()
            .refine((text) => Buffer.byteLength(text) <= 512, '40058 link.desc exceed max length 512')
            .optional(),
          url: requiredText('41010 url missing'),
        },
        '41065 invalid attachment',
      ),
    }),
    z.object({
      msgtype: z.literal('miniprogram'),
      miniprogram: z.object(
        {
          title: requiredText('41016 title missing or too long', 64),
          pic_media_id: requiredText('41006 pic_media_id missing'),
          appid: requiredText('40058 appid missing'),
          page: requiredText('40058 page missing'),
        },
        '41065 invalid attachment',
      ),
    }),
    z.object({ msgtype: z.literal('video'), video: withMedia }),
    z.object({ msgtype: z.literal('file'), file: withMedia }),
  ],
  '41065 invalid attachment',
);

/** Text and attachments of a message to customers; not both empty. */
export const messageFields = {
  text: z
    .object({
      content: z
        .string()
        .refine((text) => Buffer.byteLength(text) <= 4000, '45002 content size out of limit')
        .default(''),
    })
    .optional(),
  attachments: z.array(attachment).max(9, '41064 too many attachments').default([]),
};

/** Whether a message to customers says anything at all. */
export const saysSomething = ({ text, attachments }: MessageContent): boolean =>
  Boolean(text?.content) || attachments.length > 0;

/** A picture, link, mini-program page, video or file sent to a customer. */
export type Attachment = z.infer<typeof attachment>;

/** What is said to a customer, as the API is given it. */
export interface MessageContent {
  text?: { content: string } | undefined;
  attachments: Attachment[];
}

/** Throws 40007 when one of the files is unknown or older than three days. */
export function requireMedia(world: World, attachments: Attachment[]): void {
  const now = world.clock.now().getTime();
  if (attachments.flatMap(mediaOf).some((id) => (world.records.media.get(id)?.expiresAt ?? 0) <= now))
    throw new ApiError(40007, 'invalid media_id');
}

function mediaOf(part: Attachment): string[] {
  switch (part.msgtype) {
    case 'image':
      return part.image.media_id ? [part.image.media_id] : [];
    case 'link':
      return [];
    case 'miniprogram':
      return [part.miniprogram.pic_media_id];
    case 'video':
      return [part.video.media_id];
    case 'file':
      return [part.file.media_id];
  }
}

/** An attachment as the customer's phone shows it. */
export function presentAttachment(part: Attachment): CustomerChatItem['attachments'][number] {
  switch (part.msgtype) {
    case 'image':
      return { kind: 'image', title: '图片', url: null };
    case 'link':
      return { kind: 'link', title: part.link.title, url: part.link.url };
    case 'miniprogram':
      return { kind: 'miniprogram', title: part.miniprogram.title, url: null };
    case 'video':
      return { kind: 'video', title: '视频', url: null };
    case 'file':
      return { kind: 'file', title: '文件', url: null };
  }
}

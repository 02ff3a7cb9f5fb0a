import { z } from 'zod';
import type { CustomerChatItem } from '../api.ts';
import { useWelcome, welcomeFault } from '../friends.ts';
import { customerName, gist } from '../people.ts';
import { addPhoneItem } from '../phone.ts';
import { ApiError, defineEndpoint, requiredText } from './endpoint.ts';

// wecom-api.md 6.3.

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

const welcomeInput = z
  .object({
    welcome_code: z.string('41049 welcome_code missing').min(1, '41049 welcome_code missing'),
    text: z
      .object({
        content: z
          .string()
          .refine((text) => Buffer.byteLength(text) <= 4000, '45002 content size out of limit')
          .default(''),
      })
      .optional(),
    attachments: z.array(attachment).max(9, '41064 too many attachments').default([]),
  })
  .refine(
    ({ text, attachments }) => Boolean(text?.content) || attachments.length > 0,
    '40063 text and attachments both empty',
  );

/** `externalcontact/send_welcome_msg`: within 20 seconds of the event, once; 41051 when they write already. */
export const sendWelcome = defineEndpoint({
  method: 'POST',
  path: 'externalcontact/send_welcome_msg',
  title: '发欢迎语',
  input: welcomeInput,
  run(world, { welcome_code: code, text, attachments }) {
    const welcome = world.records.welcomeCodes.get(code);
    const fault = welcomeFault(world, code);
    if (!welcome || fault === 'invalid') throw new ApiError(41050, 'invalid welcome code');
    if (fault === 'chatting') throw new ApiError(41051, 'externaluser has started chatting');
    const medias = attachments.flatMap(mediaOf);
    const now = world.clock.now().getTime();
    if (medias.some((id) => (world.records.media.get(id)?.expiresAt ?? 0) <= now))
      throw new ApiError(40007, 'invalid media_id');

    useWelcome(world, code);
    const { userid, external_userid: externalUserId } = welcome;
    addPhoneItem(world, {
      userid,
      externalUserId,
      from: 'member',
      origin: 'welcome',
      text: text?.content ?? '',
      attachments: attachments.map(presentAttachment),
    });
    return { reply: {}, summary: `给${customerName(world, externalUserId)}发欢迎语：${gist(text?.content ?? '')}` };
  },
});

type Attachment = z.infer<typeof attachment>;

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

import { z } from 'zod';
import { menuLeaves } from '../api/menu.ts';
import { addMemberLine, readChat, readInChat } from '../chat.ts';
import type { CompanyMember } from '../company.ts';
import { tellAppEvent, tellMessage, type MemberMessage } from '../events.ts';
import { Refusal } from '../http.ts';
import { secretCode } from '../ids.ts';
import { newLoginCode } from '../login.ts';
import { findMember, isVisible } from '../people.ts';
import type { World } from '../world.ts';
import { pressCard, pressInput } from './press.ts';
import { control } from './route.ts';

const nothing = z.unknown();
const word = (max: number): z.ZodString => z.string().trim().min(1, '说点什么吧').max(max, `最多 ${max} 个字`);

const said = z.union(
  [
    z.strictObject({ text: word(5000) }),
    z.strictObject({ image: z.strictObject({ picUrl: z.url() }) }),
    z.strictObject({ location: z.strictObject({ latitude: z.number(), longitude: z.number(), label: word(200) }) }),
    z.strictObject({
      link: z.strictObject({ title: word(200), description: z.string().max(500).default(''), url: z.url() }),
    }),
  ],
  '说点什么吧，最多 5000 个字',
);

/** What a member does in his chat with the app. */
export const memberRoutes = [
  control('GET /members/:userid/chat', nothing, (world, { params }) =>
    readChat(world, requireMember(world, params.userid).userid),
  ),

  control('POST /members/:userid/messages', said, (world, { params, body }) => {
    const { userid } = requireUser(world, params.userid);
    const message = toMessage(body);
    const id = addMemberLine(world, userid, lineOf(message));
    tellMessage(world, userid, message);
    return { id };
  }),

  control('POST /members/:userid/press', pressInput, (world, { params, body }) => {
    const { userid } = requireUser(world, params.userid);
    pressCard(world, userid, body);
    return {};
  }),

  control('POST /members/:userid/menu', z.object({ key: z.string().min(1) }), (world, { params, body }) => {
    const { userid } = requireUser(world, params.userid);
    const button = menuLeaves(world).find(({ key, url }) => (key ?? url) === body.key);
    if (!button) throw new Refusal(404, '菜单里没有这一项');
    tellAppEvent(world, userid, button.type === 'view' ? 'view' : 'click', body.key);
    return {};
  }),

  control('POST /members/:userid/open', nothing, (world, { params }) => {
    tellAppEvent(world, requireUser(world, params.userid).userid, 'enter_agent');
    return {};
  }),

  control('POST /members/:userid/subscribe', nothing, (world, { params }) => {
    tellAppEvent(world, requireMember(world, params.userid).userid, 'subscribe');
    return {};
  }),

  control('POST /members/:userid/unsubscribe', nothing, (world, { params }) => {
    tellAppEvent(world, requireMember(world, params.userid).userid, 'unsubscribe');
    return {};
  }),

  control('POST /members/:userid/login', nothing, (world, { params }) => {
    const { userid } = requireMember(world, params.userid);
    return { code: newLoginCode(world, 'mini', { userid, externalUserId: null }) };
  }),

  control('POST /members/:userid/read', nothing, (world, { params }) => {
    readInChat(world, requireMember(world, params.userid).userid);
    return {};
  }),
];

/** The member of that userid; a Refusal (404) when there is none. */
export function requireMember(world: World, userid = ''): CompanyMember {
  const member = findMember(world, userid);
  if (!member) throw new Refusal(404, '没有这位员工');
  return member;
}

/** A member who has the app; a Refusal (409) for one outside its visible range. */
function requireUser(world: World, userid = ''): CompanyMember {
  const member = requireMember(world, userid);
  if (!isVisible(world, userid)) throw new Refusal(409, '应用对他不可见');
  return member;
}

function toMessage(body: z.infer<typeof said>): MemberMessage {
  if ('image' in body) return { type: 'image', picUrl: body.image.picUrl, mediaId: secretCode() };
  if ('location' in body) return { type: 'location', scale: 16, ...body.location };
  if ('link' in body) return { type: 'link', picUrl: '', ...body.link };
  return { type: 'text', text: body.text };
}

function lineOf(message: MemberMessage): string {
  switch (message.type) {
    case 'text':
      return message.text;
    case 'image':
      return '[图片]';
    case 'location':
      return `[位置] ${message.label}`;
    case 'link':
      return `[链接] ${message.title}`;
  }
}

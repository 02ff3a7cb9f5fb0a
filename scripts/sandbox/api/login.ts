import { z } from 'zod';
import { secretCode } from '../ids.ts';
import { newUserTicket, openidOf, useLoginCode } from '../login.ts';
import { customerName, findMember, memberName } from '../people.ts';
import type { LoginCode } from '../records.ts';
import { readSettings } from '../settings.ts';
import type { World } from '../world.ts';
import { ApiError, defineEndpoint } from './endpoint.ts';

// wecom-api.md 5, H5 login and mini-program login.

const code = z.string('41008 code missing').min(1, '41008 code missing');

/** `auth/getuserinfo`: who opened the page; a person outside has an external_userid only while he is a customer. */
export const getUserInfo = defineEndpoint({
  method: 'GET',
  path: 'auth/getuserinfo',
  title: '读网页登录身份',
  input: z.object({ code }),
  run(world, input) {
    const login = requireLogin(world, 'web', input.code);
    const { userid, external_userid: external } = login;
    if (userid !== null) {
      const ticket = login.details ? { user_ticket: newUserTicket(world, userid) } : {};
      return { reply: { userid, ...ticket }, summary: `网页登录：${memberName(world, userid)}` };
    }
    const id = external ?? '';
    const known = world.records.follows.list(id).length > 0 ? { external_userid: id } : {};
    return { reply: { openid: openidOf(world, id), ...known }, summary: `网页登录：客户${customerName(world, id)}` };
  },
});

/** `auth/getuserdetail`: what a member agreed to show; here that is his mobile number, the rest is empty. */
export const getUserDetail = defineEndpoint({
  method: 'POST',
  path: 'auth/getuserdetail',
  title: '读员工敏感信息',
  input: z.object({ user_ticket: z.string('84015 invalid user_ticket') }),
  run(world, { user_ticket: ticket }) {
    const known = world.records.userTickets.get(ticket);
    if (!known) throw new ApiError(84015, 'invalid user_ticket');
    if (known.expiresAt <= world.clock.now().getTime()) throw new ApiError(84014, 'user_ticket expired');
    const { userid } = known;
    const withheld = { gender: '0', avatar: '', qr_code: '', email: '', biz_mail: '', address: '' };
    const mobile = findMember(world, userid)?.mobile ?? '';
    return { reply: { userid, mobile, ...withheld }, summary: `读${memberName(world, userid)}的敏感信息` };
  },
});

/** `miniprogram/jscode2session`: who opened the mini-program inside WeCom, by the code of `wx.qy.login`. */
export const getMiniSession = defineEndpoint({
  method: 'GET',
  path: 'miniprogram/jscode2session',
  title: '读小程序登录身份',
  input: z.object({
    js_code: code,
    grant_type: z.literal('authorization_code', '40002 invalid grant_type'),
  }),
  run(world, { js_code: jsCode }) {
    const userid = requireLogin(world, 'mini', jsCode).userid ?? '';
    const reply = { corpid: world.corp.id, userid, session_key: secretCode() };
    return { reply, summary: `小程序登录：${memberName(world, userid)}` };
  },
});

function requireLogin(world: World, kind: LoginCode['kind'], value: string): LoginCode {
  const login = useLoginCode(world, kind, value);
  if (login === 'unknown') throw new ApiError(40029, 'invalid code');
  if (login === 'used') throw usedCode(world, kind);
  if (login === 'expired') throw new ApiError(42003, 'code expired');
  // He may have left since he opened the page.
  if (login.userid !== null && !findMember(world, login.userid)) throw new ApiError(60111, 'userid not found');
  return login;
}

const usedCode = (world: World, kind: LoginCode['kind']): ApiError =>
  kind === 'mini' && readSettings(world).usedMiniCode === 40_029
    ? new ApiError(40029, 'invalid code')
    : new ApiError(42022, 'code has been used');

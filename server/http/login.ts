import { timingSafeEqual } from 'node:crypto';
import type Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import type { TransactionFacts } from '../db/transaction.ts';
import { system } from '../kernel/actor.ts';
import { DomainError } from '../kernel/errors.ts';
import { newSecret } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import type { WecomPort } from '../kernel/ports.ts';
import { logInCustomer, logInMember } from '../sessions/log-in.ts';
import { OWN_SESSION_HOURS, SESSION_DAYS } from '../sessions/open-session.ts';
import { revokeSession } from '../sessions/revoke-sessions.ts';
import { WecomFault } from '../wecom/fault.ts';
import { credentialsOf, sessionCookie } from './authenticate.ts';
import { clearCookie, setCookie } from './cookies.ts';
import { checkInput, type Entrance, type RouteFacts } from './define-route.ts';
import { STATUS } from './errors.ts';
import { requireOwnPage } from './same-site.ts';
import { readJson } from './serve-routes.ts';

/** What log-in needs. */
export interface LoginDeps {
  entrance: Entrance;
  /** Asked outside any transaction: whoever logs in waits for the answer. */
  wecom: WecomPort;
  corpId: string;
  agentId: number;
  /** Where WeCom asks the member, without a slash at its end; '' for this very address. */
  oauthBase: string;
  publicUrl: string | null;
  log: Log;
}

const LOGIN_COOKIE = 'changke-login';
const LOGIN_PATH = '/api/login';
/** WeCom's code lives five minutes; the member may take a moment before it. */
const LOGIN_SECONDS = 600;
const PAGES = '/m/';
/** The page of customers, the only one that they have. */
const OWN_PAGE = '/m/#/pages/member/home';

const code = z.string().min(1).max(512);
const callbackQuery = z.object({ code, state: z.string().min(1).max(128) });
const userid = z.string().min(1).max(64);
/** A member, or a customer of a member whom the app may see; of anybody else WeCom tells an openid alone (wecom-api 5). */
const visitorReply = z.union([z.object({ userid }), z.object({ external_userid: z.string().min(1).max(64) })]);
const sessionReply = z.object({ userid, corpid: z.string() });

const LOGIN: TransactionFacts = { rank: 'asked', what: 'login' };

/** WeCom's answers to a code that is wrong, over or spent. */
const CODE_REFUSED: readonly (number | null)[] = [40029, 41008, 42003, 42022];
/** Whoever it was has left since. */
const NO_SUCH_MEMBER = 60111;

/** The mini-program's log-in: the code of `wx.qy.login` for a token, which is sent with each request as `Authorization: Bearer`. */
export const miniprogramLogin = {
  name: 'logInMiniprogram',
  path: '/login/miniprogram',
  summary: '小程序登录：用 wx.qy.login 的 code 换会话',
  input: z.object({ code }),
  output: z.object({ token: z.string(), expiresAt: z.date() }).meta({ id: 'OpenedSession' }),
} satisfies RouteFacts;

/** Ends the session of the one who asks, wherever it is kept. */
export const logout = {
  name: 'logOut',
  path: '/logout',
  summary: '退出登录',
  input: z.object({}),
  output: z.object({}),
} satisfies RouteFacts;

/** Serves log-in by WeCom: through its authorize page for browsers of members and customers, by code for the members' mini-program; and log-out. */
export function serveLogin(router: Router, deps: LoginDeps): void {
  const { entrance, wecom, corpId, agentId, oauthBase, publicUrl, log } = deps;
  const secure = publicUrl?.startsWith('https:') ?? false;

  router.get(LOGIN_PATH, (ctx) => {
    const state = newSecret().replace(/[^A-Za-z0-9]/g, '');
    const to = pageOf(ctx.query['to']);
    setCookie(ctx, LOGIN_COOKIE, `${state}.${encodeURIComponent(to)}`, {
      ...{ path: LOGIN_PATH, secure },
      maxAgeSeconds: LOGIN_SECONDS,
    });
    const query = new URLSearchParams({
      appid: corpId,
      redirect_uri: `${originOf(ctx, publicUrl)}${LOGIN_PATH}/callback`,
      response_type: 'code',
      scope: 'snsapi_base',
      state,
      agentid: String(agentId),
    });
    ctx.redirect(`${oauthBase}/connect/oauth2/authorize?${query.toString()}#wechat_redirect`);
  });

  router.get(`${LOGIN_PATH}/callback`, (ctx) =>
    onPage(ctx, async () => {
      const [state = '', to = ''] = (ctx.cookies.get(LOGIN_COOKIE) ?? '').split('.');
      clearCookie(ctx, LOGIN_COOKIE, { path: LOGIN_PATH, secure });
      const given = callbackQuery.safeParse(ctx.query);
      // Without it somebody could make another's browser log in as himself and read what is then written there.
      if (!given.success || state === '' || !isSame(state, given.data.state)) throw notLoggedIn();
      const ask = () => wecom.get('auth/getuserinfo', { code: given.data.code });
      const who = await exchange(visitorReply, ask, notKnown);
      const token = newSecret();
      if ('userid' in who) {
        await entrance.run(system, (useCase) => logInMember(useCase, who.userid, token), LOGIN);
        setCookie(ctx, sessionCookie(secure), token, { path: '/', secure, maxAgeSeconds: SESSION_DAYS * 86_400 });
        return ctx.redirect(pageOf(decoded(to)));
      }
      const opened = await entrance.run(system, (useCase) => logInCustomer(useCase, who.external_userid, token), LOGIN);
      if (!opened) throw notKnown();
      setCookie(ctx, sessionCookie(secure), token, { path: '/', secure, maxAgeSeconds: OWN_SESSION_HOURS * 3600 });
      ctx.redirect(OWN_PAGE);
    }),
  );

  router.post(`/api${miniprogramLogin.path}`, async (ctx) => {
    const given = checkInput(miniprogramLogin.input, await readJson(ctx));
    const ask = () =>
      wecom.get('miniprogram/jscode2session', { js_code: given.code, grant_type: 'authorization_code' });
    const who = await exchange(sessionReply, ask, notOfHere);
    if (who.corpid !== corpId) throw notOfHere();
    const token = newSecret();
    const { expiresAt } = await entrance.run(system, (useCase) => logInMember(useCase, who.userid, token), LOGIN);
    ctx.body = miniprogramLogin.output.parse({ token, expiresAt });
  });

  router.post(`/api${logout.path}`, async (ctx) => {
    const shown = credentialsOf(ctx, secure);
    if (shown?.from === 'cookie') requireOwnPage(ctx, publicUrl);
    if (shown) await entrance.run(system, (useCase) => revokeSession(useCase, shown.token), LOGIN);
    clearCookie(ctx, sessionCookie(secure), { path: '/', secure });
    ctx.body = {};
  });

  /** What WeCom answers to a code; a refused code and somebody who does not work here are told apart. */
  async function exchange<T>(
    reply: z.ZodType<T>,
    ask: () => Promise<Record<string, unknown>>,
    stranger: () => DomainError,
  ): Promise<T> {
    const answer = await ask().catch((error: unknown) => {
      if (!(error instanceof WecomFault)) throw error;
      if (CODE_REFUSED.includes(error.errcode)) throw notLoggedIn();
      if (error.errcode === NO_SUCH_MEMBER) throw notOfHere();
      log.warn('http.login-unavailable', { reason: error.reason });
      throw new DomainError('unavailable', 'login.unavailable', '企业微信没有回应，没有登录成功。请过一会儿再试。');
    });
    const read = reply.safeParse(answer);
    if (!read.success) throw stranger();
    return read.data;
  }
}

const notLoggedIn = (): DomainError =>
  new DomainError('unauthenticated', 'login.refused', '没有登录成功，这次登录已经失效。请再试一次。');

const notOfHere = (): DomainError => new DomainError('forbidden', 'login.not-a-member', '这里只对公司的员工开放。');

/** Neither a member nor, as far as WeCom and the product know, a customer. */
const notKnown = (): DomainError =>
  new DomainError(
    'forbidden',
    'login.not-known',
    '没有找到您的会员资料。请先加我们同事的企业微信，再从微信里打开这个链接。',
  );

/** Where WeCom leads back to; a product on this very machine answers to each of the machine's names. */
function originOf(ctx: Context, publicUrl: string | null): string {
  const here = `${ctx.protocol}://${ctx.host}`;
  return publicUrl === null || new URL(publicUrl).hostname === '127.0.0.1' ? here : publicUrl;
}

/** A page of ours to go on to after log-in; anything else would send people who trust our address elsewhere. */
const pageOf = (to: unknown): string =>
  typeof to === 'string' && /^\/m\/(#\/[\w\-/?=&%.]{0,500})?$/.test(to) ? to : PAGES;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A browser that was sent here shows what it gets, so a refusal is a page with its sentence. */
async function onPage(ctx: Context, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    ctx.status = STATUS[error.kind];
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = [
      '<!doctype html><html lang="zh-CN"><meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1"><title>常客</title>',
      `<style>${REFUSAL_STYLE}</style>`,
      `<main><p>${error.sentence}</p><a href="${LOGIN_PATH}">再试一次</a></main></html>`,
    ].join('');
  }
}

const REFUSAL_STYLE = [
  ':root{color-scheme:light dark;--bg:#f3f5f4;--ink:#14252b;--blue:#1b62cc;--blue-bg:#eaf1fc}',
  '@media(prefers-color-scheme:dark){:root{--bg:#0e1517;--ink:#e7eded;--blue:#7fb0fa;--blue-bg:#17293f}}',
  "body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.6 'PingFang SC','Noto Sans SC','Noto Sans CJK SC',sans-serif}",
  'main{max-width:22em;margin:0 auto;padding:25vh 24px 0;text-align:center}',
  "p{margin:0 0 20px;font-family:'Songti SC','Noto Serif SC','Noto Serif CJK SC',serif;font-size:18px}",
  'a{display:inline-block;padding:0 20px;border-radius:10px;background:var(--blue-bg);color:var(--blue);line-height:44px;text-decoration:none}',
].join('');

import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLocalHost, requireLocalHost } from './http.ts';
import { findSpeaker, newLoginCode, type Speaker } from './login.ts';
import type { World } from './world.ts';

const COOKIE = 'sandbox_as';
const SHOWN = 100;

/** Where a web page sends its reader to log in (wecom-api.md 5). */
export const AUTHORIZE_PATH = '/connect/oauth2/authorize';

/** Answers `/connect/oauth2/authorize`: sends whoever is reading back with a code, or asks who it is. */
export function serveAuthorize(world: World, request: IncomingMessage, response: ServerResponse, url: URL): void {
  requireLocalHost(request);
  const wrong = fault(world, url.searchParams);
  if (wrong !== null) return sendPage(response, 400, page('打不开这个页面', `<p>${escaped(wrong)}</p>`));
  const chosen = url.searchParams.get(COOKIE);
  const speaker = findSpeaker(world, chosen ?? cookiesOf(request).get(COOKIE));
  if (!speaker) return sendPage(response, 200, chooser(world, url));
  const back = new URL(url.searchParams.get('redirect_uri') ?? '');
  const details = url.searchParams.get('scope') === 'snsapi_privateinfo';
  back.searchParams.set(
    'code',
    world.store.transaction(() => newLoginCode(world, 'web', speaker, details)),
  );
  back.searchParams.set('state', url.searchParams.get('state') ?? '');
  redirect(response, back);
}

/**
 * Answers `/_sandbox/open`: a link pressed on somebody's phone. From now on the browser is that phone:
 * the log-in page knows who it is, and what sites of this host kept for somebody else is gone.
 */
export function serveOpen(world: World, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const speaker = findSpeaker(world, url.searchParams.get('as'));
  const to = URL.parse(url.searchParams.get('to') ?? '');
  if (!speaker || !to || !/^https?:$/.test(to.protocol))
    return sendPage(response, 400, page('打不开这个链接', '<p>要说明是谁（as）打开哪个地址（to）。</p>'));
  const cookies = cookiesOf(request);
  const id = idOf(speaker);
  const others = cookies.get(COOKIE) === id ? [] : [...cookies.keys()].filter((name) => name !== COOKIE);
  // A browser keeps what it is told for this machine under the one name by which it asked.
  if (isLocalHost(to.host) && to.port === new URL(`http://${request.headers.host}`).port)
    to.host = request.headers.host ?? to.host;
  response.setHeader('set-cookie', [
    `${COOKIE}=${encodeURIComponent(id)}; Path=/; HttpOnly; SameSite=Lax`,
    ...others.map((name) => `${name}=; Path=/; Max-Age=0`),
  ]);
  redirect(response, to);
}

/** What keeps the page from asking, in words for whoever wrote the address. */
function fault(world: World, query: URLSearchParams): string | null {
  const back = URL.parse(query.get('redirect_uri') ?? '');
  const scope = query.get('scope');
  if (query.get('appid') !== world.corp.id) return `appid 要是企业 ID ${world.corp.id}。`;
  if (!back || !/^https?:$/.test(back.protocol)) return 'redirect_uri 要是一个 http 或 https 地址。';
  if (query.get('response_type') !== 'code') return 'response_type 要是 code。';
  if (scope !== 'snsapi_base' && scope !== 'snsapi_privateinfo')
    return 'scope 要是 snsapi_base 或 snsapi_privateinfo。';
  if (scope === 'snsapi_privateinfo' && query.get('agentid') !== String(world.app.agentId))
    return `scope 是 snsapi_privateinfo 时，agentid 要是 ${world.app.agentId}。`;
  return /^[a-zA-Z0-9]{0,128}$/.test(query.get('state') ?? '') ? null : 'state 只能是 128 个以内的字母和数字。';
}

function chooser(world: World, url: URL): string {
  const words = (url.searchParams.get('q') ?? '').trim();
  const found = <T extends { name: string }>(people: T[]): T[] =>
    people.filter(({ name }) => name.includes(words)).slice(0, SHOWN);
  const members = found(world.records.members.list()).map(({ userid, name, position }) =>
    choice(url, userid, name, position),
  );
  const customers = found(world.records.customers.list()).map(({ external_userid: id, name, corp_name: corp }) =>
    choice(url, id, name, corp ?? ''),
  );
  const kept = [...url.searchParams].filter(([name]) => name !== 'q').map(hidden);
  return page(
    '谁在打开这个页面？',
    `<p>沙盒不知道这是谁的手机。选一位，就用他的身份登录。</p>
<form><label>找人 <input name="q" value="${escaped(words)}" autocomplete="off"></label>${kept.join('')}</form>
<h2>员工</h2><ul>${members.join('') || '<li>没有找到。</li>'}</ul>
<h2>客户</h2><ul>${customers.join('') || '<li>没有找到。</li>'}</ul>`,
  );
}

function choice(url: URL, id: string, name: string, note: string): string {
  const query = new URLSearchParams(url.searchParams);
  query.delete('q');
  query.set(COOKIE, id);
  const link = escaped(`${url.pathname}?${query.toString()}`);
  return `<li><a href="${link}">${escaped(name)} <small>${escaped(note)}</small></a></li>`;
}

const hidden = ([name, value]: [string, string]): string =>
  `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;

const idOf = ({ userid, externalUserId }: Speaker): string => userid ?? externalUserId;

function cookiesOf({ headers }: IncomingMessage): Map<string, string> {
  const pairs = (headers.cookie ?? '').split(/;\s*/).map((pair): [string, string] => {
    const [name = '', ...value] = pair.split('=');
    return [name, decoded(value.join('='))];
  });
  return new Map(pairs.filter(([name]) => name !== ''));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function redirect(response: ServerResponse, to: URL): void {
  response.writeHead(302, { location: to.href, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).end();
}

const STYLE = `
:root{color-scheme:light dark;--bg:#f3f5f4;--surface:#fff;--line:#e2e6e6;--ctl:#7a8c94;--ink:#14252b;--ink-2:#43555c;--blue:#1b62cc}
@media(prefers-color-scheme:dark){:root{--bg:#0e1517;--surface:#171f22;--line:#263236;--ctl:#65787f;--ink:#e7eded;--ink-2:#b3c0c3;--blue:#7fb0fa}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:400 14px/1.55 'PingFang SC','HarmonyOS Sans SC','Noto Sans SC','Noto Sans CJK SC',sans-serif}
main{max-width:480px;margin:0 auto;padding:24px 12px}
h1{margin:0 0 4px;font-size:18px;line-height:1.3}
h2{margin:16px 0 6px;font-size:15px}
p{margin:0 0 12px;color:var(--ink-2)}
label{display:flex;align-items:center;gap:8px;color:var(--ink-2)}
input{flex:1;min-width:0;min-height:44px;padding:0 12px;border:1px solid var(--ctl);border-radius:10px;background:var(--surface);color:var(--ink);font:inherit;font-size:16px}
ul{margin:0;padding:0 14px;border:1px solid var(--line);border-radius:12px;background:var(--surface);list-style:none}
li{border-top:1px solid var(--line);line-height:44px}
li:first-child{border-top:0}
a{display:flex;align-items:baseline;gap:8px;color:var(--blue);font-size:15px;text-decoration:none}
small{overflow:hidden;color:var(--ink-2);font-size:12px;text-overflow:ellipsis;white-space:nowrap}
:focus-visible{outline:2px solid var(--blue);outline-offset:2px}
`;

const POLICY = `default-src 'none'; img-src data:; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>${title} 沙盒</title><style>${STYLE}</style><main><h1>${title}</h1>${body}</main></html>`;

function sendPage(response: ServerResponse, status: number, html: string): void {
  const type = { 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' };
  const privacy = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
  response.writeHead(status, { ...type, ...privacy, 'content-security-policy': POLICY }).end(html);
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

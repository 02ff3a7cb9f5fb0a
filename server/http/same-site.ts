import type { Context } from 'koa';
import { DomainError } from '../kernel/errors.ts';

/** A header that another site's page cannot add without being asked first, and is then refused. */
export const WRITE_HEADER = 'x-changke';

/** Refuses a write that our own page did not send; a browser adds the cookie whoever's page asks. */
export function requireOwnPage(ctx: Context, publicUrl: string | null): void {
  const origin = ctx.get('Origin');
  const site = ctx.get('Sec-Fetch-Site');
  const ours =
    ctx.get(WRITE_HEADER) === '1' && (site === '' || site === 'same-origin') && (origin === '' || isOurs(origin));
  if (!ours) throw new DomainError('forbidden', 'http.other-site', '这个请求不是从常客的页面来的，没有照办。');

  function isOurs(text: string): boolean {
    const given = URL.canParse(text) ? new URL(text) : null;
    return (
      given !== null && (given.host === ctx.host || (publicUrl !== null && given.origin === new URL(publicUrl).origin))
    );
  }
}

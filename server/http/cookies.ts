import type { Context } from 'koa';

/** How a cookie of ours is kept: never read by scripts, never sent along by another site's forms. */
export interface CookieOptions {
  path: string;
  maxAgeSeconds: number;
  secure: boolean;
}

/** Sets a cookie; written by hand because Koa refuses `Secure` behind a proxy that ends TLS. */
export function setCookie(ctx: Context, name: string, value: string, options: CookieOptions): void {
  const { path, maxAgeSeconds, secure } = options;
  const parts = [`${name}=${value}`, `Path=${path}`, `Max-Age=${maxAgeSeconds}`, 'HttpOnly', 'SameSite=Lax'];
  ctx.append('Set-Cookie', [...parts, ...(secure ? ['Secure'] : [])].join('; '));
}

/** Takes a cookie back. */
export function clearCookie(ctx: Context, name: string, { path, secure }: Omit<CookieOptions, 'maxAgeSeconds'>): void {
  setCookie(ctx, name, '', { path, secure, maxAgeSeconds: 0 });
}

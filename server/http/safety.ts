import type { Middleware } from 'koa';

/** WeCom shows pages of an app inside its own, on the desktop in frames. */
const FRAMES = "'self' https://work.weixin.qq.com https://*.work.weixin.qq.com";

const CONTENT = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  // uni-app's H5 runtime writes style elements; a style cannot act.
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  `frame-ancestors ${FRAMES}`,
].join('; ');

/** Tells browsers what our pages never do; the answer to a request for data is kept by nobody. */
export const addSafetyHeaders: Middleware = async (ctx, next) => {
  ctx.set({
    'Content-Security-Policy': CONTENT,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  await next();
};

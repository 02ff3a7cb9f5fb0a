import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type Router from '@koa/router';
import type { Context } from 'koa';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const PACKED = /^\.(html|js|css|json|svg)$/;
const NOT_BUILT = '页面还没有构建。在服务器上执行 npm run build，再打开一次。';

/** A built file as it goes out. */
interface Asset {
  /** Changes with the file. */
  tag: string;
  plain: Buffer;
  packed: Buffer | null;
}

/** Serves the built pages at `/m/`; before they are built, a line that says so. */
export function servePages(router: Router, directory: string): void {
  const assets = new Map<string, Asset>();

  router.get('/', (ctx) => ctx.redirect('/m/'));
  router.get('/m{/*path}', async (ctx) => {
    if (ctx.path === '/m') return ctx.redirect('/m/');
    const name = ctx.path.slice('/m/'.length) || 'index.html';
    const path = placeInside(directory, name);
    const asset = path && (await load(path));
    if (asset) return answer(ctx, asset, name);
    ctx.type = 'text/plain; charset=utf-8';
    ctx.status = name === 'index.html' ? 503 : 404;
    ctx.body = name === 'index.html' ? NOT_BUILT : '没有这个页面。';
  });

  async function load(path: string): Promise<Asset | null> {
    const facts = await stat(path).catch(() => null);
    if (!facts?.isFile()) return null;
    const tag = `"${facts.size.toString(36)}-${facts.mtimeMs.toString(36)}"`;
    const known = assets.get(path);
    if (known?.tag === tag) return known;
    const plain = await readFile(path);
    const asset = { tag, plain, packed: PACKED.test(extname(path)) ? await promisify(gzip)(plain) : null };
    assets.set(path, asset);
    return asset;
  }
}

function answer(ctx: Context, { tag, plain, packed }: Asset, name: string): void {
  const zipped = packed !== null && ctx.acceptsEncodings('gzip', 'identity') === 'gzip';
  ctx.status = 200;
  ctx.set({
    ETag: zipped ? tag.replace(/"$/, '-z"') : tag,
    // The build names assets by their content, so only those may be kept without asking.
    'Cache-Control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(packed !== null && { Vary: 'Accept-Encoding' }),
    ...(zipped && { 'Content-Encoding': 'gzip' }),
  });
  if (ctx.fresh) {
    ctx.status = 304;
    return;
  }
  ctx.type = TYPES[extname(name)] ?? 'application/octet-stream';
  ctx.body = zipped ? packed : plain;
}

/** Where a file of that name lies; null for a name that leads out of the directory. */
function placeInside(directory: string, name: string): string | null {
  try {
    const decoded = decodeURIComponent(name);
    const root = normalize(directory + sep);
    const path = normalize(join(root, decoded));
    return path.startsWith(root) && !decoded.includes('\0') ? path : null;
  } catch {
    return null;
  }
}

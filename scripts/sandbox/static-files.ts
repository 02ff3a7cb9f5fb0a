import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { sendEmpty } from './http.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.map': 'application/json',
};

const SAFETY = {
  'content-security-policy':
    "default-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const NO_CONSOLE =
  '<!doctype html><meta charset="utf-8"><title>常客沙盒</title><p>沙盒在运行，控制台页面还没有构建：npm run build</p>';

/** Serves the built console, or a line that says it is not built. */
export async function serveFile(
  directory: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return sendEmpty(response, 405);
  const name = url.pathname === '/' ? 'index.html' : url.pathname.slice(1);
  const content = directory === undefined ? null : await readInside(directory, name);
  if (content === null && name !== 'index.html') return sendEmpty(response, 404);
  const type = TYPES[extname(name)] ?? 'application/octet-stream';
  // Vite names assets by their content, so only those may be kept.
  const cache = name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  response.writeHead(200, { ...SAFETY, 'content-type': type, 'cache-control': cache });
  response.end(request.method === 'HEAD' ? undefined : (content ?? NO_CONSOLE));
}

async function readInside(directory: string, name: string): Promise<Buffer | null> {
  try {
    const root = normalize(directory + sep);
    const path = normalize(join(root, decodeURIComponent(name)));
    return path.startsWith(root) && !path.includes('\0') ? await readFile(path) : null;
  } catch {
    return null;
  }
}

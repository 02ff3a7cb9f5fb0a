import { chromium, type Browser, type Page } from 'playwright-core';
import { inject } from 'vitest';

/** Starts the machine's Chromium, which asks no other host for anything. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: inject('browserPath') ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page, with what went wrong on it: errors of its own and requests to other hosts. */
export async function openPage(
  browser: Browser,
  address: string,
  options: { width: number; height: number; dark?: boolean; path?: string },
): Promise<{ page: Page; wrong: string[] }> {
  const { width, height, dark = false } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: 'zh-CN',
    timezoneId: 'America/New_York',
  });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on(
    'request',
    (request) => new URL(request.url()).origin === address || wrong.push(`foreign request ${request.url()}`),
  );
  await page.goto(`${address}${options.path ?? '/'}`);
  return { page, wrong };
}

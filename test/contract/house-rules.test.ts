import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const eslint = new ESLint({ cwd: root, overrideConfigFile: 'eslint.house.js' });

/** What the keepers say about a file with this content: the rules, in the order of the lines. */
async function verdict(filePath: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

const useCase = 'server/deals/win-deal.ts';

it.each([
  ['clock', 'const now = Date.now();'],
  ['clock', 'const now = new Date();'],
  ['clock', 'const now = Date();'],
  ['clock', 'const read = globalThis.Date.now;'],
  ['clock', 'const now = performance.now();'],
  ['clock', 'const now = process.hrtime.bigint();'],
  ['clock', "import { performance as p } from 'node:perf_hooks';"],
  ['randomness', 'const id = Math.random();'],
  ['randomness', 'const id = crypto.randomUUID();'],
  ['randomness', "import { randomBytes } from 'node:crypto';"],
  ['randomness', "import { randomInt as pick } from 'crypto';"],
  ['randomness', "import { ulid } from 'ulid';"],
  ['env', 'const url = process.env.DATABASE_URL;'],
  ['env', "const url = process['env'].DATABASE_URL;"],
  ['env', 'const { env } = process;'],
  ['env', "import { env } from 'node:process';"],
  ['no-save', 'await ctx.db.save(deal);'],
  ['no-save', 'await ctx.db.getRepository(Deal).remove(deal);'],
  ['no-save', 'await repository.softRemove(deal);'],
  ['no-network', "const answer = await fetch('https://qyapi.weixin.qq.com');"],
  ['no-network', 'const answer = await globalThis.fetch(url);'],
  ['no-network', "import { request } from 'node:https';"],
  ['no-network', "const http = await import('http');"],
  ['transaction', 'await ctx.db.transaction(async (db) => db.insert(Deal, deal));'],
  ['transaction', 'await runner.startTransaction();'],
  ['transaction', "await ctx.db.query('BEGIN IMMEDIATE');"],
  ['transaction', 'await ctx.db.query(`COMMIT`);'],
  ['shanghai-time', 'const hour = at.getHours();'],
  ['shanghai-time', 'at.setDate(1);'],
  ['shanghai-time', 'const text = at.toLocaleDateString();'],
  ['shanghai-time', 'const at = new Date(2026, 10, 21);'],
  ['shanghai-time', "const format = new Intl.DateTimeFormat('zh-CN');"],
  ['shanghai-time', "import dayjs from 'dayjs';"],
])('%s: a use-case must not say %s', async (rule, code) => {
  expect(await verdict(useCase, code)).toEqual([`house/${rule}`]);
});

it.each([
  ['the clock itself', 'server/kernel/clock.ts', 'export const now = () => new Date();'],
  ['the ids', 'server/kernel/ids.ts', "import { monotonicFactory } from 'ulid';"],
  ['the configuration', 'server/config.ts', 'const url = process.env.DATABASE_URL;'],
  ['the client', 'server/wecom/client.ts', 'const answer = await fetch(url);'],
  ['the HTTP entry', 'server/http/server.ts', "import { createServer } from 'node:http';"],
  ['the transaction', 'server/db/transaction.ts', 'await writer.transaction(work);'],
  ['the calendar', 'server/kernel/dates.ts', "import dayjs from 'dayjs';"],
  [
    'a use-case with given instants',
    useCase,
    'const at = new Date(ctx.now.getTime() + 1000); const day = at.getUTCDate();',
  ],
  ['a use-case with types of the network', useCase, "import type { Server } from 'node:http';"],
  ['a use-case that writes', useCase, 'await ctx.db.update(Deal, { id }, { stage: "won" }); seen.delete(id);'],
  ['a use-case that speaks of it', useCase, "const title = 'ROLLBACKS and beginnings';"],
  ['a launcher', 'scripts/start.ts', 'const port = process.env.PORT; const now = Date.now();'],
  ['a test', 'test/unit/a.test.ts', 'const now = Date.now(); const id = Math.random();'],
])('%s may', async (_who, filePath, code) => {
  expect(await verdict(filePath, code)).toEqual([]);
});

it.each(['bot/respond.ts', 'entities/deal.ts', 'server/outbox/dispatch.ts'])('are kept in %s too', async (filePath) => {
  expect(await verdict(filePath, 'const now = Date.now();')).toEqual(['house/clock']);
});

it('env is for the launchers, not for whatever they start', async () => {
  expect(await verdict('scripts/sandbox/store.ts', 'const path = process.env.DATA;')).toEqual(['house/env']);
});

it('are part of what npm run check reads, each as an error', async () => {
  const checked = new ESLint({ cwd: root });
  const { rules } = (await checked.calculateConfigForFile(useCase)) as { rules: Record<string, [number]> };
  const kept = Object.entries(rules).filter(([name, [severity]]) => name.startsWith('house/') && severity === 2);
  expect(kept.map(([name]) => name.slice('house/'.length)).sort()).toEqual([
    'clock',
    'env',
    'no-network',
    'no-save',
    'randomness',
    'shanghai-time',
    'transaction',
  ]);
});

it('find nothing in the product itself', async () => {
  const results = await eslint.lintFiles(['server', 'bot', 'entities', 'scripts', 'test']);
  const found = results.flatMap(({ filePath, messages }) =>
    messages
      .filter(({ ruleId }) => ruleId?.startsWith('house/'))
      .map(({ ruleId, line }) => `${filePath}:${line} ${ruleId}`),
  );
  expect(found).toEqual([]);
});

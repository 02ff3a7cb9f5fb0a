import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RequestListener } from 'node:http';
import { commands } from '../../bot/commands/index.ts';
import type { App } from '../../server/app.ts';
import type { Config } from '../../server/config.ts';
import { system } from '../../server/kernel/actor.ts';
import type { Log } from '../../server/kernel/log.ts';
import { serve, type Running } from '../../server/serve.ts';
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { demoCompany } from './company.ts';
import { seedDemo } from './past.ts';
import { upcoming } from './upcoming.ts';

const CORP_ID = 'ww-changke-sandbox';
const AGENT_ID = 1000002;
/** Addresses that are the product's; all others are the sandbox's. */
const PRODUCT = /^\/(wecom|healthz|readyz|metrics|api|m)(\/|\?|$)/;

/** Starts the sandbox and, on the same port, the product, which takes it for WeCom. */
export async function startDemo(config: Config, log: Log): Promise<Running> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  // Both live in this process, so their shared secrets need not outlive it.
  const wecom = {
    corpId: CORP_ID,
    agentId: AGENT_ID,
    secret: randomBytes(24).toString('hex'),
    token: randomBytes(12).toString('hex'),
    aesKey: randomBytes(32)
      .toString('base64')
      .replace(/[^A-Za-z0-9]/g, 'A')
      .slice(0, 43),
    apiBase: `http://127.0.0.1:${config.port}`,
    // The stand-in's authorize page is on the same port, by whatever name the browser knows this machine.
    oauthBase: '',
  };
  // Customers open their page from a message, so it needs a whole address; on this machine that is this one.
  const publicUrl = config.publicUrl ?? wecom.apiBase;
  let app: App | null = null;
  const store = storeBeside(config.databaseUrl);
  mkdirSync(dirname(store), { recursive: true });
  const start = config.sandboxStart ?? new Date();
  const company = demoCompany(start);
  const sandbox = createSandbox({
    company,
    callback: { url: `${wecom.apiBase}/wecom/callback`, token: wecom.token, aesKey: wecom.aesKey },
    credentials: wecom,
    store,
    clock: { start },
    customerPage: `${publicUrl}/m/#/pages/member/home`,
    consoleDir: fileURLToPath(new URL('../sandbox/console-site', import.meta.url)),
    nextStop: async (until) => app?.nextDueAt(until) ?? null,
    settle: async () => app?.settle(),
    upcoming: async () => (app ? app.read(system, upcoming) : []),
  });

  try {
    const running = await serve({
      config: { ...config, wecom, publicUrl },
      sandbox: true,
      clock: sandbox.clock,
      log: shownOnWire(log, sandbox),
      route: (product) => routeBetween(product, sandbox),
      async prepared(prepared, database) {
        app = prepared;
        await seedDemo(database, company, sandbox.clock.now(), say);
      },
    });
    say(greeting(running.address));
    return {
      ...running,
      async stop() {
        await sandbox.close();
        await running.stop();
      },
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

function routeBetween(product: RequestListener, sandbox: Sandbox): RequestListener {
  return (request, response) => {
    if (PRODUCT.test(request.url ?? '')) product(request, response);
    else void sandbox.handle(request, response);
  };
}

/** Puts what the product did inside, as it logs it, between the calls on the console's wire record. */
function shownOnWire(log: Log, sandbox: Sandbox): Log {
  return {
    ...log,
    info(code, facts = {}) {
      log.info(code, facts);
      const summary = inWords(code, facts);
      if (summary) sandbox.recordInternal({ name: code, summary, request: JSON.stringify(facts) });
    },
  };
}

function inWords(code: string, { command, job, code: refusal }: Record<string, unknown>): string | null {
  const said = commands.find((each) => each.code === command)?.summary ?? '不是命令';
  if (code === 'bot.answered') return `听懂了：${said}`;
  if (code === 'bot.refused') return `${refusal === 'customer.ambiguous' ? '要先问清楚' : '没有照办'}：${said}`;
  return code === 'scheduler.settled' && job === 'remind-tasks' ? '到点了，提醒一件待办' : null;
}

/** The stand-in keeps its own state beside the product's database, so that both go or stay together. */
function storeBeside(databaseUrl: string): string {
  if (!databaseUrl.startsWith('sqlite:'))
    return join('data', `${basename(new URL(databaseUrl).pathname)}.wecom.sqlite`);
  const path = databaseUrl.slice('sqlite:'.length);
  return join(dirname(path), `${basename(path, '.sqlite')}.wecom.sqlite`);
}

const greeting = (address: string): string => `
常客已启动，沙盒里有一家演示公司：${address}

打开它，你就是销售周航。对机器人说一句：
  跟进 赵敏 电话 聊了报价，觉得偏贵，下周三下午3点回访
  查 赵敏
  提醒 赵敏 明天下午3点 回访
再把右上角的时钟往前拨，看它按时来提醒。

Ctrl-C 停止；数据在 data/，删掉它就从头再来。
`;

import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { isAesKey } from './cipher.ts';
import { createSandbox } from './sandbox.ts';
import { smallCompany } from './small-company.ts';

const { env } = process;
const port = Number(env['PORT'] ?? 3010);
const credentials = {
  corpId: env['CORP_ID'] ?? 'wwsandbox',
  agentId: Number(env['AGENT_ID'] ?? 1_000_002),
  secret: env['SECRET'] ?? 'sandbox-secret',
};
const token = env['TOKEN'] ?? 'sandboxtoken';
const aesKey = env['AES_KEY'] ?? 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const url = env['CALLBACK_URL'];
const customerPage = env['CUSTOMER_PAGE'];
const store = env['SANDBOX_DATA'] ?? 'data/sandbox/sandbox.sqlite';

/** The console as built beside the compiled program, or by `npm run build` when this runs from source. */
const consoleDir = ['./console-site/', '../../dist/scripts/sandbox/console-site/']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));

const guide = (address: string): string => `
企业微信沙盒在运行：${address}

让你的应用连上它：
  接口地址  ${address}/cgi-bin/   （代替 https://qyapi.weixin.qq.com/cgi-bin/）
  网页授权  ${address}/connect/oauth2/authorize   （代替 https://open.weixin.qq.com/connect/oauth2/authorize）
  企业 ID   ${credentials.corpId}
  应用 ID   ${credentials.agentId}
  Secret    ${credentials.secret}
  Token     ${token}
  AESKey    ${aesKey}
  回调地址  ${url ?? '还没有设：用 CALLBACK_URL=http://127.0.0.1:端口/路径 再启动一次'}

数据在 ${store}，删掉它就从头开始。按 Ctrl-C 停止。
`;

function problem(): string | null {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return 'PORT 要是 0 到 65535 的整数';
  if (!Number.isInteger(credentials.agentId)) return 'AGENT_ID 要是整数';
  if (!isAesKey(aesKey)) return 'AES_KEY 要是 43 个字母或数字';
  if (url !== undefined && !URL.canParse(url)) return 'CALLBACK_URL 不是一个地址';
  if (customerPage !== undefined && !URL.canParse(customerPage)) return 'CUSTOMER_PAGE 不是一个地址';
  return null;
}

function run(): void {
  const sandbox = createSandbox({
    company: smallCompany(),
    callback: url === undefined ? null : { url, token, aesKey },
    credentials,
    store,
    ...(consoleDir === undefined ? {} : { consoleDir }),
    ...(customerPage === undefined ? {} : { customerPage }),
  });
  const server = createServer((request, response) => void sandbox.handle(request, response));
  server.on('error', (error) => {
    console.error(`沙盒没能启动：${error.message}`);
    process.exitCode = 1;
    void sandbox.close();
  });
  server.listen(port, '127.0.0.1', () => {
    const bound = server.address() as AddressInfo;
    console.log(guide(`http://127.0.0.1:${bound.port}`));
  });
  const stop = (): void => {
    server.close();
    void sandbox.close().then(() => server.closeAllConnections());
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

const wrong = problem();
if (wrong === null) run();
else {
  console.error(wrong);
  process.exitCode = 1;
}

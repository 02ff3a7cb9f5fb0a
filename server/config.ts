import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { fromShanghai } from './kernel/dates.ts';

/** How to reach a company's WeCom, and by which keys its callbacks are known. */
export interface WecomConfig {
  corpId: string;
  agentId: number;
  secret: string;
  token: string;
  aesKey: string;
  /** Token and EncodingAESKey from before, while WeCom changes over. */
  old?: { token: string; aesKey: string } | null;
  /** Without a slash at its end. */
  apiBase: string;
  /** Where WeCom asks members who log in, without a slash at its end; '' where it is this very address. */
  oauthBase: string;
}

/** All settings, read once at start. */
export interface Config {
  /** null without WeCom's settings: the product then runs on the sandbox. */
  wecom: WecomConfig | null;
  /** `sqlite:PATH` or `mysql://...`. */
  databaseUrl: string;
  host: string;
  port: number;
  /** Where people reach the pages, without a slash at its end. */
  publicUrl: string | null;
  /** Addresses and networks of proxies that are believed when they tell where a request comes from. */
  trustedProxies: readonly string[];
  /** Userids in lower case of the first admins. */
  admins: ReadonlySet<string>;
  /** Content of WeCom's trusted-domain file. */
  domainVerification: string | null;
  /** What a reader of `/metrics` from another machine has to show; null where nobody there may read. */
  metricsToken: string | null;
  /** How long a process that is told to stop goes on serving, in seconds, so that a proxy sees `/readyz` and moves on. */
  drainSeconds: number;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** The instant at which a new sandbox's clock begins; null for the present. */
  sandboxStart: Date | null;
}

/** Settings that do not fit; the sentence names each and says what is expected. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      ['设置不对，没有启动：', ...problems.map((each) => `· ${each}`), '每个设置的说明见 .env.example。'].join('\n'),
    );
  }
}

const WECOM_NAMES = ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_AES_KEY'] as const;
const OFFICIAL_API = 'https://qyapi.weixin.qq.com';
const OFFICIAL_OAUTH = 'https://open.weixin.qq.com';

const url = (expected: string) =>
  z
    .string()
    .refine((value) => /^https?:\/\/[^/]/.test(value) && URL.canParse(value), expected)
    .transform((value) => value.replace(/\/+$/, ''));

function fromText(text: string): Date {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number);
  return fromShanghai(year, month, day, hour, minute);
}

/** One entry a setting: what is expected reads on after the setting's name. */
const settings = z.object({
  WECOM_CORP_ID: z
    .string()
    .regex(/^[\w-]{1,64}$/, '要填企业 ID，在管理后台“我的企业”最下面，形如 ww1234567890abcdef')
    .optional(),
  WECOM_AGENT_ID: z
    .string()
    .regex(/^[1-9]\d{0,9}$/, '要填应用的 AgentId，是一个整数，形如 1000002')
    .transform(Number)
    .optional(),
  WECOM_SECRET: z
    .string()
    .regex(/^[\w-]{16,128}$/, '要填应用的 Secret，在应用详情页里查看')
    .optional(),
  WECOM_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9]{1,32}$/, '要填“接收消息”里的 Token，最多 32 位字母或数字')
    .optional(),
  WECOM_AES_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/, '要填“接收消息”里的 EncodingAESKey，正好 43 位字母或数字')
    .optional(),
  WECOM_TOKEN_OLD: z
    .string()
    .regex(/^[A-Za-z0-9]{1,32}$/, '要填换掉之前的 Token，最多 32 位字母或数字')
    .optional(),
  WECOM_AES_KEY_OLD: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/, '要填换掉之前的 EncodingAESKey，正好 43 位字母或数字')
    .optional(),
  WECOM_API_BASE: url('要填完整的地址，例如 https://qyapi.weixin.qq.com').default(OFFICIAL_API),
  WECOM_OAUTH_BASE: url('要填完整的地址，例如 https://open.weixin.qq.com').default(OFFICIAL_OAUTH),
  WECOM_DOMAIN_VERIFY: z
    .string()
    .regex(/^[A-Za-z0-9]{1,64}$/, '要填可信域名校验文件的内容，也就是文件名 WW_verify_XXXX.txt 里的 XXXX')
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(
      /^(sqlite:.+|mysql:\/\/[^/]+\/[\w-]+(\?.*)?)$/,
      '要写成 sqlite:文件路径，或 mysql://用户:密码@主机:3306/库名',
    )
    .optional(),
  HOST: z
    .string()
    .regex(/^[\w.:-]{1,255}$/, '要填一个地址，例如 127.0.0.1 或 0.0.0.0')
    .optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, '要填 1 到 65535 之间的整数，例如 3000')
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, '要填 1 到 65535 之间的整数，例如 3000')
    .default(3000),
  PUBLIC_URL: url('要填员工能打开的完整地址，例如 https://crm.example.com').optional(),
  TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .refine((all) => all.every(isNetwork), '要填反向代理的地址或网段，多个用英文逗号隔开，例如 127.0.0.1,10.0.0.0/8')
    .optional(),
  ADMIN_USERIDS: z
    .string()
    .regex(/^[\w.@-]{1,64}(\s*,\s*[\w.@-]{1,64})*$/, '要填管理员的企业微信账号，多个用英文逗号隔开，例如 zhangsan,lisi')
    .optional(),
  SANDBOX_START: z
    .string()
    .regex(
      /^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d$/,
      '要填北京时间，例如 2026-11-23 09:00',
    )
    .transform((text) => fromText(text))
    .optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w-]{16,128}$/, '要填 16 到 128 位字母、数字、下划线或减号，例如 openssl rand -hex 24 给出的')
    .optional(),
  DRAIN_SECONDS: z
    .string()
    .regex(/^([0-9]|[1-5]\d|60)$/, '要填 0 到 60 之间的整数，单位是秒')
    .transform(Number)
    .default(0),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], '要填 debug、info、warn、error、silent 之一')
    .optional(),
});

/** Checks the settings; an empty value is the same as none. Throws `ConfigError` with every problem at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const read = settings.safeParse(given);
  const problems = read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  const present = WECOM_NAMES.filter((name) => name in given);
  const missing = WECOM_NAMES.filter((name) => !(name in given));
  if (present.length > 0 && missing.length > 0) {
    problems.push(
      `${missing.join('、')} 还没有填：接企业微信的五项要一起填（已填 ${present.join('、')}），全部不填就用沙盒`,
    );
  }
  if ('WECOM_TOKEN_OLD' in given !== 'WECOM_AES_KEY_OLD' in given) {
    problems.push('WECOM_TOKEN_OLD 和 WECOM_AES_KEY_OLD 要一起填，或者都不填');
  }
  if (!read.success || problems.length > 0) throw new ConfigError(problems);

  const { data } = read;
  const wecom = wecomOf(data);
  if (!wecom && data.HOST && !isLoopback(data.HOST)) {
    throw new ConfigError([
      `HOST 在沙盒里只能是 127.0.0.1：沙盒里谁都可以扮演任何人，不能开放到网上（现在填的是 ${data.HOST}）`,
    ]);
  }
  return {
    wecom,
    databaseUrl: data.DATABASE_URL ?? (wecom ? 'sqlite:data/changke.sqlite' : 'sqlite:data/demo.sqlite'),
    host: data.HOST ?? (wecom ? '0.0.0.0' : '127.0.0.1'),
    port: data.PORT,
    publicUrl: data.PUBLIC_URL ?? null,
    trustedProxies: data.TRUSTED_PROXIES ?? [],
    admins: new Set(
      (data.ADMIN_USERIDS ?? '')
        .split(',')
        .map((each) => each.trim().toLowerCase())
        .filter(Boolean),
    ),
    domainVerification: data.WECOM_DOMAIN_VERIFY ?? null,
    metricsToken: data.METRICS_TOKEN ?? null,
    drainSeconds: data.DRAIN_SECONDS,
    logLevel: data.LOG_LEVEL ?? (wecom ? 'info' : 'warn'),
    sandboxStart: data.SANDBOX_START ?? null,
  };
}

function wecomOf(data: z.infer<typeof settings>): WecomConfig | null {
  const { WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_SECRET, WECOM_TOKEN, WECOM_AES_KEY, WECOM_API_BASE, WECOM_OAUTH_BASE } =
    data;
  const { WECOM_TOKEN_OLD, WECOM_AES_KEY_OLD } = data;
  if (!WECOM_CORP_ID || !WECOM_AGENT_ID || !WECOM_SECRET || !WECOM_TOKEN || !WECOM_AES_KEY) return null;
  return {
    corpId: WECOM_CORP_ID,
    agentId: WECOM_AGENT_ID,
    secret: WECOM_SECRET,
    token: WECOM_TOKEN,
    aesKey: WECOM_AES_KEY,
    old: WECOM_TOKEN_OLD && WECOM_AES_KEY_OLD ? { token: WECOM_TOKEN_OLD, aesKey: WECOM_AES_KEY_OLD } : null,
    apiBase: WECOM_API_BASE,
    oauthBase: WECOM_OAUTH_BASE,
  };
}

/** An address, or a network such as `10.0.0.0/8`. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

const isLoopback = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|localhost|::1)$/.test(host);

/** The settings of this process: its environment, and beneath it the `.env` file in the folder it was started in. */
export function loadConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(process.env);
}

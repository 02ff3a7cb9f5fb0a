import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../../server/config.ts';

const wecom = {
  WECOM_CORP_ID: 'ww1234567890abcdef',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 'abcdefghijklmnopqrstuvwxyz0123456789',
  WECOM_TOKEN: 'QDG6eK',
  WECOM_AES_KEY: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};

function problemsOf(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

it('is the sandbox on this machine with nothing set', () => {
  expect(readConfig({})).toMatchObject({
    wecom: null,
    host: '127.0.0.1',
    port: 3000,
    databaseUrl: 'sqlite:data/demo.sqlite',
  });
});

it('begins a sandbox at the time of Shanghai that is asked for', () => {
  expect(readConfig({ SANDBOX_START: '2026-11-23 09:00' }).sandboxStart).toEqual(new Date('2026-11-23T01:00:00Z'));
});

it('is a company’s WeCom with its five settings, at the official address unless told', () => {
  expect(readConfig({ ...wecom, ADMIN_USERIDS: 'ZhangSan, lisi' })).toMatchObject({
    wecom: {
      corpId: 'ww1234567890abcdef',
      agentId: 1000002,
      apiBase: 'https://qyapi.weixin.qq.com',
      oauthBase: 'https://open.weixin.qq.com',
    },
    databaseUrl: 'sqlite:data/changke.sqlite',
    admins: new Set(['zhangsan', 'lisi']),
  });
  expect(readConfig({ ...wecom, WECOM_API_BASE: 'http://127.0.0.1:3010/' }).wecom?.apiBase).toBe(
    'http://127.0.0.1:3010',
  );
});

it.each([
  ['WECOM_CORP_ID', '我的企业'],
  ['WECOM_AGENT_ID', 'abc'],
  ['WECOM_SECRET', 'short'],
  ['WECOM_TOKEN', 'with space'],
  ['WECOM_AES_KEY', 'tooshort'],
  ['WECOM_API_BASE', 'qyapi.weixin.qq.com'],
  ['WECOM_OAUTH_BASE', 'open.weixin.qq.com'],
  ['WECOM_DOMAIN_VERIFY', '../etc/passwd'],
  ['DATABASE_URL', 'postgres://x/y'],
  ['PORT', '70000'],
  ['PORT', '80a'],
  ['PUBLIC_URL', 'crm.example.com'],
  ['ADMIN_USERIDS', '张三；李四'],
  ['LOG_LEVEL', 'loud'],
  ['SANDBOX_START', '明天'],
  ['SANDBOX_START', '2026-13-01 09:00'],
])('refuses %s=%s with its name and what is expected', (name, value) => {
  const problem = problemsOf({ ...wecom, [name]: value });
  expect(problem).toContain(`· ${name} 要填`.replace('DATABASE_URL 要填', 'DATABASE_URL 要写成'));
  expect(problem).not.toContain(wecom.WECOM_SECRET);
});

it.each(Object.keys(wecom))('refuses WeCom’s settings without %s', (name) => {
  const problem = problemsOf({ ...wecom, [name]: '' });
  expect(problem).toContain(`${name} 还没有填`);
});

it('refuses to open the sandbox to the network', () => {
  expect(problemsOf({ HOST: '0.0.0.0' })).toContain('HOST');
});

it('tells all problems at once', () => {
  const problem = problemsOf({ PORT: 'x', PUBLIC_URL: 'y' });
  expect(problem).toContain('PORT');
  expect(problem).toContain('PUBLIC_URL');
});

it('.env.example documents every setting', () => {
  const example = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
  const source = readFileSync(new URL('../../../server/config.ts', import.meta.url), 'utf8');
  const names = [...source.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect(example).toMatch(new RegExp(`^#? ?${name}=`, 'm'));
});

it('takes the keys from before with the new ones, both or neither', () => {
  const old = { WECOM_TOKEN_OLD: 'OldToken', WECOM_AES_KEY_OLD: wecom.WECOM_AES_KEY.toLowerCase() };
  expect(readConfig({ ...wecom, ...old }).wecom?.old).toEqual({
    token: 'OldToken',
    aesKey: old.WECOM_AES_KEY_OLD,
  });
  expect(readConfig(wecom).wecom?.old).toBeNull();
  expect(problemsOf({ ...wecom, WECOM_TOKEN_OLD: 'OldToken' })).toContain('要一起填，或者都不填');
  expect(problemsOf({ ...wecom, ...old, WECOM_AES_KEY_OLD: 'short' })).toContain('WECOM_AES_KEY_OLD 要填');
});

it('takes proxies as addresses and networks', () => {
  expect(readConfig({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,fd00::/8' }).trustedProxies).toEqual([
    '127.0.0.1',
    '10.0.0.0/8',
    'fd00::/8',
  ]);
  expect(readConfig({}).trustedProxies).toEqual([]);
});

it.each(['all', '*', '10.0.0.0/33', '10.0.0', '10.0.0.0/8/8', '10.0.0.1,'])('takes %s for no proxy', (proxies) => {
  expect(problemsOf({ TRUSTED_PROXIES: proxies })).toContain('TRUSTED_PROXIES');
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSandbox, type Sandbox } from '../../scripts/sandbox/sandbox.ts';
import { testCompany } from './company.ts';

/** The settings of a product that takes the stand-in for its company's WeCom. */
export const WECOM_SETTINGS = {
  WECOM_CORP_ID: 'ww1234567890abcdef',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 'secret-of-the-app-0123456789',
  WECOM_TOKEN: 'QDG6eK',
  WECOM_AES_KEY: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};

/** WeCom as a server of its own, for products that were set up for a company. */
export interface WecomServer {
  sandbox: Sandbox;
  address: string;
  /** A call of the control interface. */
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
}

/** Starts WeCom; its callbacks go to `callbackUrl`. */
export async function startWecom(callbackUrl: string): Promise<WecomServer> {
  const sandbox = createSandbox({
    company: testCompany,
    callback: { url: callbackUrl, token: WECOM_SETTINGS.WECOM_TOKEN, aesKey: WECOM_SETTINGS.WECOM_AES_KEY },
    credentials: { corpId: WECOM_SETTINGS.WECOM_CORP_ID, agentId: 1000002, secret: WECOM_SETTINGS.WECOM_SECRET },
  });
  const server = createServer((request, response) => void sandbox.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    sandbox,
    address,
    async control(method, path, body) {
      const response = await fetch(`${address}/_sandbox${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      return JSON.parse((await response.text()) || 'null') as never;
    },
    async close() {
      await sandbox.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

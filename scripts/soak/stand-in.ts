import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatItem } from '../sandbox/api.ts';
import type { SandboxCompany } from '../sandbox/company.ts';
import { createSandbox } from '../sandbox/sandbox.ts';
import { corp } from './callback-xml.ts';

/** WeCom's side: the sandbox on a port of its own. Its callbacks are sent by the soaks themselves. */
export interface StandIn {
  address: string;
  /** What a member sees in his chat with the app. */
  chat(userid: string): Promise<ChatItem[]>;
  close(): Promise<void>;
}

/** Opens a sandbox that answers every call `delayMs` late, so that a kill finds calls on their way. */
export async function openStandIn(company: SandboxCompany, delayMs = 0): Promise<StandIn> {
  const sandbox = createSandbox({
    company,
    // Cards with buttons are refused to an app without a callback address.
    callback: { url: 'http://127.0.0.1:9/wecom/callback', token: corp.token, aesKey: corp.aesKey },
    credentials: { corpId: corp.id, agentId: corp.agentId, secret: corp.secret },
  });
  const server = createServer((request, response) => void sandbox.handle(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const control = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const response = await fetch(`${address}/_sandbox${path}`, {
      ...init,
      headers: { 'content-type': 'application/json' },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The sandbox refused ${path}: ${text}`);
    return JSON.parse(text || 'null');
  };
  if (delayMs > 0) {
    const faults = (await control('/faults')) as object;
    await control('/faults', { method: 'PUT', body: JSON.stringify({ ...faults, delayMs }) });
  }
  return {
    address,
    chat: async (userid) => (await control(`/members/${userid}/chat`)) as ChatItem[],
    async close() {
      await sandbox.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

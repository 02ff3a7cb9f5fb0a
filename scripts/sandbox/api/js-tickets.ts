import { z } from 'zod';
import { secretCode } from '../ids.ts';
import type { World } from '../world.ts';
import { defineEndpoint } from './endpoint.ts';

// wecom-api.md 5, JS-SDK: one ticket per kind while it lives.
const LIFETIME_S = 7200;

interface Ticket {
  ticket: string;
  expiresAt: number;
}

/** `get_jsapi_ticket`: the corp's ticket, which signs `wx.config`. */
export const getCorpTicket = defineEndpoint({
  method: 'GET',
  path: 'get_jsapi_ticket',
  title: '取企业 jsapi_ticket',
  input: z.unknown(),
  run: (world) => ({ reply: presentTicket(world, 'corp'), summary: '取到企业 jsapi_ticket' }),
});

/** `ticket/get?type=agent_config`: the app's ticket, which signs `wx.agentConfig`. */
export const getAppTicket = defineEndpoint({
  method: 'GET',
  path: 'ticket/get',
  title: '取应用 jsapi_ticket',
  input: z.object({ type: z.literal('agent_config', '40058 invalid type') }),
  run: (world) => ({ reply: presentTicket(world, 'app'), summary: '取到应用 jsapi_ticket' }),
});

function presentTicket(world: World, kind: 'corp' | 'app'): { ticket: string; expires_in: number } {
  const now = world.clock.now().getTime();
  const name = `jsapi-ticket:${kind}`;
  const known = world.store.setting<Ticket>(name);
  const present = known && known.expiresAt > now ? known : newTicket(now);
  world.store.set(name, present);
  return { ticket: present.ticket, expires_in: Math.ceil((present.expiresAt - now) / 1000) };
}

const newTicket = (now: number): Ticket => ({ ticket: secretCode(), expiresAt: now + LIFETIME_S * 1000 });

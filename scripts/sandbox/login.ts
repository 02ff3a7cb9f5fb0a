import { createHash } from 'node:crypto';
import { secretCode } from './ids.ts';
import { findMember } from './people.ts';
import type { LoginCode } from './records.ts';
import type { World } from './world.ts';

const CODE_MS = 5 * 60_000;
const TICKET_MS = 1800_000;

/** Somebody who opens a page: a member, or a person outside. */
export type Speaker = { userid: string; externalUserId: null } | { userid: null; externalUserId: string };

/** Whose id this is; null when nobody has it. */
export function findSpeaker(world: World, id: string | null | undefined): Speaker | null {
  if (!id) return null;
  const member = findMember(world, id);
  if (member) return { userid: member.userid, externalUserId: null };
  return world.records.customers.get(id) ? { userid: null, externalUserId: id } : null;
}

/** A code that tells once within five minutes who opened the page or the mini-program. */
export function newLoginCode(
  world: World,
  kind: LoginCode['kind'],
  { userid, externalUserId }: Speaker,
  details = false,
): string {
  const code = secretCode();
  const createdAt = world.clock.now().getTime();
  const whose = { userid, external_userid: externalUserId };
  world.records.loginCodes.put(code, { kind, ...whose, details, createdAt, used: false });
  return code;
}

/** Uses a code up and tells whose it is, or what stands against it. */
export function useLoginCode(
  world: World,
  kind: LoginCode['kind'],
  code: string,
): LoginCode | 'unknown' | 'used' | 'expired' {
  const login = world.records.loginCodes.get(code);
  if (login?.kind !== kind) return 'unknown';
  if (login.used) return 'used';
  if (world.clock.now().getTime() - login.createdAt > CODE_MS) return 'expired';
  world.records.loginCodes.put(code, { ...login, used: true });
  return login;
}

/** A ticket with which the details of a member who agreed can be read for half an hour. */
export function newUserTicket(world: World, userid: string): string {
  const ticket = secretCode();
  world.records.userTickets.put(ticket, { userid, expiresAt: world.clock.now().getTime() + TICKET_MS });
  return ticket;
}

/** The openid by which this corp knows a person outside: always the same one. */
export const openidOf = (world: World, externalUserId: string): string =>
  `o${createHash('sha256').update(`${world.corp.id}|${externalUserId}`).digest('base64url').slice(0, 27)}`;

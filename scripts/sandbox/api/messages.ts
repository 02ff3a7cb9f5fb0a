import { createHash } from 'node:crypto';
import { z } from 'zod';
import { addAppItem, recallItem } from '../chat.ts';
import type { CompanyMember } from '../company.ts';
import { secretCode } from '../ids.ts';
import { departmentTree, findVisible, seenOf, visibleMembers } from '../people.ts';
import { readSettings } from '../settings.ts';
import type { World } from '../world.ts';
import { callsBack, isInteractive } from './card-shapes.ts';
import { ApiError, defineEndpoint, overLimit } from './endpoint.ts';
import { prepareMessage, type Prepared } from './message-kinds.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PER_MINUTE = 30;
const PER_HOUR = 1000;
const DAY = 24 * HOUR;
const SHANGHAI = 8 * HOUR;
/** Person-sends a day for each account that the corp may have (wecom-api.md 1.1). */
const A_DAY_PER_ACCOUNT = 200;

/** The app's own id, as a number: anything else is 40056, another app's is 301002. */
export const agentId = z.int('40056 invalid agentid');

const sendInput = z.looseObject({
  touser: z.string().default(''),
  toparty: z.string().default(''),
  totag: z.string().default(''),
  msgtype: z.string('40008 invalid msgtype'),
  agentid: agentId,
  safe: z.literal([0, 1, 2]).default(0),
  enable_duplicate_check: z.literal([0, 1]).default(0),
  duplicate_check_interval: z.int().min(1).max(14_400).default(1800),
});

/** wecom-api.md 3.1. */
export const sendMessage = defineEndpoint({
  method: 'POST',
  path: 'message/send',
  title: '发应用消息',
  empty: { invaliduser: '', invalidparty: '', invalidtag: '', unlicenseduser: '', msgid: '' },
  input: sendInput,
  run(world, input, { raw }) {
    requireAgent(world, input.agentid);
    const now = world.clock.now().getTime();
    const { duplicateCheck, duplicateMsgid } = readSettings(world);
    const fingerprint = fingerprintOf(raw, world.faults.strictDuplicateCheck || duplicateCheck === 'json');
    const earlier = input.enable_duplicate_check === 1 ? world.records.duplicates.get(fingerprint) : undefined;
    if (earlier && earlier.at + input.duplicate_check_interval * 1000 > now) {
      const msgid = duplicateMsgid === 'first' ? {} : { msgid: secretCode() };
      return { reply: { ...earlier.reply, ...msgid }, summary: '同样的消息刚发过，没有再送' };
    }
    const prepared = prepareMessage(world, input.msgtype, input);
    if (prepared.card && callsBack(prepared.card) && !world.hasCallback)
      throw new ApiError(43012, 'callback url required');
    const { members, ...invalid } = recipients(world, input);
    if (members.length === 0) throw new ApiError(81013, 'user & party & tag all invalid');
    if (!withinQuota(world, members.length)) throw overLimit();
    const summary = `发给${nameThem(members)}：${prepared.label}`;

    const { msgid, dropped } = deliver(world, members, prepared);
    const code = prepared.card && isInteractive(prepared.card) ? { response_code: newResponseCode(world, msgid) } : {};
    const reply = { ...invalid, unlicenseduser: '', msgid, ...code };
    world.records.duplicates.put(fingerprint, { at: now, reply });
    return { reply, summary: dropped.length > 0 ? `${summary}（太频繁，${nameThem(dropped)}没有收到）` : summary };
  },
});

/** What makes two requests the same: their JSON, by default without the fields that switch the check. */
function fingerprintOf(raw: string, strict: boolean): string {
  const switches = new Set(['enable_duplicate_check', 'duplicate_check_interval']);
  const content = strict
    ? raw
    : JSON.stringify(JSON.parse(raw), (name, value: unknown) => (switches.has(name) ? undefined : value));
  return createHash('sha256').update(content).digest('hex');
}

/** wecom-api.md 3.2: within 24 hours. */
export const recallMessage = defineEndpoint({
  method: 'POST',
  path: 'message/recall',
  title: '撤回应用消息',
  input: z.object({ msgid: z.string('41046 msgid missing').min(1, '41046 msgid missing') }),
  run(world, { msgid }) {
    const sent = world.records.sent.get(msgid);
    if (!sent) throw new ApiError(40058, 'invalid msgid');
    if (world.clock.now().getTime() - sent.sentAt > 24 * HOUR) throw new ApiError(42052, 'msgid expired');
    sent.items.forEach(({ id }) => recallItem(world, id));
    return { reply: {}, summary: '撤回了一条应用消息' };
  },
});

/** Throws 301002 unless the token's app is meant. */
export function requireAgent(world: World, agentid: number): void {
  if (agentid !== world.app.agentId)
    throw new ApiError(301002, 'not allow operate another agent with this accesstoken');
}

/** A new code with which the message's card can be changed once within 72 hours, or as the setting says. */
export function newResponseCode(world: World, msgid: string): string {
  const code = secretCode();
  const expiresAt = world.clock.now().getTime() + readSettings(world).responseCodeHours * HOUR;
  world.records.responseCodes.put(code, { msgid, expiresAt, used: false });
  return code;
}

interface Recipients {
  members: CompanyMember[];
  invaliduser: string;
  invalidparty: string;
  invalidtag: string;
}

function recipients(world: World, { touser, toparty, totag }: z.infer<typeof sendInput>): Recipients {
  if (touser === '@all') return { members: visibleMembers(world), invaliduser: '', invalidparty: '', invalidtag: '' };
  const [users, parties, tags] = [listed(touser), listed(toparty), listed(totag)];
  if (users.length + parties.length + tags.length === 0)
    throw new ApiError(82001, 'touser, toparty and totag all empty');
  if (users.length > 1000) throw new ApiError(40032, 'too many users');
  if (parties.length > 100) throw new ApiError(82002, 'too many parties');
  if (tags.length > 100) throw new ApiError(82003, 'too many tags');
  const trees = parties.map((party) => ({ party, tree: departmentTree(world, Number(party)) }));
  const named = users.flatMap((userid) => findVisible(world, userid) ?? []);
  return {
    members: [
      ...new Map(
        [
          ...named,
          ...seenOf(
            world,
            trees.flatMap(({ tree }) => tree),
          ),
        ].map((member) => [member.userid, member]),
      ).values(),
    ],
    invaliduser: users
      .filter((userid) => !findVisible(world, userid))
      .join('|')
      .toLowerCase(),
    invalidparty: trees
      .filter(({ tree }) => tree.length === 0)
      .map(({ party }) => party)
      .join('|'),
    invalidtag: tags.join('|'),
  };
}

const listed = (value: string): string[] => value.split('|').filter((part) => part !== '');

function deliver(
  world: World,
  members: CompanyMember[],
  { shown, card }: Prepared,
): { msgid: string; dropped: CompanyMember[] } {
  if (card?.task_id !== undefined) {
    if (world.records.taskIds.get(card.task_id) !== undefined) throw new ApiError(42014, 'task_id conflict');
    world.records.taskIds.put(card.task_id, card.task_id);
  }
  const msgid = secretCode();
  const dropped = members.filter(({ userid }) => !mayReceive(world, userid));
  const items = members
    .filter((member) => !dropped.includes(member))
    .flatMap(({ userid }) => shown.map((item) => ({ userid, id: addAppItem(world, userid, msgid, item) })));
  world.records.sent.put(msgid, { sentAt: world.clock.now().getTime(), items });
  return { msgid, dropped };
}

/** Counts messages by person; false when the app has sent what it may on this day, in Shanghai (wecom-api.md 1.1). */
function withinQuota(world: World, persons: number): boolean {
  const now = world.clock.now().getTime();
  const day = Math.floor((now + SHANGHAI) / DAY);
  const limit = { most: readSettings(world).accounts * A_DAY_PER_ACCOUNT, windowMs: DAY, penaltyMs: DAY };
  return Array.from({ length: persons }).every(() => world.traffic.admit(`persons ${day}`, limit, now));
}

/** Counts one message to a member; false beyond 30 a minute or 1000 an hour, when WeCom drops it without a word (1.1). */
function mayReceive(world: World, userid: string): boolean {
  const now = world.clock.now().getTime();
  const lastHour = (world.records.pace.get(userid.toLowerCase()) ?? []).filter((at) => at > now - HOUR);
  const lastMinute = lastHour.filter((at) => at > now - MINUTE);
  const allowed = lastMinute.length < PER_MINUTE && lastHour.length < PER_HOUR;
  if (allowed) world.records.pace.put(userid.toLowerCase(), [...lastHour, now]);
  return allowed;
}

const nameThem = (members: CompanyMember[]): string => {
  const names = members
    .slice(0, 3)
    .map(({ name }) => name)
    .join('、');
  return members.length > 3 ? `${names}等 ${members.length} 人` : names;
};

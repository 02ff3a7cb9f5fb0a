import { tellContactChange } from './events.ts';
import { Refusal } from './http.ts';
import { secretCode } from './ids.ts';
import { findMember, memberName } from './people.ts';
import { addNotice, hasTyped } from './phone.ts';
import { followKey, type Follow, type WelcomeCode } from './records.ts';
import { readSettings } from './settings.ts';
import type { World } from './world.ts';

const ADDED_BY_CODE = 1;
const WELCOME_MS = 20_000;
/** How long another app's welcome takes to be delivered. */
const OTHER_APP_MS = 2000;

/** The friendship between a member and a customer, if there is one now. */
export const findFollow = (world: World, userid: string, externalUserId: string): Follow | undefined =>
  world.records.follows.get(followKey(userid, externalUserId));

/** Writes a friendship. */
export const putFollow = (world: World, follow: Follow): void =>
  world.records.follows.put(followKey(follow.userid, follow.external_userid), follow, follow.external_userid);

/** The customer scans a member's code; `half` when the member has not added him back. Tells the product, with a welcome code. */
export function addContact(
  world: World,
  pair: { userid: string; externalUserId: string; half: boolean; state: string },
): void {
  const { userid, externalUserId, half, state } = pair;
  const before = findFollow(world, userid, externalUserId);
  if (before && (half || !before.half)) throw new Refusal(409, `已经加过${memberName(world, userid)}了`);
  const follow = before ?? newFollow(world, pair);
  putFollow(world, { ...follow, half, state: state === '' ? follow.state : state });
  const code = before && welcomed(world, pair) ? {} : { welcomeCode: newWelcomeCode(world, userid, externalUserId) };
  const change = half ? 'add_half_external_contact' : 'add_external_contact';
  tellContactChange(world, change, { userid, externalUserId, state, ...code });
  if (!before) addNotice(world, userid, externalUserId, `你已添加了${memberName(world, userid)}，现在可以开始聊天了`);
  world.live.changed('state', `customer:${externalUserId}`);
}

/** One of the two deletes the other; the product is told which. */
export function endContact(world: World, userid: string, externalUserId: string, by: 'member' | 'customer'): void {
  requireFollow(world, userid, externalUserId);
  world.records.follows.delete(followKey(userid, externalUserId));
  tellContactChange(world, by === 'member' ? 'del_external_contact' : 'del_follow_user', { userid, externalUserId });
  if (by === 'customer') addNotice(world, userid, externalUserId, `你删除了${memberName(world, userid)}`);
  world.live.changed('state', `customer:${externalUserId}`);
}

/** The member edits the customer's remark in his client. */
export function editRemark(world: World, userid: string, externalUserId: string, remark: string): void {
  putFollow(world, { ...requireFollow(world, userid, externalUserId), remark });
  tellContactChange(world, 'edit_external_contact', { userid, externalUserId });
  world.live.changed('state');
}

/** The friendship, or a Refusal (409) that says there is none. */
export function requireFollow(world: World, userid: string, externalUserId: string): Follow {
  const follow = findFollow(world, userid, externalUserId);
  if (!follow) throw new Refusal(409, `和${memberName(world, userid)}还不是好友`);
  return follow;
}

/** What stands against a welcome message with this code now: a dead or used code, a chat that began, or another app that was faster. */
export function welcomeFault(
  world: World,
  code: string,
): 'invalid' | 'used' | 'chatting' | 'being-sent' | 'welcomed' | null {
  const welcome = world.records.welcomeCodes.get(code);
  const age = world.clock.now().getTime() - (welcome?.createdAt ?? 0);
  if (!welcome || age > WELCOME_MS) return 'invalid';
  if (welcome.used) return 'used';
  if (readSettings(world).otherAppWelcomes) return age < OTHER_APP_MS ? 'being-sent' : 'welcomed';
  return hasTyped(world, welcome.userid, welcome.external_userid, welcome.createdAt) ? 'chatting' : null;
}

/** Makes a welcome code worthless after its one use. */
export function useWelcome(world: World, code: string): void {
  const welcome = world.records.welcomeCodes.get(code);
  if (welcome) putWelcome(world, code, { ...welcome, used: true });
}

function newFollow(
  world: World,
  { userid, externalUserId, half, state }: { userid: string; externalUserId: string; half: boolean; state: string },
): Follow {
  return {
    userid: findMember(world, userid)?.userid ?? userid,
    external_userid: externalUserId,
    remark: world.records.customers.get(externalUserId)?.name ?? '',
    description: '',
    remark_corp_name: '',
    remark_mobiles: [],
    createtime: world.clock.seconds(),
    add_way: ADDED_BY_CODE,
    state,
    tagIds: [],
    half,
  };
}

function newWelcomeCode(world: World, userid: string, externalUserId: string): string {
  const code = secretCode();
  putWelcome(world, code, {
    userid,
    external_userid: externalUserId,
    createdAt: world.clock.now().getTime(),
    used: false,
  });
  return code;
}

const putWelcome = (world: World, code: string, welcome: WelcomeCode): void =>
  world.records.welcomeCodes.put(code, welcome, followKey(welcome.userid, welcome.external_userid));

/** Whether the code of the half-made friendship was used already, so that the full one brings none. */
const welcomed = (world: World, { userid, externalUserId }: { userid: string; externalUserId: string }): boolean =>
  world.records.welcomeCodes.list(followKey(userid, externalUserId)).at(-1)?.used === true;

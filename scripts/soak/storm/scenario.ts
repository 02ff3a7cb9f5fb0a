import type { Random } from '../../demo/random.ts';
import type { SandboxCompany } from '../../sandbox/company.ts';
import { appEventXml, contactXml, imageXml, pressXml, textXml, type Origin } from '../callback-xml.ts';
import { stormCompany, type StormMember } from './people.ts';

/** Callbacks of one source, sent one after the other; what is in `then` follows all at once. */
export interface Lane {
  callbacks: string[];
  then: Lane[];
}

/** What the product must say once: something in the chat that contains these words. */
export interface Reply {
  kind: 'text' | 'card';
  words: string;
}

/** What must be true of one member's work when all is done. */
export interface Expected {
  member: StormMember;
  /** Words of each contact record; in this order where the member waited for each line to arrive. */
  followups: string[];
  inOrder: boolean;
  /** Words of each task's title. */
  tasks: string[];
  replies: Reply[];
}

/** What a company's people do, and what that has to come to. */
export interface Scenario {
  company: SandboxCompany;
  lanes: Lane[];
  expected: Expected[];
  /** Callbacks in `lanes`, and how many of them are one press of a button that acts once. */
  count: number;
  doublePresses: number;
}

/** How many callbacks each member causes. */
export const CALLBACKS_EACH = 25;
/** Of them those about his two customers in WeCom: 4 each. */
const CHAT_CALLBACKS = CALLBACKS_EACH - 8;

/** Makes the work of so many members; `now` in seconds since 1970. Each says something unlike anything else said. */
export function makeScenario(random: Random, members: number, now: number): Scenario {
  const { company, staff } = stormCompany(members, now);
  const plans = staff.map((member, at) => planChat(random, member, at, now));
  return {
    company,
    lanes: [...plans.map(({ lane }) => lane), ...staff.flatMap((member) => friendshipLanes(member, now))],
    expected: plans.map(({ expected }) => expected),
    count: members * CALLBACKS_EACH,
    doublePresses: plans.reduce((sum, { doublePresses }) => sum + doublePresses, 0),
  };
}

interface Plan {
  lane: Lane;
  expected: Expected;
  doublePresses: number;
}

function planChat(random: Random, member: StormMember, at: number, now: number): Plan {
  const callbacks: string[] = [];
  const expected: Expected = { member, followups: [], inOrder: at % 4 !== 3, tasks: [], replies: [] };
  const once = ['menu', 'unclear', 'picture', 'help'];
  let doublePresses = 0;
  let said = 0;

  const origin = (): Origin => ({ from: member.userid, at: now - 60 + callbacks.length });
  const words = (): string => letters(at * 100 + (said += 1));
  const msgId = (): string => String(7_000_000_000_000_000_000n + BigInt(at * 1000 + callbacks.length));
  const taskId = (kind: string): string => `${kind}-${member.userid}-${callbacks.length}`;
  const press = (key: string, task: string): void =>
    void callbacks.push(pressXml(origin(), { key, taskId: task, responseCode: `code${callbacks.length}` }));
  const remind = (): string => {
    const title = `寄样品${words()}`;
    expected.tasks.push(title);
    expected.replies.push({ kind: 'card', words: title });
    return `提醒 ${member.customer} 明天下午3点 ${title}`;
  };
  const contact = (): string => {
    const note = `单号${words()}`;
    expected.followups.push(note);
    expected.replies.push({ kind: 'card', words: note });
    return `跟进 ${member.customer} 电话 已发报价单，${note}`;
  };

  // The second time he comes in is greeted no more.
  callbacks.push(appEventXml(origin(), 'enter_agent'));
  callbacks.push(appEventXml(origin(), 'enter_agent'));
  expected.replies.push({ kind: 'text', words: '有事直接说一句' });
  callbacks.push(textXml(origin(), `新客户 ${member.customer}`, msgId()));
  expected.replies.push({ kind: 'card', words: `已登记：${member.customer}` });
  const begun = callbacks.length;
  while (callbacks.length < CHAT_CALLBACKS) {
    const choice = random.int(0, 9);
    const single = choice === 9 ? once.pop() : undefined;
    if (single === 'menu') {
      callbacks.push(appEventXml(origin(), 'click', '待办'));
      expected.replies.push({ kind: 'text', words: '做完' });
    } else if (single === 'help') {
      callbacks.push(appEventXml(origin(), 'click', '帮助 跟进'));
      expected.replies.push({ kind: 'text', words: '这样说：跟进' });
    } else if (single === 'unclear') {
      callbacks.push(textXml(origin(), '嗯嗯好的', msgId()));
      expected.replies.push({ kind: 'text', words: '没看懂' });
    } else if (single === 'picture') {
      callbacks.push(imageXml(origin(), msgId()));
      expected.replies.push({ kind: 'text', words: '图片现在还记不进来' });
    } else if (choice === 8 && callbacks.length + 2 <= CHAT_CALLBACKS) {
      // Two quick thumbs on one button: two callbacks, one effect.
      const [line, task] = [remind(), taskId('once')];
      press(line, task);
      press(line, task);
      doublePresses += 1;
    } else if (choice >= 6) press(remind(), taskId('card'));
    else callbacks.push(textXml(origin(), choice >= 4 ? remind() : contact(), msgId()));
  }
  const lane = expected.inOrder
    ? { callbacks, then: [] }
    : {
        callbacks: callbacks.slice(0, begun),
        then: callbacks.slice(begun).map((callback) => ({ callbacks: [callback], then: [] })),
      };
  return { lane, expected, doublePresses };
}

/** What happens between a member and his two customers; how each ends is what `friendships` says of them. */
function friendshipLanes({ userid, friendships }: StormMember, now: number): Lane[] {
  return friendships.map(({ externalUserId, changes }) => ({
    callbacks: changes.map((change, at) => contactXml(now - 60 + at, change, userid, externalUserId)),
    then: [],
  }));
}

/** A number as five letters, since digits would be read as amounts and times. */
function letters(value: number): string {
  let rest = value;
  return Array.from({ length: 5 }, () => {
    const letter = 'bcdfghjkmnpqrstvwxyz'.charAt(rest % 20);
    rest = Math.floor(rest / 20);
    return letter;
  }).join('');
}

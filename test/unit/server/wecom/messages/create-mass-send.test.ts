import { expect, it } from 'vitest';
import { Undeliverable } from '../../../../../server/kernel/errors.ts';
import type { Attempt, DeliveryTools } from '../../../../../server/kernel/messages.ts';
import { refusal } from '../../../../../server/wecom/fault.ts';
import { createMassSend } from '../../../../../server/wecom/messages/create-mass-send.ts';
import { fetchMassResult, stopMassSend } from '../../../../../server/wecom/messages/fetch-mass-result.ts';

type Answer = Record<string, unknown> | Error;

/** WeCom with these answers by path, those of a list one after the other; `asked` keeps what was asked. */
function wecomWith(answers: Record<string, Answer | Answer[]>) {
  const asked: string[] = [];
  const post = (path: string): Promise<Record<string, unknown>> => {
    asked.push(path.replace('externalcontact/', ''));
    const known = answers[path.replace('externalcontact/', '')];
    const answer = Array.isArray(known) ? known.shift() : known;
    return answer instanceof Error || !answer ? Promise.reject(answer ?? new Error(path)) : Promise.resolve(answer);
  };
  const tools = { wecom: { get: post, post }, chat: {} } as unknown as DeliveryTools;
  return { tools, asked };
}

const first: Attempt = {
  ...{ again: false, expired: false, checkSeconds: 0 },
  ...{ since: new Date('2026-11-21T01:00:00.000Z'), now: new Date('2026-11-21T01:05:00.000Z') },
};
const again: Attempt = { ...first, again: true };

const { example } = createMassSend;
const customer = example.externalUserIds[0];
const listed = { group_msg_list: [{ msgid: 'm1', create_type: 0, text: { content: example.text } }] };
const task = (status: number) => ({ task_list: [{ userid: 'ZhouHang', status }] });
const sends = (status: number) => ({
  send_list: [{ external_userid: customer, userid: 'ZhouHang', status, send_time: 5 }],
});

it('does not put a text before a member twice when the first answer was lost', async () => {
  const { tools, asked } = wecomWith({
    ...{ get_groupmsg_list_v2: listed, get_groupmsg_task: task(0), get_groupmsg_send_result: sends(0) },
  });
  expect(await createMassSend.deliver(tools, example, again)).toMatchObject({ msgid: 'm1' });
  expect(asked).not.toContain('add_msg_template');
});

it('puts it before him where WeCom has none of the kind', async () => {
  const { tools } = wecomWith({
    get_groupmsg_list_v2: listed,
    get_groupmsg_task: task(0),
    get_groupmsg_send_result: { send_list: [{ external_userid: 'wmOther', status: 0 }] },
    add_msg_template: { msgid: 'm2', fail_list: [] },
  });
  expect(await createMassSend.deliver(tools, example, again)).toMatchObject({ msgid: 'm2' });
});

it('takes only what went to nobody but those who were meant for its own, and tells who was left out', async () => {
  const meant = { ...example, externalUserIds: [customer ?? '', 'wm2'] };
  const created = (ids: string[]) =>
    wecomWith({
      ...{ get_groupmsg_list_v2: listed, get_groupmsg_task: task(0) },
      get_groupmsg_send_result: { send_list: ids.map((external_userid) => ({ external_userid, status: 0 })) },
      add_msg_template: { msgid: 'm2', fail_list: [] },
    }).tools;
  expect(await createMassSend.deliver(created([customer ?? '']), meant, again)).toEqual({
    ...{ massSendId: example.massSendId, msgid: 'm1', unreachable: ['wm2'] },
  });
  // The same words to one of them and to somebody else are another mass send.
  expect(await createMassSend.deliver(created(['wm2', 'wm3']), meant, again)).toMatchObject({ msgid: 'm2' });
});

it('still finds what an earlier try created when its time is over, and creates nothing then', async () => {
  const late = { ...again, expired: true };
  const there = wecomWith({
    ...{ get_groupmsg_list_v2: listed, get_groupmsg_task: task(0), get_groupmsg_send_result: sends(0) },
  });
  expect(await createMassSend.deliver(there.tools, example, late)).toMatchObject({ msgid: 'm1' });
  const absent = wecomWith({ get_groupmsg_list_v2: { group_msg_list: [] } });
  await expect(createMassSend.deliver(absent.tools, example, late)).rejects.toThrow(Undeliverable);
  expect(absent.asked).toEqual(['get_groupmsg_list_v2']);
});

it('takes a refusal for good as an answer, a passing fault as none', async () => {
  const deliver = (code: number) =>
    createMassSend.deliver(wecomWith({ add_msg_template: refusal('x', code, '') }).tools, example, first);
  expect(await deliver(41048)).toEqual({ massSendId: example.massSendId, msgid: null, unreachable: [customer] });
  await expect(deliver(45009)).rejects.toMatchObject({ treatment: 'wait' });
});

const named = fetchMassResult.example;

it('reads results page by page, and waits while WeCom still hands it out', async () => {
  const { tools } = wecomWith({
    get_groupmsg_task: [{ task_list: [], next_cursor: 'c' }, task(2)],
    get_groupmsg_send_result: [
      { ...sends(1), next_cursor: 'c' },
      { send_list: [{ external_userid: 'wm2', status: 3 }] },
    ],
  });
  expect(await fetchMassResult.deliver(tools, named, first)).toEqual({
    ...{ massSendId: named.massSendId, stopped: false, confirmed: true },
    results: [
      { externalUserId: customer, status: 'sent', sentAt: 5 },
      { externalUserId: 'wm2', status: 'over-cap', sentAt: null },
    ],
  });
  const early = wecomWith({ get_groupmsg_task: refusal('x', 41063, '') }).tools;
  await expect(fetchMassResult.deliver(early, named, first)).rejects.toMatchObject({ treatment: 'retry' });
});

it('stops one that is stopped already', async () => {
  const { tools } = wecomWith({
    cancel_groupmsg_send: refusal('x', 41093, ''),
    get_groupmsg_task: task(0),
    get_groupmsg_send_result: sends(0),
  });
  expect(await stopMassSend.deliver(tools, named, first)).toMatchObject({ stopped: true, confirmed: false });
});

import { expect, it } from 'vitest';
import { Callback } from '../../../../entities/callback.ts';
import { Followup } from '../../../../entities/followup.ts';
import { Member } from '../../../../entities/member.ts';
import { OutboxMessage } from '../../../../entities/outbox-message.ts';
import { Task } from '../../../../entities/task.ts';
import { eventRights, type EventKind } from '../../../../scripts/docs/rights.ts';
import { system } from '../../../../server/kernel/actor.ts';
import { signIn } from '../../../support/api.ts';
import { postCallback, textXml } from '../../../support/callbacks.ts';
import { commandLines, speakable } from '../../../support/command-lines.ts';
import { friend } from '../../../support/offers.ts';
import { everything, markedCustomer, rightsApp, SAID } from '../../../support/rights-world.ts';
import { START, textOf, type TestApp } from '../../../support/test-app.ts';

/** An event as WeCom writes it; a second one has a time of its own. */
const xmlOf = (fields: Record<string, string>, at = START.getTime() / 1000 + 1): string =>
  `<xml><ToUserName>wwtestcorp</ToUserName><CreateTime>${at}</CreateTime>${Object.entries({
    FromUserName: 'sys',
    ...fields,
  })
    .map(([name, value]) => `<${name}>${value.startsWith('<') ? value : `<![CDATA[${value}]]>`}</${name}>`)
    .join('')}</xml>`;

/** Whom the events below are about. */
interface Cast {
  /** A customer of 周航's and his contact. */
  contact: string;
  /** Somebody with WeChat whom nobody here knows. */
  stranger: string;
}

const said = (more: Record<string, string>) => ({ FromUserName: 'zhouhang', AgentID: '1000002', ...more });
const event = (name: string, more: Record<string, string> = {}) => said({ MsgType: 'event', Event: name, ...more });
const ofCustomer = (change: string, id: string, more: Record<string, string> = {}) => ({
  ...{ MsgType: 'event', Event: 'change_external_contact', ChangeType: change },
  ...{ UserID: 'zhouhang', ExternalUserID: id, ...more },
});
const ofStaff = (change: string, userId: string) => ({
  ...{ MsgType: 'event', Event: 'change_contact', ChangeType: change, UserID: userId },
});

/** One of each kind. */
const events: Readonly<Record<EventKind, (cast: Cast) => Record<string, string>>> = {
  text: () => said({ MsgType: 'text', Content: '帮助', MsgId: '7000000000000000001' }),
  media: () => said({ MsgType: 'image', PicUrl: 'https://x/y', MediaId: 'm', MsgId: '7000000000000000002' }),
  card: () => event('template_card_event', { EventKey: '帮助', TaskId: 'once-a', ResponseCode: 'c' }),
  click: () => event('click', { EventKey: '帮助' }),
  enter_agent: () => event('enter_agent'),
  subscribe: () => event('subscribe'),
  unsubscribe: () => event('unsubscribe'),
  view: () => event('view', { EventKey: 'https://x/y' }),
  'customer.add': ({ stranger }) => ofCustomer('add_external_contact', stranger, { WelcomeCode: 'w' }),
  'customer.add_half': ({ stranger }) => ofCustomer('add_half_external_contact', stranger, { WelcomeCode: 'w' }),
  'customer.edit': ({ contact }) => ofCustomer('edit_external_contact', contact),
  'customer.del_by_member': ({ contact }) => ofCustomer('del_external_contact', contact),
  'customer.del_by_customer': ({ contact }) => ofCustomer('del_follow_user', contact),
  'customer.transfer_fail': ({ contact }) => ofCustomer('transfer_fail', contact, { FailReason: 'customer_refused' }),
  'staff.changed': () => ofStaff('update_user', 'zhouhang'),
  'staff.gone': () => ofStaff('delete_user', 'zhouhang'),
  other: () => event('invented_tomorrow', { UserID: 'luoyi', Content: '成交 槐先生 1元' }),
};

async function play(app: TestApp): Promise<Cast> {
  await signIn(app, 'zhouhang');
  await app.run(system, ({ db }) => db.update(Member, { userKey: 'zhouhang' }, { greetedAt: null }));
  const contact = await friend(app, '林晓彤');
  return { contact: contact.externalUserId ?? '', stranger: 'wmStranger0001' };
}

it.each(Object.keys(events) as EventKind[])('%s writes where the table says, and nowhere when forged', async (kind) => {
  const app = await rightsApp();
  const xml = xmlOf(events[kind](await play(app)));
  const untouched = await everything(app);
  expect(await postCallback(app, xml, { signature: 'a'.repeat(40) })).toBe(401);
  expect(await postCallback(app, xml, { receiveId: 'wwanother' })).toBe(401);
  await app.settle();
  expect(await everything(app)).toEqual(untouched);

  const before = await everything(app, SAID);
  expect(await postCallback(app, xml)).toBe(200);
  await app.settle();

  const after = await everything(app, SAID);
  const changed = Object.keys(after).filter((table) => after[table]?.join() !== before[table]?.join());
  expect(changed.sort()).toEqual([...(eventRights[kind].writes ?? [])].sort());
  const [row] = await app.read(system, ({ db }) => db.find(Callback, { order: { id: 'DESC' }, take: 1 }));
  expect([row?.kind, row?.status]).toEqual([KEPT_AS[kind] ?? kind, 'done']);
});

/** Kinds that the inbox calls otherwise. */
const KEPT_AS: Partial<Record<EventKind, string>> = {
  other: 'event.invented_tomorrow',
};

it('a button does for whoever presses it what he could have said himself', async () => {
  const app = await rightsApp();
  const { taskId, customerId } = await speakable(app, 'luoyi');
  const before = await everything(app, SAID);
  const keys = [
    `完成 #${taskId}`,
    `推迟 #${taskId}`,
    `查 #${customerId}`,
    ...(commandLines['opt-out']?.(foreign) ?? []),
  ];
  for (const [n, key] of keys.entries()) {
    const press = event('template_card_event', { EventKey: key, TaskId: `card-${n}`, ResponseCode: 'c' });
    expect(await postCallback(app, xmlOf(press))).toBe(200);
  }
  await app.settle();

  expect((await app.chat('zhouhang')).map(textOf)).toEqual(
    keys.map(() => expect.stringMatching(/^没有找到这/) as string),
  );
  expect(await everything(app, SAID)).toEqual(before);
  const [task] = await app.read(system, ({ db }) => db.findBy(Task, { id: taskId }));
  expect(task?.status).toBe('open');
});

const foreign = { customerId: '01ABSENT000000000000000000', customer: '樟先生', taskId: '', ticket: '' };

it('whoever writes and was not known, or had left, sees nobody’s customers', async () => {
  const app = await rightsApp();
  await markedCustomer(app, 'luoyi');
  await app.run(system, ({ db }) => db.update(Member, { userKey: 'gaoyuan' }, { status: 'left' }));
  for (const [n, from] of ['newcomer', 'gaoyuan'].entries()) {
    for (const [m, content] of ['查 樟先生', '找 樟', '跟进 樟先生 抢单'].entries())
      await postCallback(app, textXml({ from, content, msgId: `71${n}${m}` }));
  }
  await app.settle();

  expect(await app.read(system, ({ db }) => db.count(Followup))).toBe(0);
  expect(await app.actor('newcomer')).toMatchObject({ kind: 'member', scope: { kind: 'own' } });
  const answers = await app.read(system, ({ db }) => db.findBy(OutboxMessage, { code: 'chat.text' }));
  expect(answers.map(({ payload }) => (payload as { text: string }).text)).toEqual(
    Array.from({ length: 6 }, () => expect.stringMatching(/^没有找到/) as string),
  );
});

import type { CardBody } from './api/card-shapes.ts';
import { messageId } from './ids.ts';
import { customerName, gist, hasCustomers, isVisible, memberName } from './people.ts';
import type { World } from './world.ts';
import type { XmlField } from './xml.ts';
import { xmlDocument } from './xml.ts';

/** A choice made on a card before its button was pressed. */
export interface SelectedItem {
  questionKey: string;
  optionIds: string[];
}

/** What a member sends besides text; shapes of wecom-api.md 2.6. */
export type MemberMessage =
  | { type: 'text'; text: string }
  | { type: 'image'; picUrl: string; mediaId: string }
  | { type: 'location'; latitude: number; longitude: number; scale: number; label: string }
  | { type: 'link'; title: string; description: string; url: string; picUrl: string };

/** A member says something to the app (wecom-api.md 2.6). */
export function tellMessage(world: World, userid: string, message: MemberMessage): void {
  const envelope: XmlField[] = [...envelopeOf(world, userid), ['MsgType', message.type]];
  const tail: XmlField[] = [
    ['MsgId', messageId(world.store, world.clock.now())],
    ['AgentID', world.app.agentId],
  ];
  const summary = `${memberName(world, userid)}${saying(message)}`;
  enqueue(world, userid, message.type, summary, [...envelope, ...messageFields(message), ...tail]);
}

/** A member opens the app (`enter_agent`), gains or loses it (`subscribe`, `unsubscribe`) or uses its menu (`click`, `view`); wecom-api.md 2.7. */
export function tellAppEvent(
  world: World,
  userid: string,
  event: 'enter_agent' | 'subscribe' | 'unsubscribe' | 'click' | 'view',
  key = '',
): void {
  const does = {
    enter_agent: '打开了应用',
    subscribe: '关注了应用',
    unsubscribe: '不再用这个应用',
    click: `点了菜单 ${gist(key)}`,
    view: `从菜单打开 ${gist(key)}`,
  }[event];
  const fields: XmlField[] = [
    ['MsgType', 'event'],
    ['Event', event],
    ['EventKey', key],
    ['AgentID', world.app.agentId],
  ];
  enqueue(world, userid, event, `${memberName(world, userid)}${does}`, [...envelopeOf(world, userid), ...fields]);
}

/** A member presses a card's button, or an entry of its top-right menu (wecom-api.md 2.7). */
export function tellCardEvent(
  world: World,
  userid: string,
  press: {
    event: 'template_card_event' | 'template_card_menu_event';
    key: string;
    text: string;
    card: CardBody;
    responseCode: string;
    selected: SelectedItem[];
  },
): void {
  const selected: XmlField[] = press.selected.map(({ questionKey, optionIds }): XmlField => [
    'SelectedItem',
    [
      ['QuestionKey', questionKey],
      ['OptionIds', optionIds.map((id): XmlField => ['OptionId', id])],
    ],
  ]);
  const summary = `${memberName(world, userid)}按了「${gist(press.text)}」`;
  enqueue(world, userid, press.event, summary, [
    ...envelopeOf(world, userid),
    ['MsgType', 'event'],
    ['Event', press.event],
    ['EventKey', press.key],
    ['TaskId', press.card.task_id ?? ''],
    ['CardType', press.card.card_type],
    ['ResponseCode', press.responseCode],
    ['AgentID', world.app.agentId],
    ...(selected.length > 0 ? ([['SelectedItems', selected]] satisfies XmlField[]) : []),
  ]);
}

/** What can happen between a member and a customer (wecom-api.md 8). */
export type ContactChange =
  | 'add_external_contact'
  | 'add_half_external_contact'
  | 'edit_external_contact'
  | 'del_external_contact'
  | 'del_follow_user';

/** Something changed between a member and a customer (`change_external_contact`, wecom-api.md 8). */
export function tellContactChange(
  world: World,
  change: ContactChange,
  pair: { userid: string; externalUserId: string; state?: string; welcomeCode?: string },
): void {
  // Only customers of visible members with customer contact are called back (wecom-api.md 8).
  if (!hasCustomers(world, pair.userid)) return;
  const member = memberName(world, pair.userid);
  const customer = customerName(world, pair.externalUserId);
  const summary = {
    add_external_contact: `${customer}加了${member}`,
    add_half_external_contact: `${customer}加了${member}，${member}还没有加回`,
    edit_external_contact: `${member}改了${customer}的备注`,
    del_external_contact: `${member}删除了${customer}`,
    del_follow_user: `${customer}删除了${member}`,
  }[change];
  enqueue(world, pair.userid, change, summary, [
    ...envelopeOf(world, 'sys'),
    ['MsgType', 'event'],
    ['Event', 'change_external_contact'],
    ['ChangeType', change],
    ['UserID', pair.userid],
    ['ExternalUserID', pair.externalUserId],
    ...optional('State', pair.state),
    ...optional('WelcomeCode', pair.welcomeCode),
  ]);
}

/** A member joined, changed departments or left (`change_contact`, wecom-api.md 8); the fields are those of apps made since 2022-08. */
export function tellStaffChange(
  world: World,
  change: 'create_user' | 'update_user' | 'delete_user',
  member: { userid: string; name: string; department?: readonly number[] },
): void {
  const { userid, name, department } = member;
  if (!isVisible(world, userid)) return;
  const summary = {
    create_user: `${name}加入了公司`,
    update_user: `${name}换了部门`,
    delete_user: `${name}离开了公司`,
  }[change];
  enqueue(world, userid, change, summary, [
    ...envelopeOf(world, 'sys'),
    ['MsgType', 'event'],
    ['Event', 'change_contact'],
    ['ChangeType', change],
    ['UserID', userid],
    ...optional('Department', department?.join(',')),
  ]);
}

function enqueue(world: World, userid: string, name: string, summary: string, fields: readonly XmlField[]): void {
  world.callbacks.enqueue({ lane: userid.toLowerCase(), name, summary, xml: xmlDocument(fields) });
}

const envelopeOf = (world: World, from: string): XmlField[] => [
  ['ToUserName', world.corp.id],
  ['FromUserName', from],
  ['CreateTime', world.clock.seconds()],
];

const optional = (name: string, value: string | undefined): XmlField[] =>
  value === undefined || value === '' ? [] : [[name, value]];

function messageFields(message: MemberMessage): XmlField[] {
  switch (message.type) {
    case 'text':
      return [['Content', message.text]];
    case 'image':
      return [
        ['PicUrl', message.picUrl],
        ['MediaId', message.mediaId],
      ];
    case 'location':
      return [
        ['Location_X', message.latitude],
        ['Location_Y', message.longitude],
        ['Scale', message.scale],
        ['Label', message.label],
        ['AppType', 'wxwork'],
      ];
    case 'link':
      return [
        ['Title', message.title],
        ['Description', message.description],
        ['Url', message.url],
        ['PicUrl', message.picUrl],
      ];
  }
}

function saying(message: MemberMessage): string {
  switch (message.type) {
    case 'text':
      return `说：${gist(message.text)}`;
    case 'image':
      return '发了一张图片';
    case 'location':
      return `发了位置：${gist(message.label)}`;
    case 'link':
      return `发了链接：${gist(message.title)}`;
  }
}

import { expect, it } from 'vitest';
import { parseCallback } from '../../server/callbacks/parse.ts';
import { parseXml, type XmlNode } from '../../server/callbacks/xml.ts';
import type { ChatItem } from '../../scripts/sandbox/api.ts';
import { xmlText } from '../../scripts/sandbox/xml.ts';
import { stand } from '../unit/scripts/sandbox/stand.ts';

const app =
  '<ToUserName><![CDATA[corpid]]></ToUserName><FromUserName><![CDATA[zhangsan]]></FromUserName><CreateTime>1403610513</CreateTime>';
const sys =
  '<ToUserName><![CDATA[corpid]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>1403610513</CreateTime>';
const change = (type: string, more = '') =>
  `<xml>${sys}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event>` +
  `<ChangeType><![CDATA[${type}]]></ChangeType><UserID><![CDATA[zhangsan]]></UserID>` +
  `<ExternalUserID><![CDATA[woAJ2GCAAAXtWyujaWJHDDGi0mAAAA]]></ExternalUserID>${more}</xml>`;

/** The fields of a company that has configured its callbacks since 2022-08 (wecom-api.md 8); the ChangeType comes without CDATA. */
const staff = (type: string, more = '') =>
  `<xml>${sys}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_contact]]></Event>` +
  `<ChangeType>${type}</ChangeType><UserID><![CDATA[zhangsan]]></UserID>${more}</xml>`;

/** What WeCom published (wecom-api.md 2.4, 2.7 and 8), by the name that the sandbox's wire record gives to it. */
const published: Record<string, { xml: string; kind: string }> = {
  text: {
    xml: `<xml>${app}<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[hello]]></Content><MsgId>4561255354251345929</MsgId><AgentID>218</AgentID></xml>`,
    kind: 'text',
  },
  enter_agent: {
    xml: `<xml>${app}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[enter_agent]]></Event><EventKey><![CDATA[]]></EventKey><AgentID>1</AgentID></xml>`,
    kind: 'enter_agent',
  },
  click: {
    xml: `<xml>${app}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[click]]></Event><EventKey><![CDATA[待办]]></EventKey><AgentID>1</AgentID></xml>`,
    kind: 'click',
  },
  template_card_event: {
    xml:
      `<xml>${app}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[key111]]></EventKey>` +
      `<TaskId><![CDATA[taskid111]]></TaskId><CardType><![CDATA[button_interaction]]></CardType><ResponseCode><![CDATA[ResponseCode]]></ResponseCode><AgentID>1</AgentID></xml>`,
    kind: 'card',
  },
  // 2.7: a press with a choice made before it, as published.
  vote: {
    xml:
      `<xml>${app}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[key111]]></EventKey>` +
      `<TaskId><![CDATA[taskid111]]></TaskId><CardType><![CDATA[vote_interaction]]></CardType><ResponseCode><![CDATA[ResponseCode]]></ResponseCode><AgentID>1</AgentID>` +
      `<SelectedItems><SelectedItem><QuestionKey><![CDATA[QuestionKey1]]></QuestionKey><OptionIds><OptionId><![CDATA[OptionId1]]></OptionId><OptionId><![CDATA[OptionId2]]></OptionId></OptionIds></SelectedItem></SelectedItems></xml>`,
    kind: 'card',
  },
  template_card_menu_event: {
    xml:
      `<xml>${app}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_menu_event]]></Event><EventKey><![CDATA[key111]]></EventKey>` +
      `<TaskId><![CDATA[taskid111]]></TaskId><CardType><![CDATA[text_notice]]></CardType><ResponseCode><![CDATA[ResponseCode]]></ResponseCode><AgentID>1</AgentID></xml>`,
    kind: 'card',
  },
  ...Object.fromEntries(
    ['subscribe', 'unsubscribe', 'view'].map((event) => [
      event,
      {
        xml: `<xml>${app}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${event}]]></Event><EventKey><![CDATA[]]></EventKey><AgentID>1</AgentID></xml>`,
        kind: event,
      },
    ]),
  ),
  image: {
    xml: `<xml>${app}<MsgType><![CDATA[image]]></MsgType><PicUrl><![CDATA[https://example.com/1.png]]></PicUrl><MediaId><![CDATA[media]]></MediaId><MsgId>1</MsgId><AgentID>1</AgentID></xml>`,
    kind: 'media',
  },
  location: {
    xml: `<xml>${app}<MsgType><![CDATA[location]]></MsgType><Location_X>23.134</Location_X><Location_Y>113.358</Location_Y><Scale>20</Scale><Label><![CDATA[西湖]]></Label><MsgId>1</MsgId><AgentID>1</AgentID><AppType><![CDATA[wxwork]]></AppType></xml>`,
    kind: 'media',
  },
  link: {
    xml: `<xml>${app}<MsgType><![CDATA[link]]></MsgType><Title><![CDATA[报价]]></Title><Description><![CDATA[说明]]></Description><Url><![CDATA[https://example.com/]]></Url><PicUrl><![CDATA[https://example.com/1.png]]></PicUrl><MsgId>1</MsgId><AgentID>1</AgentID></xml>`,
    kind: 'media',
  },
  create_user: {
    xml: staff('create_user', '<Department><![CDATA[1,2,3]]></Department>'),
    kind: 'staff',
  },
  update_user: { xml: staff('update_user', '<Department><![CDATA[1,2,3]]></Department>'), kind: 'staff' },
  delete_user: { xml: staff('delete_user'), kind: 'staff' },
  add_half_external_contact: {
    xml: change(
      'add_half_external_contact',
      '<State><![CDATA[teststate]]></State><WelcomeCode><![CDATA[WELCOMECODE]]></WelcomeCode>',
    ),
    kind: 'customer',
  },
  add_external_contact: {
    xml: change(
      'add_external_contact',
      '<State><![CDATA[teststate]]></State><WelcomeCode><![CDATA[WELCOMECODE]]></WelcomeCode>',
    ),
    kind: 'customer',
  },
  edit_external_contact: { xml: change('edit_external_contact'), kind: 'customer' },
  del_follow_user: { xml: change('del_follow_user'), kind: 'customer' },
  del_external_contact: { xml: change('del_external_contact'), kind: 'customer' },
};

it.each(Object.entries(published))('the product understands WeCom’s own %s', (_name, { xml, kind }) => {
  expect(parseCallback(xml).kind).toBe(kind);
});

it('the sandbox speaks in the shapes that WeCom published', async () => {
  const { control, post, sandbox, received } = await stand();
  const member = (path: string, body?: object) => control('POST', `/members/zhouhang/${path}`, body);
  const menu = [{ name: '更多', sub_button: [{ type: 'view', name: '网页', url: 'https://example.com/m/' }] }];
  await post(
    'menu/create',
    { button: [...menu, { type: 'click', name: '待办', key: '待办' }] },
    { agentid: '1000002' },
  );
  await member('open');
  await member('subscribe');
  await member('unsubscribe');
  await member('menu', { key: '待办' });
  await member('menu', { key: 'https://example.com/m/' });
  await member('messages', { text: '你好' });
  await member('messages', { image: { picUrl: 'https://example.com/1.png' } });
  await member('messages', { location: { latitude: 30.25, longitude: 120.16, label: '西湖' } });
  await member('messages', { link: { title: '报价', description: '说明', url: 'https://example.com/' } });
  for (const card of CARDS)
    await post('message/send', {
      touser: 'zhouhang',
      msgtype: 'template_card',
      agentid: 1_000_002,
      template_card: card,
    });
  const shown = await control<ChatItem[]>('GET', '/members/zhouhang/chat');
  const [button, vote, menued] = shown.filter(({ kind }) => kind === 'card').map(({ id }) => id);
  await member('press', { id: button, key: 'go' });
  await member('press', {
    ...{ id: vote, key: 'submit' },
    selected: [{ questionKey: 'q', optionIds: ['a', 'b'] }],
  });
  await member('press', { id: menued, key: 'mute' });
  await control('POST', '/members', { userid: 'newcomer', name: '新人', department: [2] });
  await control('POST', '/members/newcomer/profile', { department: [3] });
  await control('DELETE', '/members/newcomer');
  const add = async (name: string, half: boolean) => {
    const { externalUserId } = await control<{ externalUserId: string }>('POST', '/customers', { name });
    await control('POST', `/customers/${externalUserId}/contacts`, { userid: 'zhouhang', state: 'teststate', half });
    return externalUserId;
  };
  const first = await add('林晓彤', false);
  await control('POST', `/members/zhouhang/contacts/${first}/remark`, { remark: '林总' });
  await control('DELETE', `/members/zhouhang/contacts/${first}`);
  await control('DELETE', `/customers/${await add('孙丽', true)}/contacts/zhouhang`);
  await sandbox.idle();

  const sent = new Set(received.map(({ xml }) => JSON.stringify([nameOf(xml), shapeOf(xml)])));
  for (const [name, { xml }] of Object.entries(published))
    expect(sent, name).toContain(JSON.stringify([nameOf(xml), shapeOf(xml)]));
  expect(new Set(received.map(({ xml }) => nameOf(xml)))).toEqual(
    new Set(Object.values(published).map(({ xml }) => nameOf(xml))),
  );
});

const CARDS = [
  {
    ...{ card_type: 'button_interaction', main_title: { title: '客户' }, task_id: 'b1' },
    button_list: [{ text: '好', key: 'go' }],
  },
  {
    ...{ card_type: 'vote_interaction', main_title: { title: '投票' }, task_id: 'v1' },
    checkbox: { question_key: 'q', mode: 1, option_list: ['a', 'b'].map((id) => ({ id, text: id })) },
    submit_button: { text: '提交', key: 'submit' },
  },
  {
    ...{ card_type: 'text_notice', main_title: { title: '早报' }, task_id: 'n1' },
    action_menu: { desc: '更多', action_list: [{ text: '不再提醒', key: 'mute' }] },
    card_action: { type: 1, url: 'https://example.com/' },
  },
];

/** What kind of callback it is, by WeCom's own words. */
const nameOf = (xml: string): string =>
  ['MsgType', 'Event', 'ChangeType'].map((name) => xmlText(xml, name) ?? '').join('/');

/** The names of an XML text's elements; their order means nothing (wecom-api.md 8). */
const shapeOf = (xml: string): string[] => names(parseXml(xml)).sort();

const names = (node: XmlNode, path = ''): string[] =>
  Object.entries(node).flatMap(([name, value]) =>
    [value].flat().flatMap((each) => (typeof each === 'string' ? [`${path}${name}`] : names(each, `${path}${name}/`))),
  );

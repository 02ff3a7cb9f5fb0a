import { expect, it } from 'vitest';
import { parseCallback } from '../../server/callbacks/parse.ts';
import { parseXml, type XmlNode } from '../../server/callbacks/xml.ts';
import type { WireEntry } from '../../scripts/sandbox/api.ts';
import { testApp } from '../support/test-app.ts';

const app =
  '<ToUserName><![CDATA[corpid]]></ToUserName><FromUserName><![CDATA[zhangsan]]></FromUserName><CreateTime>1403610513</CreateTime>';
const sys =
  '<ToUserName><![CDATA[corpid]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>1403610513</CreateTime>';
const change = (type: string, more = '') =>
  `<xml>${sys}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event>` +
  `<ChangeType><![CDATA[${type}]]></ChangeType><UserID><![CDATA[zhangsan]]></UserID>` +
  `<ExternalUserID><![CDATA[woAJ2GCAAAXtWyujaWJHDDGi0mAAAA]]></ExternalUserID>${more}</xml>`;

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
  const { control, settle, say, press } = await testApp();
  await control('POST', '/members/zhouhang/open');
  await say('zhouhang', '新客户 赵敏');
  await press('zhouhang', '时间线');
  await control('POST', '/members/zhouhang/menu', { key: '待办' });
  const add = async (name: string) => {
    const { externalUserId } = await control<{ externalUserId: string }>('POST', '/customers', { name });
    await control('POST', `/customers/${externalUserId}/contacts`, { userid: 'zhouhang', state: 'teststate' });
    return externalUserId;
  };
  const first = await add('林晓彤');
  await control('POST', `/members/zhouhang/contacts/${first}/remark`, { remark: '林总' });
  await control('DELETE', `/members/zhouhang/contacts/${first}`);
  await control('DELETE', `/customers/${await add('孙丽')}/contacts/zhouhang`);
  await settle();

  const sent = (await control<WireEntry[]>('GET', '/wire?limit=500')).filter(({ kind }) => kind === 'callback');
  for (const [name, { xml }] of Object.entries(published)) {
    const entry = sent.find((each) => each.name === name);
    expect(entry && shapeOf(entry.request), name).toEqual(shapeOf(xml));
  }
});

/** The names of an XML text's elements; their order means nothing (wecom-api.md 8). */
const shapeOf = (xml: string): string[] => names(parseXml(xml)).sort();

const names = (node: XmlNode, path = ''): string[] =>
  Object.entries(node).flatMap(([name, value]) =>
    [value].flat().flatMap((each) => (typeof each === 'string' ? [`${path}${name}`] : names(each, `${path}${name}/`))),
  );

import type { Random } from '../../demo/random.ts';
import { corp } from '../callback-xml.ts';
import { callbackPath, forge, outerXml } from './forge.ts';
import { requestBytes, type Bytes } from './raw-request.ts';

/** Requests that WeCom itself could send: rightly sealed and signed, with hostile things inside; `mallory` is their only sender. */
export const sealedCases: readonly {
  name: string;
  make(random: Random): { bytes: Bytes; isSealed: true };
}[] = [
  { name: 'sealed: a line that means harm', make: (random) => sealedText(random, random.pick(LINES)) },
  {
    name: 'sealed: a line of enormous length',
    make: (random) => sealedText(random, random.pick(LONG)(random.int(3000, 20_000))),
  },
  { name: 'sealed: fields that are not what they should be', make: (random) => sealedXml(oddXml(random)) },
  { name: 'sealed: ids of enormous length', make: (random) => sealedXml(longIds(random)) },
  {
    name: 'sealed: bytes that are no text',
    make: (random) =>
      sealedXml(
        Buffer.concat([
          Buffer.from('<xml><MsgType>text</MsgType><Content>'),
          noText(random),
          Buffer.from('</Content></xml>'),
        ]),
      ),
  },
  { name: 'sealed: bombs, depth and strange elements', make: (random) => sealedXml(strangeXml(random)) },
];

/** What only one who holds the keys could send. */
function sealedXml(xml: string | Buffer): { bytes: Bytes; isSealed: true } {
  const { encrypt, query } = forge(xml);
  return { bytes: requestBytes({ path: callbackPath(query), body: outerXml(encrypt) }), isSealed: true };
}

const sealedText = (random: Random, content: string): ReturnType<typeof sealedXml> =>
  sealedXml(document({ MsgType: 'text', Content: cdata(content), MsgId: number(random, 19) }));

const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

/** A callback of mallory's; each value is written as it stands. */
function document(fields: Readonly<Record<string, string>>): string {
  const all = {
    ToUserName: corp.id,
    FromUserName: 'mallory',
    CreateTime: '1795000000',
    AgentID: String(corp.agentId),
    ...fields,
  };
  return `<xml>${Object.entries(all)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</xml>`;
}

const number = (random: Random, digits: number): string =>
  Array.from({ length: digits }, (_, at) => random.int(at === 0 ? 1 : 0, 9)).join('');

const LINES = [
  "新客户 '; DROP TABLE customers; --",
  '新客户 " OR 1=1 -- 公司',
  '查 %_%\\',
  "跟进 Robert'); DELETE FROM members;-- 电话",
  '新客户 <script>alert(1)</script> <img/src=x/onerror=alert(1)>',
  '新客户 =HYPERLINK("http://evil.example","点我") +cmd|calc!A0',
  '新客户 @SUM(1+1)*cmd|/C',
  '跟进 #00000000000000000000000000 电话 改别人的',
  '完成 #ZZZZZZZZZZZZZZZZZZZZZZZZZZ',
  '新客户 \u202e\u2066反着\u2069写\u202c',
  '新客户 \ud800孤 \udc00立',
  '新客户 \u0000\u0001\u0008\u001b[2J\u007f',
  '新客户 👨‍👩‍👧‍👦🏳️‍🌈 é́́́́́',
  '提醒 明天 ' + '很'.repeat(900),
  '报价 赵安邦 99999999999999999999999万',
  '报价 赵安邦 -1元',
  '生日 赵安邦 9999年99月99日',
  '提醒 99999999年后 醒来',
  '提醒 -5分钟后 醒来',
  '核销 AAAAAAAAAA',
  '__proto__ constructor toString',
  '${7*7} {{7*7}} #{7*7} <%= 7*7 %>',
  '../../../../etc/passwd',
  '\n\n\n新客户\n\n张\n三\n',
  '',
  ' ',
  '​',
];

const LONG: readonly ((length: number) => string)[] = [
  (length) => `新客户 ${'长'.repeat(Math.floor(length / 3))}`,
  (length) => '跟进 '.repeat(Math.floor(length / 7)),
  (length) => `查 ${'a'.repeat(length)}`,
  (length) => `提醒 ${'明天下午3点'.repeat(Math.floor(length / 16))}`,
  (length) => `报价 赵安邦 ${'9'.repeat(length)}`,
  (length) => '，'.repeat(Math.floor(length / 3)),
  (length) => `跟进 赵安邦 ${'一二三四五六七八九十百千万亿'.repeat(Math.floor(length / 42))}`,
  (length) => '😀'.repeat(Math.floor(length / 4)),
  (length) => '\u0301'.repeat(Math.floor(length / 2)),
];

/** Known events with values of the wrong kind. */
function oddXml(random: Random): string {
  const time = random.pick([
    '-1',
    '0',
    '99999999999',
    '1e10',
    'NaN',
    '',
    '１７９５０００００0',
    '1795000000.5',
    '9'.repeat(40),
  ]);
  const id = random.pick(['', ' ', '-', '0', '9'.repeat(30), 'abc', '1; DROP', '<a/>', '<b>1</b><b>2</b>']);
  const contact = { FromUserName: 'sys', MsgType: 'event', Event: 'change_external_contact', UserID: 'mallory' };
  return random.pick([
    document({ MsgType: 'text', Content: '待办', CreateTime: time, MsgId: number(random, 19) }),
    document({ MsgType: 'text', Content: '待办', MsgId: id }),
    document({ MsgType: 'text', Content: '<a>待</a><a>办</a>', MsgId: number(random, 19) }),
    document({ MsgType: '<a/>', Content: '待办' }),
    document({ MsgType: 'event', Event: '__proto__', ChangeType: 'constructor' }),
    document({ MsgType: 'event', Event: 'click', EventKey: cdata("完成 #'; --") }),
    document({
      MsgType: 'event',
      Event: 'template_card_event',
      EventKey: '待办',
      TaskId: id,
      SelectedItems: '<a>1</a>',
    }),
    document({
      MsgType: 'event',
      Event: 'template_card_event',
      EventKey: cdata('查'),
      TaskId: `once-${'x'.repeat(500)}`,
      CardType: '<a/>',
    }),
    document({ ...contact, ChangeType: 'add_external_contact', ExternalUserID: 'wmHostile', CreateTime: time }),
    document({ ...contact, ChangeType: 'edit_external_contact', ExternalUserID: id }),
    document({ ...contact, ChangeType: 'del_follow_user', ExternalUserID: 'wmNobody' }),
    document({ MsgType: 'event', Event: 'change_contact', ChangeType: 'delete_user', UserID: id }),
    document({ MsgType: 'event', Event: 'enter_agent', EventKey: '<a><a><a/></a></a>' }),
    document({ FromUserName: id, MsgType: 'text', Content: '待办' }),
    document({ MsgType: 'event'.repeat(50), Event: 'x'.repeat(300), ChangeType: 'y'.repeat(300) }),
  ]);
}

function longIds(random: Random): string {
  const id = random.pick(['m', '汉', '😀', '%', "'"]).repeat(random.int(65, 2000));
  const contact = {
    FromUserName: 'sys',
    MsgType: 'event',
    Event: 'change_external_contact',
    ChangeType: 'add_external_contact',
  };
  return random.pick([
    document({ FromUserName: id, MsgType: 'text', Content: '待办', MsgId: number(random, 19) }),
    document({ FromUserName: id, MsgType: 'event', Event: 'enter_agent' }),
    document({ ...contact, UserID: 'mallory', ExternalUserID: id }),
    document({ ...contact, UserID: id, ExternalUserID: 'wmHostile' }),
    document({ ...contact, UserID: 'mallory', ExternalUserID: 'wmHostile2', State: id, WelcomeCode: id }),
    document({
      MsgType: 'event',
      Event: 'change_contact',
      ChangeType: 'update_user',
      UserID: 'mallory',
      NewUserID: id,
    }),
    document({ MsgType: 'event', Event: 'template_card_event', EventKey: cdata(id), TaskId: id }),
    document({ MsgType: 'event', Event: 'click', EventKey: cdata(id) }),
  ]);
}

function noText(random: Random): Buffer {
  return random.pick([
    Buffer.from([0xed, 0xa0, 0x80]),
    Buffer.from([0xff, 0xfe, 0xfd]),
    Buffer.from([0xc0, 0xaf]),
    Buffer.from([0xf4, 0x90, 0x80, 0x80]),
    Buffer.alloc(random.int(1, 500), 0),
    Buffer.from(Array.from({ length: 200 }, () => random.int(0, 255))),
  ]);
}

function strangeXml(random: Random): string {
  const depth = random.int(8, 4000);
  const text = '<FromUserName>mallory</FromUserName><MsgType>text</MsgType>';
  return random.pick([
    `<!DOCTYPE xml [<!ENTITY a "${'ha'.repeat(1000)}">]><xml>${text}<Content>${'&a;'.repeat(1000)}</Content></xml>`,
    `<xml>${text}${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}</xml>`,
    `<xml>${text}${'<Content>待办</Content>'.repeat(Math.min(depth, 1000))}</xml>`,
    `<xml>${'<MsgType>text</MsgType>'.repeat(Math.min(depth, 1000))}</xml>`,
    `<xml>${text}<Content>&#0;&#xD800;&#x110000;&#99999999;&unknown;&amp;lt;</Content></xml>`,
    `<xml>${text}<__proto__><polluted>yes</polluted></__proto__><Content>待办</Content></xml>`,
    `<xml>${text}<Content/><MsgId/><AgentID/></xml>`,
    `<xml>${text}<Content><![CDATA[]]]]><![CDATA[>]]></Content></xml>`,
    `<xml><xml>${text}</xml></xml>`,
    '<xml></xml>',
    'not xml at all',
    '',
    `<xml>${'<a1/>'.repeat(Math.min(depth, 3000))}</xml>`,
  ]);
}

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseCallback } from '../../../../server/callbacks/parse.ts';
import { DomainError } from '../../../../server/kernel/errors.ts';

type Fields = Record<string, string>;

const cdata = (fields: Fields) =>
  Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);

const written = (elements: string[]) => `<xml>${elements.join('')}</xml>`;

const fromMember = { ToUserName: 'corp', FromUserName: 'zhangsan', CreateTime: '1409659813', AgentID: '218' };
const fromSystem = { ToUserName: 'corp', FromUserName: 'sys', CreateTime: '1403610513', MsgType: 'event' };

const message = (fields: Fields, extra = '') => written([...cdata({ ...fromMember, ...fields }), extra]);
const event = (fields: Fields, extra = '') => message({ MsgType: 'event', ...fields }, extra);
const customerEvent = (fields: Fields) =>
  written(
    cdata({ ...fromSystem, Event: 'change_external_contact', UserID: 'zhangsan', ExternalUserID: 'wm1', ...fields }),
  );

/** What a callback is about, without where it comes from. */
function content(xml: string) {
  const { identity: _i, from: _f, createdAt: _c, agentId: _a, corpId: _o, ...rest } = parseCallback(xml);
  return rest;
}

const hashOf = (xml: string) => `hash:${createHash('sha256').update(xml).digest('hex')}`;

describe('a text', () => {
  const text = { ...fromMember, MsgType: 'text', MsgId: '4561255354251345929', Content: ' 跟进 张三 <b>00123</b>\n' };
  const read = {
    identity: 'msg:4561255354251345929',
    from: 'zhangsan',
    createdAt: 1409659813,
    agentId: '218',
    corpId: 'corp',
    kind: 'text',
    content: ' 跟进 张三 <b>00123</b>\n',
  };

  it('is read with every character of its content', () => {
    expect(parseCallback(written(cdata(text)))).toEqual(read);
  });

  it('is the same in any order and with line ends between its fields', () => {
    expect(parseCallback(`<xml>\n${cdata(text).reverse().join('\n')}\n</xml>`)).toEqual(read);
  });

  it('is the same without CDATA', () => {
    const escaped = text.Content.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const bare = Object.entries({ ...text, Content: escaped }).map(([name, value]) => `<${name}>${value}</${name}>`);
    expect(parseCallback(written(bare))).toEqual(read);
  });

  it('may be empty', () => {
    expect(content(message({ MsgType: 'text', Content: '' }))).toEqual({ kind: 'text', content: '' });
  });
});

describe('the identity', () => {
  const scan = (customer: string) => customerEvent({ ChangeType: 'add_external_contact', ExternalUserID: customer });

  it('is the hash of the text where there is no MsgId', () => {
    expect(parseCallback(scan('wm1')).identity).toBe(hashOf(scan('wm1')));
  });

  it('tells two customers who scan in one second apart, and a retry not', () => {
    expect(parseCallback(scan('wm1')).identity).not.toBe(parseCallback(scan('wm2')).identity);
    expect(parseCallback(scan('wm1')).identity).toBe(parseCallback(scan('wm1')).identity);
  });

  it.each(['', ' ', 'abc', '1'.repeat(21), "1'; --"])('does not rest on the MsgId %j', (MsgId) => {
    const xml = message({ MsgType: 'text', Content: 'a', MsgId });
    expect(parseCallback(xml).identity).toBe(hashOf(xml));
  });
});

describe('app events', () => {
  it.each(['enter_agent', 'subscribe', 'unsubscribe'])('%s', (Event) => {
    expect(content(event({ Event, EventKey: '' }))).toEqual({ kind: Event });
  });

  it('click', () => {
    expect(content(event({ Event: 'click', EventKey: 'today' }))).toEqual({ kind: 'click', key: 'today' });
  });

  it('view', () => {
    const url = 'https://crm.example.com/m/?a=1&b=2';
    expect(content(event({ Event: 'view', EventKey: url }))).toEqual({ kind: 'view', url });
  });
});

describe('a pressed card', () => {
  const pressed = {
    Event: 'template_card_event',
    EventKey: 'done',
    TaskId: 'task-1',
    CardType: 'vote_interaction',
    ResponseCode: 'CODE',
  };
  const read = { kind: 'card', key: 'done', taskId: 'task-1', cardType: 'vote_interaction', responseCode: 'CODE' };
  const item = (question: string, ...options: string[]) =>
    `<SelectedItem><QuestionKey><![CDATA[${question}]]></QuestionKey><OptionIds>${options
      .map((option) => `<OptionId><![CDATA[${option}]]></OptionId>`)
      .join('')}</OptionIds></SelectedItem>`;

  it.each([
    ['nothing chosen', '', []],
    ['an empty choice', '<SelectedItems></SelectedItems>', []],
    ['an indented empty choice', '<SelectedItems>\n</SelectedItems>', []],
    ['one answer', `<SelectedItems>${item('q1', 'a')}</SelectedItems>`, [{ questionKey: 'q1', optionIds: ['a'] }]],
    [
      'several answers',
      `<SelectedItems>${item('q1', 'a', '007')}\n${item('q2')}</SelectedItems>`,
      [
        { questionKey: 'q1', optionIds: ['a', '007'] },
        { questionKey: 'q2', optionIds: [] },
      ],
    ],
  ])('with %s', (_what, items, selected) => {
    expect(content(event(pressed, items))).toEqual({ ...read, selected });
  });

  it('may be pressed in its menu, and need not be updatable', () => {
    const menu = { ...pressed, Event: 'template_card_menu_event', CardType: 'text_notice', ResponseCode: '' };
    expect(content(event(menu))).toEqual({ ...read, cardType: 'text_notice', responseCode: '', selected: [] });
  });
});

describe('a customer', () => {
  it.each([
    ['add_external_contact', 'add'],
    ['add_half_external_contact', 'add_half'],
    ['edit_external_contact', 'edit'],
    ['del_external_contact', 'del_by_member'],
    ['del_follow_user', 'del_by_customer'],
    ['transfer_fail', 'transfer_fail'],
  ])('%s is %s', (ChangeType, change) => {
    expect(content(customerEvent({ ChangeType }))).toEqual({
      kind: 'customer',
      change,
      userId: 'zhangsan',
      externalUserId: 'wm1',
    });
  });

  it('comes with a state and a welcome code', () => {
    const added = { ChangeType: 'add_external_contact', State: '0012', WelcomeCode: 'CODE' };
    expect(content(customerEvent(added))).toMatchObject({ state: '0012', welcomeCode: 'CODE' });
  });

  it('has no state where WeCom sends it empty', () => {
    expect(
      content(customerEvent({ ChangeType: 'add_external_contact', State: '', WelcomeCode: '' })),
    ).not.toHaveProperty('welcomeCode');
  });

  it('goes with a hand-over, or refuses it', () => {
    expect(content(customerEvent({ ChangeType: 'del_external_contact', Source: 'DELETE_BY_TRANSFER' }))).toMatchObject({
      source: 'DELETE_BY_TRANSFER',
    });
    expect(content(customerEvent({ ChangeType: 'transfer_fail', FailReason: 'customer_refused' }))).toMatchObject({
      failReason: 'customer_refused',
    });
  });

  it('belongs to no app and comes from the system', () => {
    const { agentId, from, corpId } = parseCallback(customerEvent({ ChangeType: 'edit_external_contact' }));
    expect({ agentId, from, corpId }).toEqual({ agentId: null, from: 'sys', corpId: 'corp' });
  });
});

it.each([
  ['create_user', { UserID: 'zhouhang', Name: '周航' }, { change: 'changed', userId: 'zhouhang' }],
  ['update_user', { UserID: 'zhouhang', NewUserID: 'zhouhang2' }, { change: 'changed', userId: 'zhouhang2' }],
  ['delete_user', { UserID: 'zhouhang' }, { change: 'gone', userId: 'zhouhang' }],
])('tells of a member: %s', (ChangeType, fields, told) => {
  const xml = written(cdata({ ...fromSystem, Event: 'change_contact', ChangeType, ...fields }));
  expect(content(xml)).toEqual({ kind: 'staff', ...told });
});

it.each([
  ['image', { PicUrl: 'https://p.example.com/1', MediaId: 'M1' }],
  ['voice', { MediaId: 'M1', Format: 'amr' }],
  ['video', { MediaId: 'M1', ThumbMediaId: 'T1' }],
  ['file', { MediaId: 'M1' }],
  ['location', { Location_X: '31.230', Location_Y: '121.470', Scale: '15', Label: '上海市 黄浦区', AppType: 'wxwork' }],
  ['link', { Title: '报价', Description: '', Url: 'https://p.example.com/2', PicUrl: '' }],
])('keeps the own fields of a message of type %s', (msgType, fields) => {
  const xml = message({ MsgType: msgType, MsgId: '12', ...fields });
  expect(content(xml)).toEqual({ kind: 'media', msgType, fields });
});

describe('what nothing here reads', () => {
  it.each([
    ['a new event', event({ Event: 'brand_new' }), { msgType: 'event', event: 'brand_new', changeType: null }],
    [
      'a new change of customers',
      customerEvent({ ChangeType: 'msg_audit_approved' }),
      { msgType: 'event', event: 'change_external_contact', changeType: 'msg_audit_approved' },
    ],
    [
      'a change of contacts with a bare ChangeType',
      written([...cdata({ ...fromSystem, Event: 'change_contact' }), '<ChangeType>create_user</ChangeType>']),
      { msgType: 'event', event: 'change_contact', changeType: 'create_user' },
    ],
    ['a place', event({ Event: 'LOCATION', Latitude: '1' }), { msgType: 'event', event: 'LOCATION', changeType: null }],
    ['a new message', message({ MsgType: 'hologram' }), { msgType: 'hologram', event: null, changeType: null }],
    ['an event without a name', event({}), { msgType: 'event', event: null, changeType: null }],
    [
      'an inherited name',
      message({ MsgType: 'constructor' }),
      { msgType: 'constructor', event: null, changeType: null },
    ],
  ])('is kept: %s', (_what, xml, read) => {
    expect(content(xml)).toEqual({ kind: 'other', ...read });
  });

  it.each([
    ['a text without content', message({ MsgType: 'text' })],
    ['a text with two contents', message({ MsgType: 'text', Content: 'a' }, '<Content>b</Content>')],
    ['a text from nobody', message({ MsgType: 'text', Content: 'a', FromUserName: '' })],
    ['a text without its time', message({ MsgType: 'text', Content: 'a', CreateTime: '' })],
    ['a text with a strange time', message({ MsgType: 'text', Content: 'a', CreateTime: '-1e9' })],
    ['a click on nothing', event({ Event: 'click', EventKey: '' })],
    ['a card without a task', event({ Event: 'template_card_event', EventKey: 'a' })],
    ['a customer without an id', customerEvent({ ChangeType: 'add_external_contact', ExternalUserID: '' })],
  ])('is not taken for what it is not: %s', (_what, xml) => {
    expect(parseCallback(xml).kind).toBe('other');
  });

  it('may lack everything but its type', () => {
    const xml = '<xml><MsgType>event</MsgType><CreateTime></CreateTime></xml>';
    expect(parseCallback(xml)).toEqual({
      identity: hashOf(xml),
      from: '',
      createdAt: null,
      agentId: null,
      corpId: '',
      kind: 'other',
      msgType: 'event',
      event: null,
      changeType: null,
    });
  });
});

it.each([
  ['nothing', ''],
  ['no XML', 'hello'],
  ['no type', '<xml><FromUserName>a</FromUserName></xml>'],
  ['an empty type', '<xml><MsgType> </MsgType></xml>'],
  ['two types', '<xml><MsgType>text</MsgType><MsgType>event</MsgType></xml>'],
])('refuses %s', (_what, xml) => {
  expect(() => parseCallback(xml)).toThrow(DomainError);
});

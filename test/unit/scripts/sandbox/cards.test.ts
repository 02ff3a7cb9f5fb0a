import { describe, expect, it } from 'vitest';
import { xmlText } from '../../../../scripts/sandbox/xml.ts';
import { stand, type Stand } from './stand.ts';

const AGENT = 1_000_002;

const buttonCard = {
  card_type: 'button_interaction',
  source: { desc: '常客', desc_color: 3 },
  main_title: { title: '已记下，赵敏的第 3 次跟进', desc: '云栖民宿' },
  quote_area: { title: '原话', quote_text: '觉得偏贵' },
  sub_title_text: '还缺：预算',
  horizontal_content_list: [
    { keyname: '方式', value: '电话' },
    { keyname: '资料', value: '打开', type: 1, url: 'https://example.com/c' },
  ],
  button_list: [
    { text: '改时间', style: 1, key: 'retime' },
    { text: '撤销', style: 2, key: 'undo' },
    { text: '网页', type: 1, url: 'https://example.com/' },
  ],
  task_id: 'fu_1',
};
const submit = { submit_button: { text: '提交', key: 'submit' } };
const options = [
  { id: 'a', text: '甲' },
  { id: 'b', text: '乙', is_checked: true },
];
const vote = {
  card_type: 'vote_interaction',
  main_title: { title: '投票' },
  checkbox: { question_key: 'q', mode: 1, option_list: options },
  ...submit,
  task_id: 'v1',
};
const multiple = {
  card_type: 'multiple_interaction',
  main_title: { title: '选择' },
  select_list: [
    { question_key: 'who', title: '谁', option_list: options },
    { question_key: 'when', title: '何时', selected_id: 'b', option_list: options },
  ],
  ...submit,
  task_id: 'm1',
};
const notice = {
  card_type: 'text_notice',
  main_title: { title: '早报' },
  emphasis_content: { title: '7', desc: '件待办' },
  card_action: { type: 1, url: 'https://example.com/' },
};
const news = {
  card_type: 'news_notice',
  main_title: { title: '新品' },
  card_image: { url: 'https://example.com/1.png', aspect_ratio: 2 },
  vertical_content_list: [{ title: '产地', desc: '云南' }],
  card_action: { type: 1, url: 'https://example.com/' },
};
const menu = { action_menu: { desc: '更多', action_list: [{ text: '不再提醒', key: 'mute' }] } };

const sendCard = ({ post }: Stand, card: unknown, touser = 'ZhouHang') =>
  post('message/send', { touser, msgtype: 'template_card', agentid: AGENT, template_card: card });

const update = (
  { post }: Stand,
  code: unknown,
  more: Record<string, unknown> = { button: { replace_name: '已处理' } },
) => post('message/update_template_card', { userids: ['zhouhang'], agentid: AGENT, response_code: code, ...more });

const press = async (world: Stand, key: string, more: Record<string, unknown> = {}) => {
  const item = (await world.chat('ZhouHang')).at(-1);
  return world.control('POST', '/members/ZhouHang/press', { id: item?.id, key, ...more });
};

describe('a card', () => {
  it('is shown with all its parts', async () => {
    const world = await stand();
    expect(await sendCard(world, buttonCard)).toMatchObject({
      errcode: 0,
      response_code: expect.stringMatching(/^[\w-]{20,}$/) as unknown,
    });
    expect(await world.chat('ZhouHang')).toMatchObject([
      {
        kind: 'card',
        from: 'app',
        card: {
          cardType: 'button_interaction',
          source: '常客',
          sourceColor: 3,
          title: '已记下，赵敏的第 3 次跟进',
          titleDescription: '云栖民宿',
          emphasis: null,
          subTitle: '还缺：预算',
          quote: { title: '原话', text: '觉得偏贵' },
          rows: [
            { name: '方式', value: '电话', url: null },
            { name: '资料', value: '打开', url: 'https://example.com/c' },
          ],
          buttons: [
            { key: 'retime', text: '改时间', style: 1, url: null },
            { key: 'undo', text: '撤销', style: 2, url: null },
            { key: 'url-2', text: '网页', style: 1, url: 'https://example.com/' },
          ],
          replacedBy: null,
          pressed: [],
        },
      },
    ]);
    expect((await world.wire()).at(-1)?.summary).toBe('发给周航：卡片「已记下，赵敏的第 3 次跟进」');
  });

  it.each([
    ['text notice', notice, false],
    ['news notice', news, false],
    ['vote', vote, true],
    ['select', multiple, true],
  ])('may be a %s', async (_kind, card, interactive) => {
    const world = await stand();
    const answer = await sendCard(world, card);
    expect(answer.errcode).toBe(0);
    expect('response_code' in answer).toBe(interactive);
    expect(await world.chat('ZhouHang')).toMatchObject([
      { kind: 'card', card: { cardType: card.card_type, title: card.main_title.title } },
    ]);
  });

  it.each([
    ['an unknown kind', { ...buttonCard, card_type: 'poem' }, 42031],
    ['no task id', { ...buttonCard, task_id: undefined }, 42014],
    ['a task id with spaces', { ...buttonCard, task_id: 'a b' }, 42014],
    ['a menu without a task id', { ...notice, ...menu }, 42014],
    [
      'menu keys that are the same',
      {
        ...notice,
        task_id: 't',
        action_menu: { action_list: [menu.action_menu.action_list[0], menu.action_menu.action_list[0]] },
      },
      42051,
    ],
    ['a row without a name', { ...buttonCard, horizontal_content_list: [{ value: 'x' }] }, 42027],
    ['a link row without an address', { ...buttonCard, horizontal_content_list: [{ keyname: 'x', type: 1 }] }, 42028],
    ['a file row without a file', { ...buttonCard, horizontal_content_list: [{ keyname: 'x', type: 2 }] }, 42029],
    ['a member row without a member', { ...buttonCard, horizontal_content_list: [{ keyname: 'x', type: 3 }] }, 42050],
    ['seven rows', { ...buttonCard, horizontal_content_list: Array(7).fill({ keyname: 'x' }) }, 42035],
    ['a button without a caption', { ...buttonCard, button_list: [{ key: 'k' }] }, 42038],
    ['a button without a key', { ...buttonCard, button_list: [{ text: 'x' }] }, 42039],
    ['seven buttons', { ...buttonCard, button_list: Array(7).fill({ text: 'x', key: 'k' }) }, 40058],
    ['a notice that leads nowhere', { ...notice, card_action: undefined }, 42045],
    ['a notice with nothing to say', { ...notice, main_title: {} }, 42033],
    ['four links', { ...notice, jump_list: Array(4).fill({ title: 'x' }) }, 42042],
    ['a link to a mini-program without its id', { ...notice, jump_list: [{ title: 'x', type: 2 }] }, 42030],
    ['news without a picture', { ...news, card_image: undefined }, 42044],
    ['five lines under a picture', { ...news, vertical_content_list: Array(5).fill({ title: 'x' }) }, 42036],
    ['a vote without options', { ...vote, checkbox: { question_key: 'q', option_list: [] } }, 42037],
    ['a vote without a question', { ...vote, checkbox: { option_list: options } }, 42043],
    ['an option without an id', { ...vote, checkbox: { question_key: 'q', option_list: [{ text: 'x' }] } }, 42040],
    ['four lists', { ...multiple, select_list: Array(4).fill(multiple.select_list[0]) }, 42047],
    ['no submit button', { ...vote, submit_button: undefined }, 42049],
    ['a submit button without a key', { ...vote, submit_button: { text: 'x' } }, 42046],
  ])('is refused with %s', async (_case, card, errcode) => {
    const world = await stand();
    const answer = await sendCard(world, card);
    expect(answer).toMatchObject({ errcode });
    expect(await world.chat('ZhouHang')).toEqual([]);
  });

  it('has a task id of its own', async () => {
    const world = await stand();
    await sendCard(world, buttonCard);
    expect(await sendCard(world, buttonCard, 'XuJing')).toMatchObject({ errcode: 42014 });
    expect(await sendCard(world, { ...buttonCard, task_id: 'fu_2' }, 'XuJing')).toMatchObject({ errcode: 0 });
  });

  it('cannot call back an app that takes no callbacks', async () => {
    const world = await stand({ callback: null });
    expect(await sendCard(world, buttonCard)).toMatchObject({ errcode: 43012 });
    expect(await sendCard(world, notice)).toMatchObject({ errcode: 0 });
  });
});

describe('a press', () => {
  it('tells key, task and a code that changes the card once', async () => {
    const world = await stand();
    await sendCard(world, buttonCard);
    await press(world, 'undo');
    await world.sandbox.idle();
    const xml = world.received[0]?.xml ?? '';
    expect(['Event', 'EventKey', 'TaskId', 'CardType', 'AgentID'].map((name) => xmlText(xml, name))).toEqual([
      'template_card_event',
      'undo',
      'fu_1',
      'button_interaction',
      '1000002',
    ]);
    expect(xml).not.toContain('SelectedItems');
    expect((await world.wire()).at(-1)).toMatchObject({ name: 'template_card_event', summary: '周航按了「撤销」' });
    expect(await world.chat('ZhouHang')).toMatchObject([{ card: { pressed: ['undo'], replacedBy: null } }]);

    const code = xmlText(xml, 'ResponseCode');
    expect(await update(world, code)).toMatchObject({ errcode: 0, invaliduser: [] });
    expect(await world.chat('ZhouHang')).toMatchObject([{ card: { replacedBy: '已处理' } }]);
    expect(await update(world, code)).toMatchObject({ errcode: 60140 });
    expect(await press(world, 'undo')).toEqual({ error: '这张卡片已经处理过了' });
  });

  it.each([
    [
      'what a vote had chosen',
      vote,
      {},
      '<SelectedItems><SelectedItem><QuestionKey><![CDATA[q]]></QuestionKey><OptionIds><OptionId><![CDATA[b]]></OptionId></OptionIds></SelectedItem></SelectedItems>',
    ],
    [
      'what the member chose',
      vote,
      { selected: [{ questionKey: 'q', optionIds: ['a', 'b'] }] },
      '<OptionId><![CDATA[a]]></OptionId><OptionId><![CDATA[b]]></OptionId>',
    ],
    [
      'one of each list',
      multiple,
      {},
      '<QuestionKey><![CDATA[who]]></QuestionKey><OptionIds><OptionId><![CDATA[a]]></OptionId></OptionIds></SelectedItem><SelectedItem><QuestionKey><![CDATA[when]]></QuestionKey><OptionIds><OptionId><![CDATA[b]]></OptionId></OptionIds>',
    ],
  ])('carries %s', async (_case, card, more, expected) => {
    const world = await stand();
    await sendCard(world, card);
    await press(world, 'submit', more);
    await world.sandbox.idle();
    expect(world.received[0]?.xml).toContain(expected);
  });

  it('on the top-right menu is an event of its own', async () => {
    const world = await stand();
    await sendCard(world, { ...notice, ...menu, task_id: 'n1' });
    await press(world, 'mute');
    await world.sandbox.idle();
    const xml = world.received[0]?.xml ?? '';
    expect(xmlText(xml, 'Event')).toBe('template_card_menu_event');
    const card = { ...notice, ...menu, task_id: 'n2', main_title: { title: '已静音' } };
    expect(await update(world, xmlText(xml, 'ResponseCode'), { template_card: card })).toMatchObject({ errcode: 0 });
    expect(await world.chat('ZhouHang')).toMatchObject([{ card: { title: '已静音' } }]);
  });

  it('needs a button that is there, on a card of his own', async () => {
    const world = await stand();
    await sendCard(world, buttonCard);
    expect(await press(world, 'no-such')).toEqual({ error: '卡片上没有这个按钮' });
    const [item] = await world.chat('ZhouHang');
    expect(await world.control('POST', '/members/XuJing/press', { id: item?.id, key: 'undo' })).toEqual({
      error: '没有这张卡片',
    });
    await world.sandbox.idle();
    expect(world.received).toEqual([]);
  });
});

describe('an update', () => {
  it('works with the code of the sending, for the members it names, for 72 hours', async () => {
    const world = await stand();
    const { response_code: code } = await sendCard(world, buttonCard, 'ZhouHang|XuJing');
    expect(await update(world, code, { userids: [], button: { replace_name: 'x' } })).toMatchObject({ errcode: 82001 });
    expect(await update(world, code, { userids: 'ZhouHang', button: { replace_name: 'x' } })).toMatchObject({
      errcode: 40058,
    });
    expect(
      await update(world, code, { userids: ['ZhouHang', 'LinYue'], button: { replace_name: '已领' } }),
    ).toMatchObject({ errcode: 0, invaliduser: ['linyue'] });
    expect(await world.chat('ZhouHang')).toMatchObject([{ card: { replacedBy: '已领' } }]);
    expect(await world.chat('XuJing')).toMatchObject([{ card: { replacedBy: null } }]);
  });

  it('comes too late after 72 hours', async () => {
    const world = await stand();
    const { response_code: early } = await sendCard(world, buttonCard);
    const { response_code: late } = await sendCard(world, { ...buttonCard, task_id: 'fu_2' });
    await world.control('POST', '/clock', { hours: 71.9 });
    expect(await update(world, early)).toMatchObject({ errcode: 0 });
    await world.control('POST', '/clock', { hours: 0.1 });
    expect(await update(world, late)).toMatchObject({ errcode: 60140 });
  });
});

import { expect, it } from 'vitest';
import { CUSTOMER, stand, type Json } from '../unit/scripts/sandbox/stand.ts';

/** Field names and types of a reply; an array tells the shape of what is in it. */
type Shape = string | [Shape] | { [name: string]: Shape };

const member: Shape = {
  ...{ userid: 'string', name: 'string', department: ['number'], order: ['number'], position: 'string' },
  ...{ is_leader_in_dept: ['number'], main_department: 'number', direct_leader: ['string'], status: 'number' },
  ...{ alias: 'string', extattr: { attrs: ['any'] } },
};
const follow: Shape = {
  ...{ userid: 'string', remark: 'string', description: 'string', createtime: 'number', oper_userid: 'string' },
  ...{ add_way: 'number', state: 'string', remark_corp_name: 'string', remark_mobiles: ['string'] },
};
const contact: Shape = {
  external_userid: 'string',
  ...{ name: 'string', avatar: 'string', type: 'number', gender: 'number' },
};
const tagGroup: Shape = {
  ...{ group_id: 'string', group_name: 'string', create_time: 'number', order: 'number' },
  tag: [{ id: 'string', name: 'string', create_time: 'number', order: 'number' }],
};

it('the sandbox answers in the fields that WeCom published (wecom-api.md 1, 3, 5, 6)', async () => {
  const world = await stand();
  const { get, post, sendText, control } = world;
  const told = (reply: Json, shape: { [name: string]: Shape }) =>
    expectShape(reply, { errcode: 'number', errmsg: 'string', ...shape });

  told(await get('gettoken', { corpid: 'wwtest', corpsecret: 'app-secret' }), {
    ...{ access_token: 'string', expires_in: 'number' },
  });
  told(await get('get_api_domain_ip'), { ip_list: ['string'] });
  told(await get('getcallbackip'), { ip_list: ['string'] });
  told(await get('user/get', { userid: 'ZhouHang' }), member);
  told(await get('user/list', { department_id: '2' }), { userlist: [member] });
  told(await get('user/simplelist', { department_id: '2' }), {
    userlist: [{ userid: 'string', name: 'string', department: ['number'] }],
  });
  const department = { id: 'number', parentid: 'number', order: 'number' };
  const whole: Shape = { ...department, name: 'string', name_en: 'string', department_leader: ['string'] };
  told(await get('department/list'), { department: [whole] });
  told(await get('department/get', { id: '2' }), { department: whole });
  told(await get('department/simplelist'), { department_id: [department] });

  told(await sendText('ZhouHang|nobody', '你好'), {
    ...{ invaliduser: 'string', invalidparty: 'string', invalidtag: 'string', unlicenseduser: 'string' },
    msgid: 'string',
  });
  const card = {
    ...{ card_type: 'button_interaction', main_title: { title: '客户' }, task_id: 'b1' },
    button_list: [{ text: '好', key: 'go' }],
  };
  const sent = { touser: 'ZhouHang', msgtype: 'template_card', agentid: 1_000_002, template_card: card };
  told(await post('message/send', sent), { msgid: 'string', response_code: 'string' });

  told(await get('externalcontact/get_follow_user_list'), { follow_user: ['string'] });
  told(await get('externalcontact/list', { userid: 'ZhouHang' }), { external_userid: ['string'] });
  told(await get('externalcontact/get', { external_userid: CUSTOMER }), {
    external_contact: contact,
    follow_user: [
      { ...follow, tags: [{ group_name: 'string', tag_name: 'string', type: 'number', tag_id: 'string' }] },
    ],
  });
  told(await post('externalcontact/batch/get_by_user', { userid_list: ['ZhouHang'] }), {
    external_contact_list: [{ external_contact: contact, follow_info: { ...follow, tag_id: ['string'] } }],
    ...{ next_cursor: 'string', fail_info: { unlicensed_userid_list: ['string'] } },
  });
  told(await post('externalcontact/get_corp_tag_list', {}), { tag_group: [tagGroup] });
  told(await post('externalcontact/add_corp_tag', { group_name: '分层', tag: [{ name: 'A' }] }), {
    tag_group: tagGroup,
  });

  const mass = await post('externalcontact/add_msg_template', {
    ...{ sender: 'ZhouHang', external_userid: [CUSTOMER, 'wmNobody'], text: { content: '新豆到了' } },
  });
  told(mass, { fail_list: ['string'], msgid: 'string' });
  const { msgid } = mass;
  const [notice] = (await world.chat('ZhouHang')).filter(({ kind }) => kind === 'mass');
  await control('POST', '/clock', { hours: 1 });
  await control('POST', `/members/ZhouHang/mass/${notice?.id}/confirm`, {});
  const day = 86_400;
  const now = Math.floor(world.sandbox.clock.now().getTime() / 1000);
  const period = { chat_type: 'single', start_time: now - day, end_time: now };
  told(await post('externalcontact/get_groupmsg_list_v2', period), {
    group_msg_list: [
      {
        msgid: 'string',
        create_time: 'string',
        create_type: 'number',
        text: { content: 'string' },
        attachments: ['any'],
      },
    ],
    next_cursor: 'string',
  });
  told(await post('externalcontact/get_groupmsg_task', { msgid }), {
    task_list: [{ userid: 'string', status: 'number', send_time: 'number' }],
    next_cursor: 'string',
  });
  told(await post('externalcontact/get_groupmsg_send_result', { msgid, userid: 'ZhouHang' }), {
    send_list: [{ external_userid: 'string', userid: 'string', status: 'number', send_time: 'number' }],
    next_cursor: 'string',
  });

  const { code } = await control<{ code: string }>('POST', '/members/ZhouHang/login');
  const query = { js_code: code, grant_type: 'authorization_code' };
  told(await get('miniprogram/jscode2session', query), { corpid: 'string', userid: 'string', session_key: 'string' });
  for (const path of ['get_jsapi_ticket', 'ticket/get'])
    told(await get(path, { type: 'agent_config' }), { ticket: 'string', expires_in: 'number' });
});

function expectShape(value: unknown, shape: Shape, at = 'reply'): void {
  if (shape === 'any') return;
  if (typeof shape === 'string') return expect(typeof value, at).toBe(shape);
  if (!Array.isArray(shape)) {
    for (const [name, inner] of Object.entries(shape))
      expectShape((value as Record<string, unknown>)[name], inner, `${at}.${name}`);
    return;
  }
  expect(Array.isArray(value), at).toBe(true);
  for (const each of value as unknown[]) expectShape(each, shape[0], `${at}[]`);
}

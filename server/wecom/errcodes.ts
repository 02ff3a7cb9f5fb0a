/**
 * What to do about a fault: `retry` later, `refresh` the token, `wait` until a frequency limit ends,
 * `pause` the channel until an admin has mended the set-up, or `give-up` because the same call can never succeed.
 */
export type Treatment = 'retry' | 'refresh' | 'wait' | 'pause' | 'give-up';

/** What we know about one errcode: `sentence` tells an admin in Chinese what to do and where to click. */
export interface Errcode {
  treatment: Treatment;
  meaning: string;
  sentence?: string;
}

/** The answer to an errcode, after wecom-api.md 12; an unknown one is given up, because most of the 1,250 codes refuse a parameter and every dead message can be sent again by hand. */
export function explainErrcode(code: number): Errcode {
  return TABLE.get(code) ?? { treatment: 'give-up', meaning: 'unknown errcode' };
}

const retry = (meaning: string): Errcode => ({ treatment: 'retry', meaning });
const dead = (meaning: string, sentence?: string): Errcode => ({
  treatment: 'give-up',
  meaning,
  ...(sentence && { sentence }),
});
const pause = (meaning: string, sentence: string): Errcode => ({ treatment: 'pause', meaning, sentence });
const range = (first: number, last: number, row: Errcode): [number, Errcode][] =>
  Array.from({ length: last - first + 1 }, (_, index) => [first + index, row]);

const CALLABLE_APPS = '请在企业微信管理后台「客户联系 → 可调用接口的应用」勾选本应用，并确认使用的是本应用的 Secret';
const VISIBLE_RANGE = '请在企业微信管理后台「应用管理 → 本应用 → 可见范围」加入该员工或部门';
const CUSTOMER_RIGHT = '请在企业微信管理后台「客户联系 → 权限配置」把该员工加入使用范围';

const TABLE: ReadonlyMap<number, Errcode> = new Map<number, Errcode>([
  [-1, retry('WeCom is busy')],
  [6000, retry('data version conflict')],
  [41063, retry('mass send still dispatching')],
  [41079, retry('moment still dispatching')],
  [41096, retry('another app is sending the welcome message')],
  [45033, retry('too many concurrent calls of one API')],
  [45035, retry('concurrent conflict')],

  [40014, { treatment: 'refresh', meaning: 'invalid access_token' }],
  [42001, { treatment: 'refresh', meaning: 'access_token expired' }],
  [45009, { treatment: 'wait', meaning: 'frequency limit' }],

  [
    40001,
    pause('bad secret', '应用 Secret 不正确：请在企业微信管理后台「应用管理 → 本应用 → Secret」重新查看并更新配置'),
  ],
  [
    40013,
    pause('bad corpid', '企业 ID 不正确：请在企业微信管理后台「我的企业 → 企业信息」最下方复制企业 ID 并更新配置'),
  ],
  [40056, pause('bad agentid', 'AgentId 不正确：请在企业微信管理后台「应用管理 → 本应用」复制 AgentId 并更新配置')],
  [41002, pause('corpid missing', '没有配置企业 ID：请在企业微信管理后台「我的企业 → 企业信息」最下方复制')],
  [41004, pause('secret missing', '没有配置应用 Secret：请在企业微信管理后台「应用管理 → 本应用 → Secret」查看')],
  [
    43012,
    pause(
      'app needs a callback URL',
      '请在企业微信管理后台「应用管理 → 本应用 → 接收消息 → 设置 API 接收」填写回调地址',
    ),
  ],
  [48002, pause('API not permitted', `应用没有这个接口的权限：${CALLABLE_APPS}`)],
  [
    48009,
    pause('sync assistant from a new IP', '通讯录同步 Secret 不能在新的 IP 读取成员详情：请改用自建应用的 Secret'),
  ],
  [
    50001,
    pause('redirect_uri not trusted', '请在企业微信管理后台「应用管理 → 本应用 → 网页授权及JS-SDK」设置可信域名'),
  ],
  [50003, pause('app disabled', '应用已停用：请在企业微信管理后台「应用管理 → 本应用」重新启用')],
  [
    60020,
    pause(
      'IP not trusted',
      '请在企业微信管理后台「应用管理 → 本应用 → 企业可信IP」加入本服务器的出口 IP，约 1 分钟后生效',
    ),
  ],
  [
    301002,
    pause(
      'no right on this agent',
      'Secret 与 AgentId 不是同一个应用：请在企业微信管理后台「应用管理 → 本应用」核对并更新配置',
    ),
  ],

  [40003, dead('bad userid')],
  [40008, dead('bad msgtype')],
  [40016, dead('wrong number of buttons')],
  [40018, dead('button name length')],
  [40019, dead('button key length')],
  [40020, dead('button url length')],
  [40022, dead('menu depth')],
  [40023, dead('wrong number of sub-buttons')],
  [40025, dead('sub-button name length')],
  [40027, dead('sub-button url length')],
  [40029, dead('invalid oauth code')],
  [40031, dead('bad userid list')],
  [40032, dead('userid list length')],
  [40033, dead('bad characters')],
  [40035, dead('bad parameter')],
  [40057, dead('callback URL verification failed')],
  [40058, dead('bad parameter')],
  [40063, dead('empty parameter')],
  [40066, dead('bad department list')],
  [40068, dead('bad tag id')],
  [40070, dead('all list members invalid')],
  [40071, dead('duplicate tag name')],
  [40096, dead('bad external_userid')],
  [40097, dead('member has not left')],
  [40098, dead('member is not real-named', '该员工还没有实名认证：请他在企业微信手机端完成实名认证')],
  [40099, dead("taker's customer limit")],
  [40100, dead('already in a hand-over')],
  [40126, dead('corp tag limit', '企业客户标签数量已到上限：请在企业微信管理后台「客户联系 → 客户标签」清理')],
  [40128, dead('handed over too often')],
  [40129, dead('being handed over')],
  [40130, dead('giver is the taker')],
  [40131, dead('giver does not follow this customer')],
  [41001, dead('access_token missing')],
  [41006, dead('media_id missing')],
  [41008, dead('code missing')],
  [41009, dead('userid missing')],
  [41010, dead('url missing')],
  [41011, dead('agentid missing')],
  [41016, dead('title missing')],
  [41033, dead('description missing')],
  [41035, dead('external_userid missing')],
  [41037, dead('contact way type missing')],
  [41038, dead('contact way scene missing')],
  [41039, dead('contact way type invalid')],
  [41040, dead('contact way scene invalid')],
  [41041, dead('more than 100 members')],
  [41043, dead('config_id missing')],
  [41044, dead('config_id invalid')],
  [41045, dead('contact way limit')],
  [41046, dead('msgid missing')],
  [41047, dead('msgid invalid')],
  [41048, dead('no sendable customer')],
  [41049, dead('welcome_code missing')],
  [41050, dead('welcome_code invalid or expired')],
  [41051, dead('already chatting with the customer')],
  [41053, dead('customer has not agreed to archiving')],
  [41054, dead('member not activated', '该员工还没有激活企业微信：请在管理后台「通讯录」邀请他加入')],
  [41055, dead('group welcome template limit')],
  [41057, dead('no WeChat developer account bound')],
  [41058, dead('not your template')],
  ...range(41059, 41062, dead('moment id or publisher wrong')),
  [41064, dead('too many attachments')],
  [41065, dead('bad attachment')],
  [41078, dead('moment task limit')],
  [41089, dead('moment is empty')],
  [41093, dead('mass send cancelled')],
  [41094, dead('reminder too often')],
  [42003, dead('oauth code expired')],
  [42013, dead('mini-program not logged in')],
  [42014, dead('bad task_id')],
  [42015, dead('task_id of another app')],
  [42016, dead('unknown task_id')],
  [42022, dead('oauth code already used')],
  ...range(42027, 42051, dead('template card field wrong')),
  [42052, dead('message too old to recall')],
  [44001, dead('empty media')],
  [44004, dead('empty text')],
  [45001, dead('media too large')],
  [45002, dead('message too large')],
  [45029, dead('reply too big')],
  [45034, dead('url lacks its scheme')],
  [46003, dead('no menu')],
  [46004, dead('no such user')],
  [50002, dead('member outside the range of the app', VISIBLE_RANGE)],
  [60003, dead('no such department')],
  [60011, dead('no right on the given targets', VISIBLE_RANGE)],
  [60021, dead('member outside the visible range', VISIBLE_RANGE)],
  [60102, dead('userid exists')],
  [60104, dead('mobile exists')],
  [60111, dead('no such userid')],
  [60123, dead('bad department')],
  [81011, dead('no right on the tag')],
  [81013, dead('all recipients invalid', VISIBLE_RANGE)],
  [81017, dead('too many items requested')],
  [82001, dead('empty targets')],
  [82002, dead('more than 100 departments')],
  [82003, dead('more than 100 tags')],
  [84014, dead('user_ticket expired')],
  [84015, dead('user_ticket invalid')],
  [84061, dead('no customer relation')],
  [84074, dead('no external-contact right', CUSTOMER_RIGHT)],
  [84083, dead('not a service member')],
  [84084, dead('not a follower')],
  ...range(90200, 90208, dead('mini-program notice wrong')),
  ...range(90500, 90508, dead('group hand-over refused')),
  [93000, dead('bad webhook key')],
  [95001, dead('customer service: too many messages')],
  [95018, dead('customer service: wrong session state')],
  [701008, dead('all members unlicensed', '员工没有接口许可：请在企业微信管理后台购买并分配接口许可账号')],
]);

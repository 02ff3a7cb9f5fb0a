import { explainErrcode } from '../wecom/errcodes.ts';

/** What each kind of message is to people. */
export const MESSAGE_NAMES: Readonly<Record<string, string>> = {
  'chat.text': '聊天回复',
  'chat.card': '聊天卡片',
  'chat.notice': '提醒',
  'chat.alert': '给管理员的提醒',
  'wecom.send-welcome': '欢迎语',
  'wecom.fetch-customer': '读取客户资料',
  'wecom.fetch-directory': '读取通讯录',
  'wecom.fetch-member': '读取员工资料',
  'wecom.create-menu': '应用菜单',
  'wecom.mark-tag': '客户标签',
  'wecom.create-mass-send': '企业群发',
  'wecom.fetch-mass-result': '读取群发结果',
  'wecom.stop-mass-send': '停止群发',
};

/** What each channel is to people. */
export const CHANNEL_NAMES: Readonly<Record<string, string>> = {
  chat: '聊天消息',
  customers: '客户联系',
  directory: '通讯录',
};

const CALLBACK_NAMES: Readonly<Record<string, string>> = {
  text: '员工说的一句话',
  card: '卡片上的按钮',
  click: '菜单',
  media: '员工发的文件或图片',
  enter_agent: '员工打开应用',
  subscribe: '员工关注应用',
  staff: '通讯录变动',
};

/** What a callback is to people. */
export const callbackName = (kind: string): string =>
  CALLBACK_NAMES[kind] ?? (kind.startsWith('customer.') ? '客户变动' : '企业微信的通知');

const REASONS: readonly [RegExp, string][] = [
  [/^expired/, '过了有效时间，没有发出'],
  [/^may have arrived/, '可能已经送到；企业微信查不到了，所以没有重发'],
  [/^its delivery/, '每次发到一半程序就停了'],
  [/^unknown message/, '旧版本留下的，现在的版本不认识'],
  [/^a fault of the product/, '程序出错，详情在日志里'],
  [/^(no answer|connection failed|HTTP|answer )/, '连不上企业微信，试了很多次'],
  [/does not deliver to/, '对方不在应用的可见范围里，或没有接口许可'],
  [/^the process ended/, '处理到一半程序就停了'],
];

/** Why something is stuck, in Chinese where that is known; `failure` is what the log has. */
export function reasonWords(failure: string | null): string {
  const errcode = /^-?\d+(?= )/.exec(failure ?? '')?.[0];
  if (failure !== null && errcode !== undefined) {
    const { sentence, meaning } = explainErrcode(Number(errcode));
    return sentence ? `${sentence}（错误码 ${errcode}）` : `企业微信不收，错误码 ${errcode}（${meaning}）`;
  }
  const known = REASONS.find(([pattern]) => pattern.test(failure ?? ''));
  if (known) return known[1];
  return failure === null ? '不知道原因' : `程序出错（${failure}）`;
}

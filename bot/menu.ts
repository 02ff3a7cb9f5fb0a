import type { Menu } from '../server/wecom/messages/create-menu.ts';

/** The app's menu; each entry says a line. */
export const menu: Menu = [
  { name: '待办', line: '待办' },
  { name: '记跟进', line: '帮助 跟进' },
  {
    name: '更多',
    buttons: [
      { name: '查客户', line: '帮助 查' },
      { name: '新客户', line: '帮助 新客户' },
      { name: '定提醒', line: '帮助 提醒' },
      { name: '全部命令', line: '帮助' },
    ],
  },
];

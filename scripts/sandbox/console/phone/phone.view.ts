import type { CustomerChatItem, SandboxCustomer, SandboxMember } from '../../api.ts';

/** What stands above the input of a phone that cannot write now, or null when it can. */
export function cannotWrite(customer: SandboxCustomer | null): string | null {
  if (!customer) return '还没有客户。先请一位进来。';
  return customer.contacts.length === 0 ? `${customer.name}还没加员工的微信。点「＋」扫一位的码。` : null;
}

/** Members that a customer does not have as a contact yet. */
export const strangersTo = (customer: SandboxCustomer, members: SandboxMember[]): SandboxMember[] =>
  members.filter(({ userid }) => !customer.contacts.some((contact) => contact.userid === userid));

/** The word under a message that came through the API in the member's name; null for what somebody typed. */
export const originWord = ({ origin }: CustomerChatItem): string | null =>
  ({ typed: null, notice: null, welcome: '欢迎语', mass: '群发' })[origin];

/** What an attachment is called when its kind is known, else its kind. */
export const attachmentWord = (kind: string): string =>
  ({ image: '图片', link: '链接', miniprogram: '小程序', video: '视频', file: '文件' })[kind] ?? kind;

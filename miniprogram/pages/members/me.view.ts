import type { MeView } from '../../api/client.ts';

/** Whose customers the member sees, in words. */
export function scopeWords({ scope, managed }: MeView): string {
  if (scope === 'all') return '全公司的客户';
  return scope === 'managed' ? `自己和 ${managed ?? 0} 位同事的客户` : '自己的客户';
}

/** What one says to the bot most, with what it does. */
export const PHRASES: readonly { says: string; does: string }[] = [
  { says: '查 张三', does: '看客户卡片' },
  { says: '跟进 张三 已发报价，周三回访', does: '记一笔，到点提醒' },
  { says: '今天', does: '看今天的待办' },
  { says: '新客户 李四 禾木咖啡', does: '建一位客户' },
];

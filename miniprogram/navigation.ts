import type { IconName } from './icons/icons.ts';

/** A page that has its own tab. */
export type TabCode = 'today' | 'customers' | 'me';

/** The tabs in their order; pages.json lists the same pages. */
export const TABS: readonly { code: TabCode; name: string; icon: IconName; path: string }[] = [
  { code: 'today', name: '今天', icon: 'calendar-check', path: '/pages/tasks/today' },
  { code: 'customers', name: '客户', icon: 'users-round', path: '/pages/customers/customers' },
  { code: 'me', name: '我', icon: 'circle-user-round', path: '/pages/members/me' },
];

/** Shows the page of a tab as it was left. */
export function goTab(code: TabCode): void {
  const tab = TABS.find((each) => each.code === code);
  if (tab) void uni.switchTab({ url: tab.path });
}

/** Opens a customer's page; with a channel, ready to note what was said there. */
export function openCustomer(id: string, channel: string | null = null): void {
  const query = channel === null ? '' : `&channel=${encodeURIComponent(channel)}`;
  void uni.navigateTo({ url: `/pages/customers/customer?id=${encodeURIComponent(id)}${query}` });
}

/** Goes back; whoever came by a link from chat lands among the customers. */
export function goBack(): void {
  if (getCurrentPages().length > 1) void uni.navigateBack();
  else goTab('customers');
}

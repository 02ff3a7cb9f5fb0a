import type { IconName } from './icons/icons.ts';

/** A page that has its own tab. */
export type TabCode = 'today' | 'customers' | 'care' | 'reports' | 'me';

/** The tabs in their order; pages.json lists the same pages. */
export const TABS: readonly { code: TabCode; name: string; icon: IconName; path: string }[] = [
  { code: 'today', name: '今天', icon: 'calendar-check', path: '/pages/tasks/today' },
  { code: 'customers', name: '客户', icon: 'users-round', path: '/pages/customers/customers' },
  { code: 'care', name: '关怀', icon: 'hand-heart', path: '/pages/care/calendar' },
  { code: 'reports', name: '经营', icon: 'chart-column', path: '/pages/reports/figures' },
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

/** Opens the list of segments. */
export function openSegments(): void {
  void uni.navigateTo({ url: '/pages/segments/segments' });
}

/** Opens a segment in the builder; without an id, a new one. */
export function openSegment(id: string | null = null): void {
  void uni.navigateTo({ url: `/pages/segments/segment${id === null ? '' : `?id=${encodeURIComponent(id)}`}` });
}

/** Opens a care occasion to be written; without an id a new one, for this segment if one is given. */
export function openOccasion(id: string | null = null, segmentId: string | null = null): void {
  void uni.navigateTo({ url: `/pages/care/occasion?${queryOf({ id, segment: segmentId })}` });
}

/** Opens the list of campaigns and offers. */
export function openCampaigns(): void {
  void uni.navigateTo({ url: '/pages/campaigns/campaigns' });
}

/** Opens a campaign's preview. */
export function openCampaign(id: string): void {
  void uni.navigateTo({ url: `/pages/campaigns/campaign?id=${encodeURIComponent(id)}` });
}

/** Opens the draft of a new campaign, for this segment if one is given. */
export function openCampaignDraft(segmentId: string | null = null): void {
  void uni.navigateTo({ url: `/pages/campaigns/draft?${queryOf({ segment: segmentId })}` });
}

const OWN_PAGE = 'pages/member/home';

/** Whether a path is that of the customer's own page. */
export const isOwnPage = (path: string | undefined): boolean => path?.replace(/^\//, '') === OWN_PAGE;

/** Shows a customer his own page, the only one that he has. */
export function openOwnPage(): void {
  if (!isOwnPage(getCurrentPages().slice(-1)[0]?.route)) void uni.reLaunch({ url: `/${OWN_PAGE}` });
}

/** Opens a campaign that nobody has approved yet, to be changed. */
export function openCampaignChange(id: string): void {
  void uni.navigateTo({ url: `/pages/campaigns/draft?${queryOf({ id })}` });
}

/** Opens the counter, where coupons are used. */
export function openRedeem(): void {
  void uni.navigateTo({ url: '/pages/offers/redeem' });
}

/** Opens what is stuck, for admins. */
export function openStuck(): void {
  void uni.navigateTo({ url: '/pages/operations/stuck' });
}

function queryOf(fields: Record<string, string | null>): string {
  return Object.entries(fields)
    .filter((field): field is [string, string] => field[1] !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

/** Goes back; whoever came by a link from chat lands on a tab, among the customers unless another is nearer. */
export function goBack(tab: TabCode = 'customers'): void {
  if (getCurrentPages().length > 1) void uni.navigateBack();
  else goTab(tab);
}

import type { CampaignRow } from '../../api/client.ts';
import { sendTime } from './campaign.view.ts';

/** The campaigns as the list shows them: what waits for one's own approval first, then those to come or going, then the past. */
export function campaignGroups(rows: readonly CampaignRow[]): { name: string; rows: CampaignRow[] }[] {
  const waits = (row: CampaignRow): boolean => row.canApprove && row.status.code === 'submitted';
  const over = ({ status }: CampaignRow): boolean => status.code === 'done' || status.code === 'cancelled';
  const groups = [
    { name: '等你审批', rows: rows.filter(waits) },
    { name: '活动', rows: rows.filter((row) => !waits(row) && !over(row)) },
    { name: '以前的', rows: rows.filter(over) },
  ];
  return groups.filter((group) => group.rows.length > 0);
}

/** A campaign's second line: what it gives, when it goes out, whose idea it was. */
export const campaignLine = ({ offerTitle, sendAt, createdBy }: CampaignRow, now: string): string =>
  [offerTitle, sendTime(sendAt, now), createdBy].filter(Boolean).join(' · ');

/** How far it has got; null before it is approved and once it is taken back before anybody had it. */
export function reachWords({ reach, status }: Pick<CampaignRow, 'reach' | 'status'>): string | null {
  if (reach === null || (status.code === 'cancelled' && reach.sent === 0)) return null;
  return status.code === 'approved' ? `发给 ${reach.gets} 人` : `已发 ${reach.sent} / ${reach.gets}`;
}

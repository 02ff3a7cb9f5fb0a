import { spokenTime } from '../../server/kernel/dates.ts';
import type { Notice } from '../../server/wecom/messages/chat-notice.ts';
import type { Answer, Card } from '../answer.ts';

/** Tells a manager that a campaign waits for his approval, and leads to its preview. */
export function submittedCampaignNotice(
  notice: Extract<Notice, { kind: 'campaign-submitted' }>,
  pages: string | null,
): Answer {
  const { campaignId, title, fromName, segmentName, offerTitle, sendAt, at } = notice;
  return withPreview(pages, campaignId, '看预览，再审批', {
    title: `等你审批：${title}`,
    description: `${fromName}提交的营销活动`,
    rows: [
      { name: '发给', value: segmentName },
      { name: '给什么', value: offerTitle },
      { name: '发送', value: spokenTime(new Date(sendAt), new Date(at)) },
    ],
    note: '批准以前一条也不会发。',
  });
}

/** Tells whoever drafted a campaign what has been decided about it. */
export function decidedCampaignNotice(
  notice: Extract<Notice, { kind: 'campaign-decided' }>,
  pages: string | null,
): Answer {
  const { campaignId, title, decision, byName, sendAt, at } = notice;
  const approved = decision === 'approved';
  return withPreview(pages, campaignId, '看活动', {
    title: approved ? `已批准：${title}` : `已取消：${title}`,
    description: approved ? `${byName}批准了你的活动` : `${byName}取消了你的活动`,
    ...(approved && { rows: [{ name: '发送', value: spokenTime(new Date(sendAt), new Date(at)) }] }),
    note: approved ? '到时候同事会收到群发，确认了才发出。' : '还没确认的群发已收回。',
  });
}

/** A card with a button to the preview; a text that says where it is where no page can be reached. */
function withPreview(pages: string | null, id: string, text: string, card: Omit<Card, 'buttons'>): Answer {
  if (pages !== null) {
    return { ...card, buttons: [{ text, url: `${pages}/pages/campaigns/campaign?id=${id}`, main: true }] };
  }
  const { title, description, rows = [], note } = card;
  return [
    title,
    description,
    ...rows.map(({ name, value }) => `${name}：${value}`),
    note,
    `在工作台打开“营销活动”${text}。`,
  ]
    .filter(Boolean)
    .join('\n');
}

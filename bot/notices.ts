import { noticeSchema, type Notice } from '../server/wecom/messages/chat-notice.ts';
import type { Answer } from './answer.ts';
import { decidedCampaignNotice, submittedCampaignNotice } from './cards/campaign-card.ts';
import { handoffMadeCard, handoffReceivedCard, repurchaseCard } from './cards/handoff-card.ts';
import { careCard } from './cards/care-card.ts';
import { complaintNotice } from './cards/ticket-card.ts';
import { taskCard } from './cards/task-card.ts';
import { troubleNotice } from './cards/trouble-card.ts';

/** Finds the words for what the product tells of its own accord; `pages` is where people reach our pages, null where nobody can. */
export function presentNotice(raw: unknown, pages: string | null): Answer {
  const notice = noticeSchema.parse(raw);
  switch (notice.kind) {
    case 'greeting':
      return greeting(notice.name);
    case 'task-due':
      return taskCard(notice);
    case 'care-today':
      return careCard(notice);
    case 'complaint-opened':
      return complaintNotice(notice);
    case 'handoff-received':
      return handoffReceivedCard(notice);
    case 'handoff-made':
      return handoffMadeCard(notice);
    case 'repurchase':
      return repurchaseCard(notice);
    case 'campaign-submitted':
      return submittedCampaignNotice(notice, pages);
    case 'campaign-decided':
      return decidedCampaignNotice(notice, pages);
    case 'campaign-empty':
      return campaignEmpty(notice);
    case 'trouble':
      return troubleNotice(notice, pages);
  }
}

/** That a campaign has come to nothing, and why. */
const campaignEmpty = ({ title, leftOut, cause }: Extract<Notice, { kind: 'campaign-empty' }>): string =>
  leftOut === 0
    ? `活动“${title}”到点了，没有人要发，已结束。`
    : `活动“${title}”到点了，一位也没发出，已结束。${leftOut} 位不发${cause ? `，主要是：${cause}` : ''}。`;

/** What whoever opens the app for the first time needs to know. */
const greeting = (name: string): string =>
  [
    `${name ? `${name}，你好` : '你好'}。有事直接说一句：`,
    '跟进 客户 方式 说了什么 下次时间',
    '查 客户　看客户卡片',
    '提醒 客户 时间 做什么',
    '待办　看要做的事',
    '其他的，说“帮助”。',
  ].join('\n');

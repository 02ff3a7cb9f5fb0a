import { z } from 'zod';
import { defineRoute } from '../http/define-route.ts';
import { approveSeen } from './approve-seen.ts';
import { cancelCampaign } from './cancel-campaign.ts';
import { createCampaign, updateCampaign } from './draft-campaign.ts';
import { listLeftOut } from './left-out.ts';
import { listCampaigns } from './list-campaigns.ts';
import { previewCampaign } from './preview-campaign.ts';
import {
  approveInput,
  campaignChangeInput,
  campaignIdInput,
  campaignInput,
  campaignPreview,
  campaignRow,
  leftOutInput,
  leftOutPage,
} from './schemas.ts';
import { submitCampaign } from './submit-campaign.ts';
import { tryCampaign } from './try-campaign.ts';

/** What pages do about campaigns. */
export const campaignRoutes = [
  defineRoute({
    name: 'campaigns',
    method: 'get',
    path: '/campaigns',
    summary: '我看得到的营销活动，晚发的在前',
    input: z.object({}),
    output: z.object({ items: z.array(campaignRow), now: z.date() }),
    run: async (ctx) => ({ items: await listCampaigns(ctx), now: ctx.now }),
  }),
  defineRoute({
    name: 'createCampaign',
    method: 'post',
    path: '/campaigns',
    summary: '起草一个活动，审批后才会发',
    input: campaignInput,
    output: campaignIdInput,
    run: async (ctx, input) => createCampaign(ctx, { ...input, sendAt: input.sendAt.toISOString() }),
  }),
  defineRoute({
    name: 'campaign',
    method: 'get',
    heavy: true,
    path: '/campaigns/:id',
    summary: '活动预览：谁收到，谁不发、为什么，发出去以后怎样了',
    input: campaignIdInput,
    output: campaignPreview,
    run: (ctx, { id }) => previewCampaign(ctx, id),
  }),
  defineRoute({
    name: 'leftOut',
    method: 'get',
    heavy: true,
    path: '/campaigns/:id/left-out',
    summary: '因为一个原因不发的客户，翻页看',
    input: leftOutInput,
    output: leftOutPage,
    run: (ctx, input) => listLeftOut(ctx, input),
  }),
  defineRoute({
    name: 'updateCampaign',
    method: 'post',
    path: '/campaigns/:id',
    summary: '改一个还没审批的活动，改完要重新提交',
    input: campaignChangeInput,
    output: campaignIdInput,
    run: async (ctx, { id, ...input }) => updateCampaign(ctx, id, { ...input, sendAt: input.sendAt.toISOString() }),
  }),
  defineRoute({
    name: 'tryCampaign',
    method: 'post',
    path: '/campaigns/:id/try',
    summary: '把活动的文字发到自己的聊天里试看',
    input: campaignIdInput,
    output: z.object({}),
    run: async (ctx, { id }) => {
      await tryCampaign(ctx, id);
      return {};
    },
  }),
  defineRoute({
    name: 'submitCampaign',
    method: 'post',
    path: '/campaigns/:id/submit',
    summary: '提交主管审批',
    input: campaignIdInput,
    output: campaignIdInput,
    run: async (ctx, { id }) => submitCampaign(ctx, id),
  }),
  defineRoute({
    name: 'approveCampaign',
    method: 'post',
    path: '/campaigns/:id/approve',
    summary: '批准一个活动，到点就发',
    input: approveInput,
    output: campaignIdInput,
    run: (ctx, input) => approveSeen(ctx, input),
  }),
  defineRoute({
    name: 'cancelCampaign',
    method: 'post',
    path: '/campaigns/:id/cancel',
    summary: '取消一个活动，还没确认的群发收回来',
    input: campaignIdInput,
    output: campaignIdInput,
    run: async (ctx, { id }) => cancelCampaign(ctx, id),
  }),
];

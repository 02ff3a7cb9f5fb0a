import { z } from 'zod';
import { defineRoute } from '../http/define-route.ts';
import { countMatching, countSegment } from './count-segment.ts';
import { deleteSegment } from './delete-segment.ts';
import { explainCustomer } from './explain-customer.ts';
import { findSegment, listSegments, viewSegment, viewSegmentById } from './find-segments.ts';
import { listChoices } from './list-choices.ts';
import { readSegmentRule } from './matching.ts';
import { phraseRule } from './phrase-rule.ts';
import { presentConditions, presentExplained } from './present.ts';
import { sampleSegment } from './sample-segment.ts';
import { createSegment, updateSegment } from './save-segment.ts';
import {
  choicesView,
  conditionFormView,
  explainedView,
  ruleInput,
  rulePageInput,
  segmentChangeInput,
  segmentCountView,
  segmentInput,
  segmentSampleView,
  segmentView,
} from './schemas.ts';

const byId = z.object({ id: z.string().max(26) });
const SAMPLE = { inside: 3, outside: 3 };

/** What pages do about segments. */
export const segmentRoutes = [
  defineRoute({
    name: 'segments',
    method: 'get',
    path: '/segments',
    summary: '所有分群，自带的在前',
    input: z.object({}),
    output: z.object({ items: z.array(segmentView) }),
    run: async (ctx) => ({ items: await listSegments(ctx) }),
  }),
  defineRoute({
    name: 'conditions',
    method: 'get',
    path: '/conditions',
    summary: '分群能用的条件，和每个条件怎么填',
    input: z.object({}),
    output: z.object({ items: z.array(conditionFormView) }),
    run: (ctx) => Promise.resolve({ items: presentConditions(ctx.now) }),
  }),
  defineRoute({
    name: 'conditionChoices',
    method: 'get',
    path: '/conditions/choices',
    summary: '填条件时能选的标签、同事和来源',
    input: z.object({}),
    output: choicesView,
    run: (ctx) => listChoices(ctx),
  }),
  defineRoute({
    name: 'countSegment',
    method: 'post',
    reads: true,
    heavy: true,
    path: '/segments/count',
    summary: '算一条规则有多少人，每一行还剩多少',
    input: ruleInput,
    output: segmentCountView,
    run: async (ctx, input) => {
      const rule = readSegmentRule(input.rule);
      return { ...(await countSegment(ctx, rule)), phrases: await phraseRule(ctx, rule) };
    },
  }),
  defineRoute({
    name: 'sampleSegment',
    method: 'post',
    reads: true,
    heavy: true,
    path: '/segments/sample',
    summary: '抽几位看看：谁在，谁差一行，为什么',
    input: rulePageInput,
    output: segmentSampleView,
    run: async (ctx, { rule, after }) => {
      const { inside, outside, next } = await sampleSegment(ctx, readSegmentRule(rule), { after, ...SAMPLE });
      return { inside: inside.map(presentExplained), outside: outside.map(presentExplained), next };
    },
  }),
  defineRoute({
    name: 'explainCustomer',
    method: 'post',
    reads: true,
    path: '/segments/explain/:id',
    summary: '一位客户为什么在，为什么不在',
    input: ruleInput.extend({ id: z.string().max(26) }),
    output: explainedView,
    run: async (ctx, { id, rule }) => presentExplained(await explainCustomer(ctx, readSegmentRule(rule), id)),
  }),
  defineRoute({
    name: 'createSegment',
    method: 'post',
    path: '/segments',
    summary: '存一个分群',
    input: segmentInput,
    output: segmentView,
    run: async (ctx, input) => viewSegment(ctx, await createSegment(ctx, input)),
  }),
  defineRoute({
    name: 'segment',
    method: 'get',
    path: '/segments/:id',
    summary: '一个分群',
    input: byId,
    output: segmentView,
    run: (ctx, { id }) => viewSegmentById(ctx, id),
  }),
  defineRoute({
    name: 'segmentSize',
    method: 'get',
    heavy: true,
    path: '/segments/:id/size',
    summary: '一个分群里我看得到多少人',
    input: byId,
    output: z.object({ matched: z.int() }),
    run: async (ctx, { id }) => ({ matched: await countMatching(ctx, (await findSegment(ctx, id)).rule) }),
  }),
  defineRoute({
    name: 'updateSegment',
    method: 'post',
    path: '/segments/:id',
    summary: '改一个分群',
    input: segmentChangeInput,
    output: segmentView,
    run: async (ctx, { id, name, rule }) => viewSegment(ctx, await updateSegment(ctx, id, { name, rule })),
  }),
  defineRoute({
    name: 'deleteSegment',
    method: 'post',
    path: '/segments/:id/delete',
    summary: '删掉一个没人用的分群',
    input: byId,
    output: z.object({}),
    run: async (ctx, { id }) => {
      await deleteSegment(ctx, id);
      return {};
    },
  }),
];

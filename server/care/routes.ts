import { z } from 'zod';
import { defineRoute } from '../http/define-route.ts';
import { shanghaiDate, toShanghai } from '../kernel/dates.ts';
import { careCalendar } from './care-calendar.ts';
import { careProgress } from './care-progress.ts';
import { comingCare } from './coming-care.ts';
import { confirmOccasion } from './confirm-occasion.ts';
import { presentOccasion, presentOccasions, presentProgress } from './present.ts';
import { previewDraft } from './preview-occasion.ts';
import { createOccasion, draftOccasion, updateOccasion } from './save-occasion.ts';
import {
  careDayView,
  careDraftView,
  careMonthView,
  careProgressView,
  confirmInput,
  dayInput,
  monthInput,
  occasionChangeInput,
  occasionDayInput,
  occasionInput,
  occasionListView,
  occasionView,
  ownCareView,
  savedOccasionView,
} from './schemas.ts';
import { viewCareDay } from './view-care-day.ts';

/** What pages do about care. */
export const careRoutes = [
  defineRoute({
    name: 'careMonth',
    method: 'get',
    heavy: true,
    path: '/care/calendar',
    summary: '一个月的关怀：农历、节日、谁的生日，要问候几位',
    input: monthInput,
    output: careMonthView,
    run: async (ctx, input) => {
      const here = toShanghai(ctx.now);
      const { year = here.year, month = here.month } = input;
      const days = await careCalendar(ctx, { year, month });
      return { now: ctx.now, today: shanghaiDate(ctx.now), year, month, days };
    },
  }),
  defineRoute({
    name: 'careDay',
    method: 'get',
    heavy: true,
    path: '/care/days/:day',
    summary: '一天的关怀：谁过生日、怎么安排，这天有什么节日',
    input: dayInput,
    output: careDayView,
    run: (ctx, { day }) => viewCareDay(ctx, day),
  }),
  defineRoute({
    name: 'ownCare',
    method: 'get',
    path: '/care/mine',
    summary: '我今天的关怀，和一周内我客户的生日、纪念日',
    input: z.object({}),
    output: ownCareView,
    run: (ctx) => comingCare(ctx),
  }),
  defineRoute({
    name: 'occasions',
    method: 'get',
    heavy: true,
    path: '/care/occasions',
    summary: '所有关怀，生日在前，节日按日子排',
    input: z.object({}),
    output: occasionListView,
    run: (ctx) => presentOccasions(ctx),
  }),
  defineRoute({
    name: 'occasionDay',
    method: 'get',
    heavy: true,
    path: '/care/occasions/:id',
    summary: '一个关怀在一天的样子：谁收到、谁不发、为什么',
    input: occasionDayInput,
    output: careProgressView,
    run: async (ctx, { id, day }) => presentProgress(ctx, await careProgress(ctx, id, day)),
  }),
  defineRoute({
    name: 'previewOccasion',
    method: 'post',
    reads: true,
    heavy: true,
    path: '/care/preview',
    summary: '边写边看：写好的问候是什么样，有什么不妥',
    input: occasionInput,
    output: careDraftView,
    run: async (ctx, input) => previewDraft(ctx, await draftOccasion(ctx, input)),
  }),
  defineRoute({
    name: 'createOccasion',
    method: 'post',
    path: '/care/occasions',
    summary: '写一个关怀',
    input: occasionInput,
    output: savedOccasionView,
    run: async (ctx, input) => {
      const { occasion, warnings } = await createOccasion(ctx, input);
      return { occasion: await presentOccasion(ctx, occasion), warnings };
    },
  }),
  defineRoute({
    name: 'updateOccasion',
    method: 'post',
    path: '/care/occasions/:id',
    summary: '改一个关怀，没发的重新安排',
    input: occasionChangeInput,
    output: savedOccasionView,
    run: async (ctx, { id, ...input }) => {
      const { occasion, warnings } = await updateOccasion(ctx, id, input);
      return { occasion: await presentOccasion(ctx, occasion), warnings };
    },
  }),
  defineRoute({
    name: 'confirmOccasion',
    method: 'post',
    path: '/care/occasions/:id/confirm',
    summary: '确认一个关怀到日子就发，或者停掉',
    input: confirmInput,
    output: occasionView,
    run: async (ctx, { id, enabled }) => presentOccasion(ctx, await confirmOccasion(ctx, id, enabled)),
  }),
];

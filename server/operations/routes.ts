import { z } from 'zod';
import { defineRoute } from '../http/define-route.ts';
import { listStuck } from './list-stuck.ts';
import { dropStuck, resumeChannel, retryStuck } from './mend-stuck.ts';
import { pausedView, stuckDone, stuckIds, stuckList } from './schemas.ts';

/** What an admin's pages ask and do about the product itself. */
export const operationRoutes = [
  defineRoute({
    name: 'stuck',
    method: 'get',
    path: '/operations/stuck',
    summary: '没发出去的、没处理成的、停着的通道；只给管理员',
    input: z.object({}),
    output: stuckList,
    run: (ctx) => listStuck(ctx),
  }),
  defineRoute({
    name: 'retryStuck',
    method: 'post',
    path: '/operations/stuck/retry',
    summary: '再试一次；只给管理员',
    input: stuckIds,
    output: stuckDone,
    run: async (ctx, { ids }) => ({ done: await retryStuck(ctx, ids) }),
  }),
  defineRoute({
    name: 'dropStuck',
    method: 'post',
    path: '/operations/stuck/drop',
    summary: '不再管它；只给管理员',
    input: stuckIds,
    output: stuckDone,
    run: async (ctx, { ids }) => ({ done: await dropStuck(ctx, ids) }),
  }),
  defineRoute({
    name: 'resumeChannel',
    method: 'post',
    path: '/operations/channels/:channel/resume',
    summary: '停着的通道马上再试；只给管理员',
    input: z.object({ channel: pausedView.shape.channel }),
    output: z.object({}),
    run: async (ctx, { channel }) => {
      await resumeChannel(ctx, channel);
      return {};
    },
  }),
];

import { z } from 'zod';
import { defineRoute } from '../http/define-route.ts';
import { meView } from './schemas.ts';
import { viewMe } from './view-me.ts';

/** What pages ask about members. */
export const memberRoutes = [
  defineRoute({
    name: 'me',
    method: 'get',
    path: '/me',
    summary: '我是谁，能看到谁的客户',
    input: z.object({}),
    output: meView,
    run: (ctx) => viewMe(ctx),
  }),
];

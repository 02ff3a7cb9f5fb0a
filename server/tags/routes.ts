import { z } from 'zod';
import { defineRoute } from '../http/define-route.ts';
import { listTags } from './find-tags.ts';
import { tagCustomer, untagCustomer } from './tag-customer.ts';

/** A tag; `fromWecom` tells whose it is. */
export const tagView = z
  .object({ id: z.string(), groupName: z.string(), name: z.string(), fromWecom: z.boolean() })
  .meta({ id: 'TagView' });

const link = z.object({ id: z.string().max(26), tagId: z.string().max(26) });

/** What pages do about tags. */
export const tagRoutes = [
  defineRoute({
    name: 'tags',
    method: 'get',
    path: '/tags',
    summary: '所有标签，按组',
    input: z.object({}),
    output: z.object({ items: z.array(tagView) }),
    run: async (ctx) => ({
      items: (await listTags(ctx)).map(({ wecomId, ...tag }) => ({ ...tag, fromWecom: wecomId !== null })),
    }),
  }),
  defineRoute({
    name: 'tagCustomer',
    method: 'post',
    path: '/customers/:id/tags',
    summary: '给客户打标签',
    input: link,
    output: z.object({}),
    run: async (ctx, { id, tagId }) => {
      await tagCustomer(ctx, { customerId: id, tagId });
      return {};
    },
  }),
  defineRoute({
    name: 'untagCustomer',
    method: 'post',
    path: '/customers/:id/tags/remove',
    summary: '去掉客户的标签',
    input: link,
    output: z.object({}),
    run: async (ctx, { id, tagId }) => {
      await untagCustomer(ctx, { customerId: id, tagId });
      return {};
    },
  }),
];

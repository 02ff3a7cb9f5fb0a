import { defineRoute } from '../http/define-route.ts';
import { listCustomers } from './list-customers.ts';
import { customerPage, listCustomersInput } from './schemas.ts';

/** What pages ask about customers. */
export const customerRoutes = [
  defineRoute({
    name: 'customers',
    method: 'get',
    path: '/customers',
    summary: '客户列表：搜索、按阶段、只看我负责的，最近联系的在前',
    input: listCustomersInput,
    output: customerPage,
    run: (ctx, input) => listCustomers(ctx, input),
  }),
];

import { defineRoute } from '../http/define-route.ts';
import { listCustomers } from './list-customers.ts';
import { customerPage, listCustomersInput, tellBirthdayInput, toldBirthday } from './schemas.ts';
import { tellBirthday } from './tell-birthday.ts';

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
  defineRoute({
    name: 'tellBirthday',
    method: 'post',
    path: '/customers/:id/birthday',
    summary: '记客户的生日，公历农历都行；空着就是去掉',
    input: tellBirthdayInput,
    output: toldBirthday,
    run: (ctx, { id, said }) => tellBirthday(ctx, id, said),
  }),
];

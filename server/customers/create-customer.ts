import type { Customer } from '../../entities/customer.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { customersNamed } from './find-customers.ts';
import { insertCustomer } from './insert-customer.ts';
import { newCustomerInput, type NewCustomerInput } from './schemas.ts';

/** Enters a customer by hand; he is his member's own. `conflict` where that member already sees one of this name and company. */
export async function createCustomer(ctx: Ctx, input: NewCustomerInput): Promise<Customer> {
  if (ctx.actor.kind !== 'member')
    throw new DomainError('forbidden', 'customer.needs-owner', '新客户要有一位员工来登记。');
  const parsed = newCustomerInput.safeParse(input);
  if (!parsed.success) {
    throw new DomainError(
      'invalid',
      'customer.invalid',
      `${parsed.error.issues[0]?.message ?? '内容不对'}。例如：新客户 张三 云栖民宿 13800138000`,
    );
  }
  const { name, company, phone } = parsed.data;
  const namesakes = await customersNamed(ctx, [name], 50);
  if (namesakes.some((each) => company === null || each.company === null || each.company === company)) {
    throw new DomainError(
      'conflict',
      'customer.exists',
      `你已经有一位叫“${name}”的客户了。查看请说：查 ${name}；若是另一位，请带上公司：新客户 ${name} 公司名`,
    );
  }

  return insertCustomer(ctx, { name, company, phone, source: '手工登记', ownerId: ctx.actor.id });
}

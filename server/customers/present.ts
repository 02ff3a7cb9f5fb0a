import type { Customer } from '../../entities/customer.ts';
import type { CustomerName, CustomerView } from './schemas.ts';

/** Stages before the deal in their order, with their Chinese names. */
export const STAGES: Record<Customer['stage'], string> = {
  lead: '新线索',
  contacted: '已联系',
  needs: '了解需求',
  quoted: '报价',
  negotiating: '谈判',
  won: '成交',
};

/** 138****6021. */
export const maskPhone = (phone: string): string =>
  phone.length < 7 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** A customer as lists and cards show him. */
export function presentCustomer(customer: Customer, ownerName: string): CustomerView {
  const { id, name, company, phone, stage, source, followupCount, lastFollowedUpAt } = customer;
  return {
    id,
    name,
    company,
    phone: phone && maskPhone(phone),
    stage: STAGES[stage],
    source,
    ownerName,
    followupCount,
    lastFollowedUpAt,
  };
}

/** A stage with its name and its place in line. */
export function presentStage(code: Customer['stage']): CustomerName['stage'] {
  const line = Object.keys(STAGES);
  return { code, name: STAGES[code], place: line.indexOf(code) + 1, of: line.length };
}

/** A customer as rows name him. */
export const presentCustomerName = (
  { id, name, company, stage }: Pick<Customer, 'id' | 'name' | 'company' | 'stage'>,
  tier: CustomerName['tier'],
): CustomerName => ({ id, name, company, stage: presentStage(stage), tier });

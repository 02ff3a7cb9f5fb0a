import type { Customer } from '../../entities/customer.ts';
import type { Ctx } from '../../server/kernel/context.ts';
import { DomainError } from '../../server/kernel/errors.ts';
import { setConsent } from '../../server/touches/consent.ts';
import { PURPOSES, type Plan } from '../../server/touches/hold.ts';
import { defineCommand } from '../grammar/define-command.ts';

const BOTH: readonly Plan['kind'][] = ['care', 'offer'];

export const optOutCommand = defineCommand({
  code: 'opt-out',
  words: ['退订', '勿扰', 'optout'],
  grammar: { customer: 'customer', said: 'rest' },
  usage: '退订 客户 优惠或关怀',
  summary: '客户说了不要，就不再自动发；不写哪一种就都不发',
  examples: ['退订 张三 优惠', '退订 张三'],
  async run(ctx, { customer, said }) {
    const names = await consent(ctx, customer, said, false);
    return `好，不再给${customer.name}自动发${names}。\n改回来说：恢复接收 ${customer.name} ${said}`.trimEnd();
  },
});

export const optInCommand = defineCommand({
  code: 'opt-in',
  words: ['恢复接收', 'optin'],
  grammar: { customer: 'customer', said: 'rest' },
  usage: '恢复接收 客户 优惠或关怀',
  summary: '客户又愿意收了，改回来',
  examples: ['恢复接收 张三 优惠'],
  async run(ctx, { customer, said }) {
    const names = await consent(ctx, customer, said, true);
    return `好，${customer.name}又可以收到${names}了。`;
  },
});

/** Keeps what the customer said about each kind that is named, or about both where none is; gives their names. */
async function consent(ctx: Ctx, customer: Customer, said: string, allowed: boolean): Promise<string> {
  const purposes = said ? BOTH.filter((purpose) => said.includes(PURPOSES[purpose])) : BOTH;
  if (purposes.length === 0) {
    throw new DomainError('invalid', 'consent.purpose', `只有两种：关怀、优惠。例如：退订 ${customer.name} 优惠`);
  }
  const source = ctx.actor.kind === 'member' ? `member:${ctx.actor.id}` : 'system';
  for (const purpose of purposes) await setConsent(ctx, { customerId: customer.id, purpose, allowed, source });
  return purposes.map((purpose) => PURPOSES[purpose]).join('和');
}

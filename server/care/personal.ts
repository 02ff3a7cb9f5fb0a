import type { CareTexts } from '../../entities/care.ts';
import type { Written } from './senders.ts';
import { writeGreeting, type GreetingWords } from './texts.ts';

/**
 * How many greetings that name their customer one member is asked to confirm on a day. A mass send of WeCom's has one text for all
 * who get it (wecom-api 6.4), so each of these is a confirmation of its own; with two hundred birthdays nobody would confirm any.
 */
export const PERSONAL_A_DAY = 20;

/** Customers who get the same text in the same member's name: one mass send, which he confirms once. */
export interface Version extends Omit<Written, 'sender'> {
  memberId: string;
  customerIds: string[];
}

/** Adds a customer to those who get the same text in the same name. */
export function addVersion(versions: Map<string, Version>, customerId: string, written: Written): void {
  const { sender, ...texts } = written;
  const key = `${sender.id} ${texts.text}`;
  const version = versions.get(key) ?? { ...texts, memberId: sender.id, customerIds: [] };
  version.customerIds.push(customerId);
  versions.set(key, version);
}

/**
 * Leaves each member as many texts that name their customers as he may be asked to confirm, less those that he has been asked today,
 * the higher tiers first; whoever is left gets his text without being named, together with others. `withoutName` counts these.
 */
export function settleTexts(
  written: readonly Version[],
  confirmations: ReadonlyMap<string, number> = new Map(),
): { versions: Version[]; withoutName: number } {
  const settled = new Map<string, Version>();
  const add = (version: Version): void => {
    const key = `${version.memberId} ${version.text}`;
    const known = settled.get(key);
    settled.set(key, { ...version, customerIds: [...(known?.customerIds ?? []), ...version.customerIds] });
  };
  const left = new Map<string, number>();
  let withoutName = 0;
  for (const version of [...written].sort((a, b) => rank(a) - rank(b))) {
    const { memberId, text, plain, customerIds } = version;
    const room = left.get(memberId) ?? PERSONAL_A_DAY - (confirmations.get(memberId) ?? 0);
    if (text === plain || room > 0) add(version);
    else {
      withoutName += customerIds.length;
      add({ ...version, text: plain });
    }
    left.set(memberId, text === plain ? room : room - 1);
  }
  return { versions: [...settled.values()], withoutName };
}

const rank = ({ tier }: Pick<Version, 'tier'>): number => (tier === null ? 3 : ['A', 'B', 'C'].indexOf(tier));

const ADDRESS = '[{｛]\\s*(?:称呼|姓名)\\s*[}｝]';
const OPENING = new RegExp(`(^|[。！？!?\\n])\\s*(?:尊敬的|亲爱的)?${ADDRESS}(?:[，,、：:\\s]+|(?=您)|$)`, 'g');

/** A tier's greeting to somebody who is not named: the address falls away or becomes 您, the company 贵公司. */
export function writePlainly(
  texts: CareTexts,
  tier: 'A' | 'B' | 'C' | null,
  { 我 }: Pick<GreetingWords, '我'>,
): string {
  const text = ((tier && texts[tier]) || texts.default).replace(OPENING, '$1');
  const unnamed = text.replace(new RegExp(`${ADDRESS}(?=您)`, 'g'), '');
  const words = { 称呼: '您', 姓名: '您', 公司: '贵公司', 我 };
  return writeGreeting({ default: unnamed }, null, words).trim() || '您好。';
}

/** Tells whoever looks beforehand that not everybody is named. */
export const withoutNameWarning = (count: number): string =>
  `每位同事一天最多确认 ${PERSONAL_A_DAY} 条写了称呼的祝福，分层高的客户先用；其余 ${count} 位收到同一段不带称呼的话。`;

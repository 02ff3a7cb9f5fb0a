import type { SandboxCard, SandboxCustomer, SandboxMass } from '../../api.ts';

/** A line to say with one press; one that ends open only fills the input. */
export interface Suggestion {
  label: string;
  line: string;
  open: boolean;
}

/** The customer to name in suggestions: the one on the phone when the member has him, else the member's newest. */
export function suggestedCustomer(
  memberId: string,
  onPhone: SandboxCustomer | null,
  all: SandboxCustomer[],
): string | null {
  const knows = ({ contacts }: SandboxCustomer): boolean => contacts.some(({ userid }) => userid === memberId);
  return (onPhone && knows(onPhone) ? onPhone : all.find(knows))?.name ?? null;
}

/** What a member may say to the bot now. */
export function suggestions(customer: string | null): Suggestion[] {
  const closed = (line: string): Suggestion => ({ label: line, line, open: false });
  return [
    closed('帮助'),
    closed('待办'),
    ...(customer ? [closed(`查 ${customer}`)] : []),
    { label: customer ? `跟进 ${customer} …` : '跟进…', line: customer ? `跟进 ${customer} ` : '跟进 ', open: true },
  ];
}

/** The tone of a card's source line; WeCom numbers them 0 grey, 1 black, 2 red, 3 green (wecom-api.md 3.2). */
export const sourceTone = ({ sourceColor }: SandboxCard): 'quiet' | 'ink' | 'hold' | 'ok' =>
  (['quiet', 'ink', 'hold', 'ok'] as const)[sourceColor] ?? 'quiet';

/** The tone of a card's button by WeCom's style number 1-4; unknown ones look like 1. */
export const buttonTone = (style: number): 'blue' | 'ink' | 'hold' | 'quiet' =>
  (['blue', 'ink', 'hold', 'quiet'] as const)[style - 1] ?? 'blue';

/** Whom a mass send goes to: 赵敏、钱坤, or the first few and how many there are. */
export const massRecipients = ({ names, count }: SandboxMass): string =>
  names.join('、') + (count > names.length ? `等 ${count} 位客户` : '');

/** What a mass send wants of the member, or that it wants nothing any more. */
export function massTitle({ state, reminder }: SandboxMass): string {
  if (state !== 'waiting') return state === 'sent' ? '这次群发已经确认' : '这次群发不用确认了';
  return reminder ? '还有一次群发等你确认' : '有一次群发等你确认';
}

/** How a mass send ended, in words; null while it waits to be confirmed. */
export function massOutcome({ state, result }: SandboxMass): string | null {
  if (state === 'cancelled') return '公司停止了这次群发';
  if (state === 'waiting' || !result) return null;
  const { sent, notFriends, overCap, skipped } = result;
  const missed = [
    notFriends > 0 && `${notFriends} 位已不是好友`,
    overCap > 0 && `${overCap} 位收群发到了上限`,
    skipped > 0 && `${skipped} 位没有选`,
  ].filter((part) => part !== false);
  return [sent > 0 ? `已发给 ${sent} 位` : '一位也没有收到', ...missed].join('，');
}

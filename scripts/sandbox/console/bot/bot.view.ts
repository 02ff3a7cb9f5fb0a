import type { SandboxCard, SandboxCustomer } from '../../api.ts';

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

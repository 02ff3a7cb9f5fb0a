import type { Customer } from '../../entities/customer.ts';
import { DomainError } from '../../server/kernel/errors.ts';
import { yuan } from '../../server/kernel/money.ts';
import { absurdPrice } from '../../server/orders/policy.ts';
import { trimSeparators } from '../../server/understanding/clauses.ts';
import { findMoney } from '../../server/understanding/money.ts';
import type { Card } from '../answer.ts';

/** The one amount of a line and its other words; a card where the amount has to be asked back. */
export type AmountRead = { fen: number | null; rest: string } | { question: Card };

/**
 * Reads what was said after the customer's name. An amount at the beginning is meant; where it stands later it has to be the only one.
 * About so much, from so much to so much, or several: asked back with a button for each. `invalid` for one without a number (几万), or beyond all numbers.
 */
export function readAmount(said: string, { id, name }: Customer, word: string): AmountRead {
  const mentions = findMoney(said, { names: [name] });
  const [first] = mentions;
  if (!first) return { fen: null, rest: trimSeparators(said) };
  const leads = trimSeparators(said.slice(0, first.start)) === '';
  const meant = leads ? [first] : mentions;
  const rest = trimSeparators(
    `${trimSeparators(said.slice(0, first.start))} ${trimSeparators(said.slice(first.end))}`.trim(),
  );
  const [only] = meant;
  if (only && meant.length === 1 && only.ask === null) return { fen: only.fen, rest };
  const amounts = [...new Set(meant.flatMap(({ fen, range }) => (range ? [range.fromFen, range.toFen] : (fen ?? []))))];
  if (amounts.length === 0 && first.ask === 'too-much') throw absurdPrice();
  if (amounts.length === 0)
    throw new DomainError('invalid', 'money.vague', `“${first.text}”不是准数。说定了再记，例如：${word} ${name} 5.8万`);
  return { question: whichAmount(amounts, { id, name, word, rest: meant.length === 1 ? rest : '' }) };
}

function whichAmount(
  amounts: readonly number[],
  { id, name, word, rest }: { id: string; name: string; word: string; rest: string },
): Card {
  const shown = amounts.slice(0, 4);
  return {
    title: shown.length > 1 ? '是哪个金额？' : `就记 ${yuan(shown[0] ?? 0)}？`,
    description: `${word} ${name}，先没有记。点一个，或写准数再说一遍`,
    rows: shown.map((fen, index) => ({ name: String(index + 1), value: yuan(fen) })),
    buttons: shown.map((fen) => ({ text: yuan(fen), line: `${word} #${id} ${fen / 100}元 ${rest}`.trim() })),
    once: true,
  };
}

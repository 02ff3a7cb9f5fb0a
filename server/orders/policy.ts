import { DomainError } from '../kernel/errors.ts';

/** Ten billion yuan in fen: what is more was typed wrong. */
const MOST_FEN = 1e12;

/** `invalid` for what is no price: nothing, less than nothing, parts of a fen, or more than anybody pays. */
export function requirePrice(fen: number): void {
  if (!Number.isFinite(fen) || fen <= 0)
    throw new DomainError('invalid', 'order.no-price', '金额要大于 0，例如：5.8万、58000、399.5元');
  if (fen > MOST_FEN) throw absurdPrice();
  if (!Number.isInteger(fen)) throw new DomainError('invalid', 'order.no-price', '金额最小到分，例如：399.50元');
}

/** The refusal of more than anybody pays. */
export const absurdPrice = (): DomainError =>
  new DomainError('invalid', 'order.absurd-price', '金额大得不像真的，看看是不是多写了零。最多记到 100 亿。');

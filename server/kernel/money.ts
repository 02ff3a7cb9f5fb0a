/** An amount in whole fen as people read it: ¥58,000, ¥99.50. */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const whole = String(Math.floor(Math.abs(fen) / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  const cents = Math.abs(fen) % 100;
  return `${sign}¥${whole}${cents === 0 ? '' : `.${String(cents).padStart(2, '0')}`}`;
}

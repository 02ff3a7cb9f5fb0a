/** Fen as a price: ¥58,000, ¥9,360.50. */
export function price(fen: number): string {
  const [whole = '', rest = ''] = (Math.abs(fen) / 100).toFixed(2).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '−' : ''}¥${grouped}${rest === '00' ? '' : `.${rest}`}`;
}

/** Fen where there is little room: 5.8 万 from ten thousand yuan on, else the price. */
export function shortMoney(fen: number): { figure: string; unit: string } {
  if (Math.abs(fen) < 1_000_000) return { figure: price(fen), unit: '' };
  const tenThousands = fen / 1_000_000;
  const digits = Math.abs(tenThousands) < 100 ? 1 : 0;
  return { figure: tenThousands.toFixed(digits).replace(/\.0$/, ''), unit: '万' };
}

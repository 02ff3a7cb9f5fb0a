import type { CustomerProfile } from '../../api/client.ts';
import { price } from '../../money.view.ts';
import { spokenTime } from '../../time.view.ts';

/** What one can tell of a deal. */
export type DealAct = 'quote' | 'win' | 'lose';

/** Where the deal with a customer stands. */
export function dealWords({ deal, rhythm, stage }: Pick<CustomerProfile, 'deal' | 'rhythm' | 'stage'>): {
  title: string;
  note: string;
} {
  if (!deal) return { title: stage.code === 'won' ? '没有在谈的' : '还没有报价', note: '' };
  return {
    title: [deal.title, deal.amountFen === null ? '' : price(deal.amountFen)].filter(Boolean).join(' · '),
    note: deal.quotedAt === null ? '' : `${spokenTime(deal.quotedAt, rhythm.to)} 报的价`,
  };
}

/** How each is asked for. */
export const DEAL_SHEETS: Record<
  DealAct,
  { title: string; note: string; asksPrice: boolean; words: string; example: string; act: string; done: string }
> = {
  quote: {
    ...{ title: '报价', note: '两天后提醒打一个关怀电话，不催单。', asksPrice: true },
    ...{ words: '报的是什么', example: '如：双头机 A9，可以不写', act: '记下报价', done: '报价记下了' },
  },
  win: {
    ...{ title: '成交', note: '会生成订单，交接给维护负责人。', asksPrice: true },
    ...{ words: '写给接手的同事', example: '如：下周装机，找店长小李', act: '记成交', done: '成交，已交接' },
  },
  lose: {
    ...{ title: '没谈成', note: '记下原因，以后看得出输在哪里。', asksPrice: false },
    ...{ words: '为什么', example: '如：选了别家', act: '记丢单', done: '丢单记下了' },
  },
};

const FEN: Record<string, number> = { 万: 1_000_000, k: 100_000, '': 100 };

/** A price as people write it, in fen: 5.8万, 58000, ¥1,299.50; null for what is none. */
export function readPrice(text: string): number | null {
  const plain = text.normalize('NFKC').toLowerCase().replace(/[,\s]/g, '');
  const read = /^[¥]?(\d{1,10}(?:\.\d{1,6})?)(万|k)?元?$/.exec(plain);
  if (!read) return null;
  const fen = Number(read[1]) * (FEN[read[2] ?? ''] ?? 100);
  const whole = Math.round(fen);
  return whole > 0 && Math.abs(fen - whole) < 1e-4 ? whole : null;
}

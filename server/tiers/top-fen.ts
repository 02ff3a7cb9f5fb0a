import { MoreThan } from 'typeorm';
import { CustomerValue } from '../../entities/order.ts';
import type { ReadCtx } from '../kernel/context.ts';

/**
 * What one must have bought for, in fen, to be among the first `percent` percent of the company's buyers: two looks
 * into an index, whoever asks. Null where nobody has bought anything.
 */
export async function topFen({ db }: Pick<ReadCtx, 'db'>, percent: number): Promise<number | null> {
  const buyers = await db.countBy(CustomerValue, { orderCount: MoreThan(0) });
  if (buyers === 0) return null;
  const [last] = await db.find(CustomerValue, {
    where: { orderCount: MoreThan(0) },
    order: { totalFen: 'DESC' },
    skip: Math.ceil((buyers * percent) / 100) - 1,
    take: 1,
  });
  return last?.totalFen ?? null;
}

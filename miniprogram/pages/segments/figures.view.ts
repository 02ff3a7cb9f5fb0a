import type { SegmentCountView } from '../../api/client.ts';

/** A number as one reads it: 1,284. */
export const grouped = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

/** A part of the bar that splits a segment by tiers; those whose tier has not been reckoned come last. */
export interface TierPart {
  tier: 'A' | 'B' | 'C' | 'none';
  people: number;
}

/** The parts of the bar, without empty ones. */
export function tierParts(tiers: SegmentCountView['tiers']): TierPart[] {
  const parts: TierPart[] = (['A', 'B', 'C', 'none'] as const).map((tier) => ({ tier, people: tiers[tier] }));
  return parts.filter(({ people }) => people > 0);
}

import type { Rule } from '../rules/rule.ts';

/** A segment that the product brings along. */
export interface ReadySegment {
  /** Stands where a segment's id may stand. */
  id: `ready:${string}`;
  name: string;
  rule: Rule;
}

const condition = (code: string, params: Record<string, unknown>): Rule => ({ condition: code, params });

/** The segments that everybody has from the first day, in the order in which they are listed. */
export const READY_SEGMENTS: readonly ReadySegment[] = [
  { id: 'ready:core', name: '核心客户', rule: { all: [condition('top-value', { percent: 20 })] } },
  {
    id: 'ready:at-risk',
    name: '有流失苗头',
    rule: {
      all: [
        condition('order-count', { atLeast: 2, atMost: null }),
        condition('last-order', { when: 'before', days: 90 }),
        condition('silent-for', { days: 30 }),
        { not: condition('last-order', { when: 'before', days: 180 }) },
      ],
    },
  },
  {
    id: 'ready:dormant',
    name: '沉睡客户',
    rule: {
      all: [condition('last-order', { when: 'before', days: 180 }), condition('silent-for', { days: 90 })],
    },
  },
];

import type { ExplainedView } from '../../api/client.ts';

/** A condition as it stands for one customer. */
export interface ExplainedRow {
  text: string;
  fact: string;
  met: boolean;
  /** Whether this is what decides; `out` where it keeps him out. */
  tone: 'in' | 'out' | 'quiet';
}

/** A customer's conditions, those that decide marked with what they decide. */
export const explainedRows = ({ holds, conditions }: Pick<ExplainedView, 'holds' | 'conditions'>): ExplainedRow[] =>
  conditions.map(({ text, excludes, met, fact, decides }) => ({
    ...{ text: excludes ? `除外：${text}` : text, fact, met },
    tone: !decides ? 'quiet' : holds ? 'in' : 'out',
  }));

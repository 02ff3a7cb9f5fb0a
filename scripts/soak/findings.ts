/** One promise, how much of it was looked at, and what did not keep it, in words. */
export interface Finding {
  promise: string;
  looked: number;
  broken: string[];
}

const SHOWN = 8;

/** Whether every promise was kept. */
export const isKept = (findings: readonly Finding[]): boolean => findings.every(({ broken }) => broken.length === 0);

/** Findings for people: one line each, and a few of what did not keep its promise. */
export function table(findings: readonly Finding[]): string {
  return findings
    .flatMap(({ promise, looked, broken }) => [
      `${broken.length === 0 ? 'kept  ' : 'BROKEN'} ${promise.padEnd(60)} ${String(looked).padStart(7)}${broken.length > 0 ? `, ${broken.length} not` : ''}`,
      ...broken.slice(0, SHOWN).map((each) => `         ${each}`),
    ])
    .join('\n');
}

/** Nothing where two numbers agree. */
export const differs = (found: number, wanted: number, what: string): string[] =>
  found === wanted ? [] : [`${found} ${what} instead of ${wanted}`];

/** What is there too often, and what is not there at all. */
export function unequal(found: readonly string[], wanted: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const each of wanted) left.set(each, (left.get(each) ?? 0) + 1);
  for (const each of found) left.set(each, (left.get(each) ?? 0) - 1);
  return [...left].flatMap(([each, missing]) =>
    missing === 0 ? [] : [missing > 0 ? `missing: ${each}` : `too many: ${each}`],
  );
}

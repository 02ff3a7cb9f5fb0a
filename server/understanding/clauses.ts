/** A part of a line between two separators, with offsets into the line. */
export interface Clause {
  text: string;
  start: number;
  end: number;
}

/** What clauses are told apart by; a comma between digits only groups them (12,000). */
const SEPARATORS = /[，。；、;！？!?\s]|,(?!\d{3}(?!\d))/g;

const EDGE = /[，、；;,\s]/;

/** The clauses of a line, none of them empty. */
export function clausesOf(line: string): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  for (const { index } of [...line.matchAll(SEPARATORS), { index: line.length }]) {
    if (index > start) clauses.push({ text: line.slice(start, index), start, end: index });
    start = index + 1;
  }
  return clauses;
}

/** The line without some of its clauses: each goes with the separators after it, and no comma is left at the end. */
export function without(line: string, clauses: Clause[], dropped: ReadonlySet<Clause>): string {
  if (dropped.size === 0) return line;
  const kept = clauses.map((clause, index) =>
    dropped.has(clause) ? '' : line.slice(clause.start, clauses[index + 1]?.start ?? line.length),
  );
  return trimSeparators(kept.join(''));
}

/** Text without separators at either end; a full stop at the end stays. */
export function trimSeparators(text: string): string {
  let start = 0;
  let end = text.length;
  // By hand: a pattern for the end of a long run of commas would be tried at each of them.
  while (start < end && EDGE.test(text.charAt(start))) start += 1;
  while (end > start && EDGE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

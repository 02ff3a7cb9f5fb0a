/** The lines that end a test run, the very last one for machines: `N passed, N failed`, and `, N skipped` if any. */
export function summary(counts) {
  const rows = Object.entries(counts);
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [, row] of rows) for (const state of Object.keys(total)) total[state] += row[state];
  const width = Math.max(0, ...rows.map(([project]) => project.length));
  return [...rows.map(([project, row]) => `${project.padEnd(width)}  ${sentence(row)}`), sentence(total)];
}

const sentence = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** Whether a run may be called good: something ran and nothing failed. */
export function isGood(counts) {
  const rows = Object.values(counts);
  return rows.some(({ passed }) => passed > 0) && rows.every(({ failed }) => failed === 0);
}

/** Whether an error says that a row is there already: another process, or a repetition, was faster. */
export function isDuplicate(error: unknown): boolean {
  const { code, errno } = error as { code?: unknown; errno?: unknown };
  return errno === 1062 || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

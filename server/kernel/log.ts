/** Structured log lines: a code, and facts that are neither personal nor secret. */
export interface Log {
  info(code: string, facts?: Record<string, unknown>): void;
  warn(code: string, facts?: Record<string, unknown>): void;
  /** `error` is logged by name, message and stack. */
  error(code: string, error: unknown, facts?: Record<string, unknown>): void;
}

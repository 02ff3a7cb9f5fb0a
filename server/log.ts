import { pino, type DestinationStream } from 'pino';
import type { Config } from './config.ts';
import type { Log } from './kernel/log.ts';

/** The product's log: one JSON line an event. Callers pass codes and ids, never names, texts or secrets. */
export function createLog(level: Config['logLevel'], destination?: DestinationStream): Log {
  const logger = destination ? pino({ level, base: null }, destination) : pino({ level, base: null });
  return {
    info: (code, facts = {}) => logger.info(facts, code),
    warn: (code, facts = {}) => logger.warn(facts, code),
    error: (code, error, facts = {}) => logger.error({ ...facts, error: describe(error) }, code),
  };
}

/** Database drivers put the values of a failed statement into their errors, so only these parts are logged. */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, stack, code, errno } = error as Error & { code?: unknown; errno?: unknown };
  const isQuery = name === 'QueryFailedError';
  return {
    name,
    ...(code !== undefined && { code }),
    ...(errno !== undefined && { errno }),
    ...(isQuery ? {} : { message: error.message }),
    stack: stack
      ?.split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .slice(0, 8),
  };
}

import { randomBytes } from 'node:crypto';

/** What a test run may use: found by `npm test`, or named in the environment when vitest is started by hand. */
export interface TestSettings {
  /** A server on which schemas named `changke_test_*` may be made and dropped, or null. */
  mysqlUrl: string | null;
  /** A Chromium to drive, or null. */
  browserPath: string | null;
  /** How long the virtual days go on and what decides them; null where they are not asked for. */
  soak: { minutes: number; seed: number; database: 'sqlite' | 'mysql' } | null;
  /** Stands in the name of every schema that this run makes, so that only its own are dropped. */
  run: string;
}

const CHROMIUM = '/usr/bin/chromium';

/** Reads `TEST_MYSQL_URL`, `CHROMIUM_PATH` (`none` for no browser), `TEST_RUN`, and `SOAK_MINUTES` with `SOAK_SEED` and `SOAK_DATABASE`. */
export function testSettings(env: NodeJS.ProcessEnv, exists: (path: string) => boolean): TestSettings {
  const browser = env.CHROMIUM_PATH || CHROMIUM;
  return {
    mysqlUrl: env.TEST_MYSQL_URL || null,
    browserPath: exists(browser) ? browser : null,
    soak: env.SOAK_MINUTES
      ? {
          minutes: Number(env.SOAK_MINUTES),
          seed: Number(env.SOAK_SEED || 1),
          database: env.SOAK_DATABASE === 'mysql' ? 'mysql' : 'sqlite',
        }
      : null,
    run: env.TEST_RUN || randomBytes(4).toString('hex'),
  };
}

declare module 'vitest' {
  interface ProvidedContext extends TestSettings {
    /** The kind of database that this project's tests run on. */
    database: 'sqlite' | 'mysql';
  }
}

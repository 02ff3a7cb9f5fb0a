import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { testSettings } from './test/support/settings.ts';

const { mysqlUrl, browserPath, soak, run } = testSettings(process.env, existsSync);

/** Words of the house for every test: no network, a time zone that is nobody's, the databases it may make. */
const house = {
  pool: 'forks' as const,
  setupFiles: ['test/support/no-network.ts'],
  // Far from Shanghai and with summer time, so that code which reads the machine's zone shows.
  env: { TZ: 'America/New_York' },
  testTimeout: 30_000,
  hookTimeout: 30_000,
};

/** Wechaty and TypeORM take longer to import than most files take to run: one import for all files of a worker. */
const shared = { isolate: false };

const databases = { globalSetup: ['test/support/leftovers.mjs'] };
const provided = (database: 'sqlite' | 'mysql') => ({ provide: { database, mysqlUrl, browserPath, soak, run } });

const projects = [
  {
    // Pages run in the browser here; the mini-program's own platform has its test in test/contract.
    resolve: { alias: { '~platform': fileURLToPath(new URL('./miniprogram/platform/h5', import.meta.url)) } },
    test: {
      ...house,
      ...provided('sqlite'),
      name: 'unit',
      include: ['test/unit/**/*.test.{ts,mjs}', 'bot/puppet/**/*.test.ts'],
    },
  },
  {
    test: {
      ...house,
      ...databases,
      ...provided('sqlite'),
      name: 'contract',
      include: ['test/contract/**/*.test.ts'],
      testTimeout: 60_000,
    },
  },
  {
    test: { ...house, ...shared, ...provided('sqlite'), name: 'sqlite', include: ['test/integration/**/*.test.ts'] },
  },
  mysqlUrl !== null && {
    test: {
      ...house,
      ...shared,
      ...databases,
      ...provided('mysql'),
      name: 'mysql',
      include: ['test/integration/**/*.test.ts'],
      testTimeout: 60_000,
    },
  },
  browserPath !== null && {
    test: {
      ...house,
      ...databases,
      ...provided('sqlite'),
      name: 'e2e',
      include: ['test/e2e/**/*.test.ts'],
      testTimeout: 180_000,
      hookTimeout: 120_000,
      maxWorkers: 1,
      // After everything else: a started product and a browser want the machine for themselves.
      sequence: { groupOrder: 1 },
    },
  },
  soak !== null && {
    test: {
      ...house,
      ...databases,
      ...provided(soak.database),
      name: 'soak',
      include: ['test/soak/**/*.soak.ts'],
      testTimeout: (soak.minutes + 30) * 60_000,
    },
  },
].filter((project) => project !== false);

export default defineConfig({ test: { maxWorkers: 2, projects } });

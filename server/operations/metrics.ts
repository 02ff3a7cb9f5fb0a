import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { COUNTERS, TIMERS, type Meter, type MeterCounter, type MeterTimer } from '../kernel/meter.ts';
import type { Level } from './levels.ts';

/** The figures of one process, as Prometheus reads them. */
export interface Metrics extends Meter {
  readonly contentType: string;
  /** All figures as text; `levels` are those that were read for the occasion. */
  text(levels: readonly Level[]): Promise<string>;
}

const PREFIX = 'changke_';
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** Values of one label before the rest is counted together, so that nothing from outside can make figures without end. */
const MOST_VALUES = 200;

/** Builds the figures; with `ofProcess` those of Node as well (memory, event loop, garbage), of which a process has one set. */
export function createMetrics({ version, ofProcess }: { version: string; ofProcess: boolean }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (ofProcess) collectDefaultMetrics({ register: registry, prefix: PREFIX });
  new Gauge({ name: `${PREFIX}build_info`, help: 'The version that runs.', labelNames: ['version'], registers }).set(
    { version },
    1,
  );
  const counters = mapValues(COUNTERS, ({ labels, help }, name) => ({
    labels: boundedLabels(labels),
    metric: new Counter({ name: `${PREFIX}${name}`, help, labelNames: [...labels], registers }),
  }));
  const timers = mapValues(TIMERS, ({ labels, help }, name) => ({
    labels: boundedLabels(labels),
    metric: new Histogram({ name: `${PREFIX}${name}`, help, labelNames: [...labels], buckets: BUCKETS, registers }),
  }));

  return {
    contentType: registry.contentType,
    count(name: MeterCounter, labels = {}, by = 1) {
      counters[name].metric.inc(counters[name].labels(labels), by);
    },
    took(name: MeterTimer, seconds, labels = {}) {
      timers[name].metric.observe(timers[name].labels(labels), seconds);
    },
    text: async (levels) => (await registry.metrics()) + (await levelsAsText(levels)),
  };
}

function levelsAsText(levels: readonly Level[]): Promise<string> {
  const registry = new Registry();
  for (const { name, help, values } of levels) {
    const labelNames = Object.keys(values[0]?.labels ?? {});
    const gauge = new Gauge({ name: `${PREFIX}${name}`, help, labelNames, registers: [registry] });
    for (const { labels, value } of values) gauge.set(labels, value);
  }
  return registry.metrics();
}

type Labels = Readonly<Record<string, string>>;

/** Keeps the declared labels alone, and of each a bounded number of values. */
function boundedLabels(names: readonly string[]): (given: Labels) => Labels {
  const seen = new Map(names.map((name) => [name, new Set<string>()]));
  return (given) => {
    const kept: Record<string, string> = {};
    for (const [name, values] of seen) {
      const value = given[name] ?? '';
      if (values.size < MOST_VALUES) values.add(value);
      kept[name] = values.has(value) ? value : 'other';
    }
    return kept;
  };
}

function mapValues<K extends string, V, W>(given: Record<K, V>, map: (value: V, key: K) => W): Record<K, W> {
  const entries = Object.entries(given) as [K, V][];
  return Object.fromEntries(entries.map(([key, value]) => [key, map(value, key)])) as Record<K, W>;
}

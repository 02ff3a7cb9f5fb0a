/** Figures for whoever watches over the process; names as in Prometheus, without the product's prefix. */
export interface Meter {
  /** One more of these, or `by` more. */
  count(name: MeterCounter, labels?: Readonly<Record<string, string>>, by?: number): void;
  /** How long something took, in seconds. */
  took(name: MeterTimer, seconds: number, labels?: Readonly<Record<string, string>>): void;
}

/** What is counted. */
export type MeterCounter = keyof typeof COUNTERS;

/** What is timed. */
export type MeterTimer = keyof typeof TIMERS;

/** Every counter with its labels and what it means. */
export const COUNTERS = {
  callbacks_total: { labels: ['outcome'], help: 'Callbacks by what became of them: stored, repeated, refused.' },
  effects_total: { labels: ['kind', 'outcome'], help: 'Effects of callbacks: done, put_off, set_aside.' },
  sends_total: { labels: ['message', 'outcome'], help: 'Deliveries to WeCom: sent, put_off, dead, paused.' },
  jobs_total: {
    labels: ['job', 'outcome'],
    help: 'Pieces of scheduled work: done, taken by another process, put_off, failed, hanging.',
  },
  transactions_total: {
    labels: ['outcome'],
    help: 'Transactions: done, failed, retried, refused because too many wait.',
  },
} as const;

/** Every timer with its labels and what it means. */
export const TIMERS = {
  callback_seconds: { labels: [], help: 'From the request of a callback to its answer.' },
  effect_lag_seconds: { labels: [], help: 'From the arrival of a callback to its effect.' },
  send_seconds: { labels: ['message'], help: 'One delivery to WeCom.' },
  job_seconds: { labels: ['job'], help: 'One piece of scheduled work.' },
  http_seconds: { labels: ['route', 'status'], help: 'One HTTP request, by the route that answered it.' },
  transaction_seconds: { labels: [], help: 'One transaction, its waiting included.' },
} as const;

/** Keeps no figures. */
export const noMeter: Meter = { count: () => undefined, took: () => undefined };

import type { CallbackFigures, Round } from './callbacks.ts';
import type { CardTime } from './card.ts';
import { MIX } from './load/traffic.ts';
import { median, type Race, type Spread } from './measure.ts';
import type { Held } from './memory.ts';
import type { Drain } from './outbox.ts';

const WHAT = 40;
const CELL = 13;

/** A table for people: a column of names and columns of figures. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, ...rows]
    .map(([what = '', ...cells]) => [what.padEnd(WHAT), ...cells.map((cell) => cell.padStart(CELL))].join(' '))
    .join('\n');
}

const whole = (figure: number): string => figure.toFixed(0);
const exact = (figure: number): string => figure.toFixed(2);
const spread = ({ p50, p95, p99 }: Spread): string[] => [p50, p95, p99].map((ms) => `${ms.toFixed(1)} ms`);

/** One line of a race: its ratio and how long each way took. */
export const ratioLine = ({ what, ratio, ways }: Race): string =>
  `${what.padEnd(WHAT)} ${ratio.toFixed(2).padStart(5)}   ${ways.map(({ name, ms }) => `${name} ${ms.toFixed(2)} ms`).join(', ')}`;

const middle = (rounds: readonly Round[], figure: (round: Round) => number): number => median(rounds.map(figure));

const roundCells = (rounds: readonly Round[]): string[] => [
  whole(middle(rounds, ({ acknowledged }) => acknowledged)),
  whole(middle(rounds, ({ completed }) => completed)),
  ...(['side', 'generator', 'stub'] as const).map((who) => exact(middle(rounds, ({ cpuMs }) => cpuMs[who]))),
  whole(rounds.reduce((sum, { refused }) => sum + refused, 0)),
];

/** The way of a callback, side by side, by kind, and how long people wait. */
export function callbackTables(
  database: string,
  { callbacksARound, sides, kinds, latency, tally }: CallbackFigures,
): string {
  const figures = ['acked/s', 'completed/s', 'CPU ms each', 'generator', 'stub', 'not 200'];
  return [
    `\n${database}: callbacks over HTTP, ${callbacksARound} a round, 32 connections; the middle of ${sides[0]?.rounds.length ?? 0} rounds`,
    `the mix of a member: ${MIX.join(', ')}`,
    table(
      ['', ...figures, 'to bare', 'completed'],
      sides.map(({ name, rounds, ratio }) => [
        ...[name, ...roundCells(rounds), exact(ratio.acknowledged), exact(ratio.completed)],
      ]),
    ),
    `\n${database}: the whole product, one kind alone`,
    table(
      ['', ...figures],
      kinds.map(({ what, round }) => [what, ...roundCells([round])]),
    ),
    `\n${database}: ${latency.lines} chat lines, ${latency.perSecond} a second, from when each was meant to be sent`,
    table(
      ['', 'p50', 'p95', 'p99'],
      [
        ['to the 200', ...spread(latency.acknowledged)],
        ['to the answer at WeCom', ...spread(latency.replied)],
      ],
    ),
    `without an answer ${latency.unanswered}; effects done ${tally.done}, set aside ${tally.setAside}; messages sent ${tally.sent}, dead ${tally.dead}`,
  ].join('\n');
}

/** A customer's card by each way. */
export const cardTable = (database: string, customers: number, times: readonly CardTime[]): string =>
  [
    `\n${database}: the card of one of a rep's 5,000 customers among ${customers}, ${times[0]?.samples ?? 0} samples one after the other`,
    table(
      ['', 'p50', 'p95', 'p99'],
      times.map(({ what, ...time }) => [what, ...spread(time)]),
    ),
  ].join('\n');

/** How fast the outbox empties. */
export const outboxTable = (database: string, drains: readonly Drain[]): string =>
  [
    `\n${database}: the outbox, messages due to 400 members, beside a loop of fetch at the same width`,
    table(
      ['WeCom answers after', 'messages', 'product/s', 'bare/s', 'ratio', 'dead'],
      drains.map(({ delayMs, messages, product, bare, dead }) => [
        ...[`${delayMs} ms`, whole(messages), whole(product), whole(bare), exact(product / bare), whole(dead)],
      ]),
    ),
  ].join('\n');

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** What the product holds over time. */
export const memoryTable = (database: string, held: readonly Held[]): string =>
  [
    `\n${database}: memory of the product's process after a collection of garbage`,
    table(
      ['', 'rss', 'heap', 'answers'],
      held.map(({ when, rss, heapUsed, statuses }) => [
        ...[when, megabytes(rss), megabytes(heapUsed)],
        Object.entries(statuses)
          .map(([status, n]) => `${status}: ${n}`)
          .join(', '),
      ]),
    ),
  ].join('\n');

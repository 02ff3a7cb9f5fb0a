import { drained, type Child } from './load/children.ts';
import { intendedTimes, openLoop, type Load } from './load/http-client.ts';
import { userId } from './load/staff.ts';
import { happenings, requestsOf, type Happening, type Kind } from './load/traffic.ts';
import type { Arrival } from './load/wecom-stub.ts';
import { spreadOf, type Spread } from './measure.ts';

const PER_SECOND = 50;
const LINES: readonly Kind[] = ['card', 'followup', 'card'];

/** How long people wait at a steady pace, in milliseconds from when a line was meant to be sent. */
export interface Latency {
  perSecond: number;
  lines: number;
  /** Until WeCom had its 200. */
  acknowledged: Spread;
  /** Until WeCom had the answer. */
  replied: Spread;
  /** Lines without an answer. */
  unanswered: number;
}

/** Chat lines at 50 a second, whether earlier ones are answered or not. */
export async function benchLatency(product: Child, stub: Child, members: readonly number[]): Promise<Latency> {
  await stub.ask('arrivals');
  const list = happenings(members, LINES);
  const load = await openLoop(product.port, PER_SECOND, requestsOf(list));
  await drained(product);
  const replied = repliesTo(list, load, await stub.ask<Arrival[]>('arrivals'));
  return {
    ...{ perSecond: PER_SECOND, lines: list.length },
    acknowledged: spreadOf(load.latencies),
    replied: spreadOf(replied),
    unanswered: list.length - replied.length,
  };
}

/** Milliseconds from when each line was meant to be sent to its answer; a member's lines are answered in their order. */
export function repliesTo(
  lines: readonly Pick<Happening, 'member'>[],
  { begun }: Pick<Load, 'begun'>,
  arrivals: readonly Arrival[],
  perSecond = PER_SECOND,
): number[] {
  const answers = new Map<string, number[]>();
  for (const { userId: to, at } of arrivals) answers.set(to, [...(answers.get(to) ?? []), at]);
  const intended = intendedTimes(lines.length, perSecond);
  return lines.flatMap(({ member }, line) => {
    const at = answers.get(userId(member))?.shift();
    return at === undefined ? [] : [at - begun - (intended[line] ?? 0)];
  });
}

import { describe, expect, it } from 'vitest';
import { repliesTo } from '../../../../scripts/bench/latency.ts';
import { intendedTimes } from '../../../../scripts/bench/load/http-client.ts';

describe('the open loop', () => {
  it('means to ask at even distances from the beginning', () => {
    expect(intendedTimes(4, 50)).toEqual([0, 20, 40, 60]);
  });

  it('counts an answer from when its line was meant to be sent, each member by himself', () => {
    const lines = [{ member: 1 }, { member: 2 }, { member: 1 }];
    const arrivals = [
      { userId: 'bench2', at: 1125 },
      { userId: 'bench1', at: 1130 },
      { userId: 'bench1', at: 1250 },
    ];
    expect(repliesTo(lines, { begun: 1000 }, arrivals, 10)).toEqual([130, 25, 50]);
  });

  it('leaves out a line that nobody answered', () => {
    expect(repliesTo([{ member: 1 }, { member: 2 }], { begun: 0 }, [{ userId: 'bench2', at: 30 }], 50)).toEqual([10]);
  });
});

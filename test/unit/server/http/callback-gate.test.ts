import { expect, it } from 'vitest';
import { createGate } from '../../../../server/http/callback-gate.ts';
import { DomainError } from '../../../../server/kernel/errors.ts';

function gateAt() {
  let now = 1_795_226_400_000;
  const gate = createGate({ now: () => new Date(now) });
  const cut: string[] = [];
  return {
    cut,
    wait: (ms: number) => (now += ms),
    /** Whether a request got in, and what became of it. */
    come(from: string, as: 'good' | 'refused' | 'reading' = 'reading'): boolean {
      try {
        const visit = gate.enter(from, () => cut.push(from));
        if (as === 'reading') return true;
        visit.read();
        visit[as]();
        return true;
      } catch (error) {
        if (error instanceof DomainError && error.kind === 'limited') return false;
        throw error;
      }
    },
  };
}

const times = (count: number, act: () => boolean): number => Array.from({ length: count }, act).filter(Boolean).length;

it('lets sixty wrong ones of an address in, and no more until the minute is over', () => {
  const { come, wait } = gateAt();
  expect(times(100, () => come('203.0.113.9', 'refused'))).toBe(60);
  expect(come('198.51.100.1', 'good')).toBe(true);
  wait(60_000);
  expect(come('203.0.113.9', 'refused')).toBe(true);
});

it('lets in whatever comes from where a callback was good, for it may be a proxy', () => {
  const { come, wait } = gateAt();
  come('10.0.0.1', 'good');
  expect(times(500, () => come('10.0.0.1', 'refused'))).toBe(500);
  wait(3_600_000);
  expect(times(500, () => come('10.0.0.1', 'refused'))).toBe(60);
});

it('counts a whole network of IPv6 as one', () => {
  const { come } = gateAt();
  let host = 0;
  expect(times(200, () => come(`2001:db8:1:2:${(host += 1).toString(16)}::1`, 'refused'))).toBe(60);
  expect(come('2001:db8:1:3::1')).toBe(true);
});

it('reads 200 bodies of an address at one time', () => {
  const { come } = gateAt();
  expect(times(300, () => come('203.0.113.9'))).toBe(200);
  expect(come('198.51.100.1')).toBe(true);
});

it('cuts the slowest body where strangers hold all places, and lets the newcomer in', () => {
  const { come, cut, wait } = gateAt();
  let stranger = 0;
  expect(times(400, () => come(`203.0.113.${(stranger += 1) % 250}`))).toBe(400);
  expect(come('198.51.100.1')).toBe(false);
  wait(1000);
  expect(come('198.51.100.1')).toBe(true);
  expect(cut).toEqual(['203.0.113.1']);
});

it('remembers no more than 10,000 addresses of a flood', () => {
  const { come } = gateAt();
  times(60, () => come('203.0.113.9', 'refused'));
  expect(come('203.0.113.9')).toBe(false);
  for (let n = 0; n < 10_000; n += 1) come(`10.1.${n >> 8}.${n & 255}`, 'refused');
  expect(come('203.0.113.9')).toBe(true);
});

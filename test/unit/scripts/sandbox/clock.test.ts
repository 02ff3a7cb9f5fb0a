import { describe, expect, it } from 'vitest';
import { stand, START } from './stand.ts';

const iso = (hours: number) => new Date(START.getTime() + hours * 3_600_000).toISOString();

describe('a jump', () => {
  it('goes by hours and days or to an instant, and the clock stands still otherwise', async () => {
    const { control, sandbox } = await stand();
    expect(await control('POST', '/clock', { hours: 1 })).toEqual({ now: iso(1), running: false });
    expect(await control('POST', '/clock', { days: 2, hours: 0.5 })).toMatchObject({ now: iso(49.5) });
    expect(await control('POST', '/clock', { to: '2026-12-01T09:00:00+08:00' })).toMatchObject({
      now: '2026-12-01T01:00:00.000Z',
    });
    expect(sandbox.clock.now().toISOString()).toBe('2026-12-01T01:00:00.000Z');
  });

  it('stops wherever the product has something due and waits until it is done', async () => {
    const due = [2, 5, 30].map((hours) => new Date(iso(hours)));
    const done: string[] = [];
    const { control, sandbox, sendText, chat } = await stand({
      nextStop: (until) => Promise.resolve(due.find((at) => at <= until) ?? null),
      settle: async () => {
        while (due[0] && due[0] <= sandbox.clock.now()) {
          done.push(sandbox.clock.now().toISOString());
          due.shift();
          await sendText('ZhouHang', '到点了');
        }
      },
    });
    await control('POST', '/clock', { hours: 24 });
    expect(done).toEqual([iso(2), iso(5)]);
    expect((await chat('ZhouHang')).map(({ at }) => at)).toEqual([iso(2), iso(5)]);
    expect(sandbox.clock.now().toISOString()).toBe(iso(24));
  });

  it('is not held up by something that stays due for ever', async () => {
    const { control } = await stand({ nextStop: () => Promise.resolve(new Date(iso(1))) });
    expect(await control('POST', '/clock', { hours: 3 })).toMatchObject({ now: iso(3) });
  });

  it('waits for the one before it', async () => {
    const { control, sandbox } = await stand();
    const answers = await Promise.all([
      control('POST', '/clock', { hours: 1 }),
      control('POST', '/clock', { hours: 1 }),
    ]);
    expect(answers).toMatchObject([{ now: iso(1) }, { now: iso(2) }]);
    expect(sandbox.clock.now().toISOString()).toBe(iso(2));
  });

  it('that fails leaves a clock that can be moved again', async () => {
    let broken = true;
    const { control } = await stand({
      settle: () => (broken ? Promise.reject(new Error('product fell over')) : Promise.resolve()),
    });
    expect(await control('POST', '/clock', { hours: 1 })).toEqual({ error: '走到一半停下了：product fell over' });
    broken = false;
    expect(await control('POST', '/clock', { hours: 1 })).toMatchObject({ now: iso(1) });
  });

  it.each([
    ['back in hours', { hours: -1 }, '时钟只能往前走'],
    ['back to an instant', { to: '2020-01-01T00:00:00Z' }, '时钟只能往前走'],
    ['nowhere', {}, '时钟只能往前走'],
    ['too far', { days: 401 }, '一次最多走 400 天'],
    ['by words', { hours: 'two' }, '请说明走多久：hours、days 或 to'],
    ['to no instant', { to: 'tomorrow' }, '请说明走多久：hours、days 或 to'],
  ])('is refused when it goes %s', async (_case, body, error) => {
    const { control, sandbox } = await stand();
    expect(await control('POST', '/clock', body)).toEqual({ error });
    expect(sandbox.clock.now()).toEqual(START);
  });
});

it('a running clock passes with real time from where it starts', async () => {
  const { sandbox, control } = await stand({ clock: { start: START, running: true } });
  const before = sandbox.clock.now().getTime();
  expect(before - START.getTime()).toBeLessThan(60_000);
  await control('POST', '/clock', { days: 1 });
  expect(sandbox.clock.now().getTime() - before).toBeGreaterThanOrEqual(86_400_000);
  expect(sandbox.clock.now().getTime() - before).toBeLessThan(86_460_000);
});

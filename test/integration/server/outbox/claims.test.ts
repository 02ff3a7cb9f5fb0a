import { expect, it } from 'vitest';
import { OutboxPause } from '../../../../entities/outbox-message.ts';
import { noAnswer, refusal } from '../../../../server/wecom/fault.ts';
import { outboxWorld, POISON, type OutboxWorld } from '../../../support/outbox.ts';

const texts = (count: number, to: string) =>
  Array.from({ length: count }, (_, n) => ({ to, text: String(n).padStart(4, '0') }));
const textsTo = ({ delivered }: OutboxWorld, member: string) =>
  delivered.filter(({ to }) => to === member).map(({ text }) => text);
const busy = () => refusal('message/send', -1, '');
const notTrusted = () => refusal('message/send', 60020, '');
const lost = () => noAnswer('message/send', 'connection failed', 'unknown');

/** A delivery that ends when the test says so. */
function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** Resolves when something has become true. */
async function until(truth: () => boolean): Promise<void> {
  while (!truth()) await new Promise((resolve) => setImmediate(resolve));
}

it('two processes deliver each message once, one after the other within a lane and in its order', async () => {
  const world = await outboxWorld({ processes: 2 });
  const inHand = new Map<string, number>();
  let most = 0;
  world.receive(async ({ to }) => {
    inHand.set(to, (inHand.get(to) ?? 0) + 1);
    most = Math.max(most, inHand.get(to) ?? 0);
    await new Promise((resolve) => setImmediate(resolve));
    inHand.set(to, (inHand.get(to) ?? 0) - 1);
  });
  // More than one process takes at once.
  const members = Array.from({ length: 50 }, (_, n) => `member-${n}`);
  for (const member of members) await world.owe('answer', texts(6, member));

  await world.drain();
  // What one process passed over while the other had the lane in hand.
  await world.drain();

  for (const member of members) expect(textsTo(world, member)).toEqual(texts(6, member).map(({ text }) => text));
  expect(most).toBe(1);
  expect(new Set(world.delivered.map(({ process }) => process)).size).toBe(2);
});

it('two processes together never send a member more than WeCom delivers', async () => {
  const world = await outboxWorld({ processes: 2 });
  await world.owe('answer', texts(40, 'zhouhang'));
  await world.drain();
  await world.drain();
  expect(world.delivered).toHaveLength(28);

  world.moveClock(60);
  await world.drain();
  await world.drain();
  expect(textsTo(world, 'zhouhang')).toEqual(texts(40, 'zhouhang').map(({ text }) => text));
});

it('an answer and a welcome pass 5,000 waiting messages while all that may be in hand hangs', async () => {
  const world = await outboxWorld();
  const { opened, open } = gate();
  let hanging = 0;
  world.receive(({ to }) => {
    if (to !== 'everybody') return;
    hanging += 1;
    return opened;
  });
  await world.flood(5000);
  world.processes[0]?.nudge();
  await world.begun(8);

  await world.owe('answer', [{ to: 'zhouhang', text: '3 个待办' }]);
  await world.owe('welcome', [{ to: 'wm1', text: '您好' }]);
  world.processes[0]?.nudge();
  await until(() => world.delivered.length === 2);

  expect(world.delivered.map(({ to }) => to).sort()).toEqual(['wm1', 'zhouhang']);
  expect(hanging).toBe(8);
  world.receive(() => undefined);
  await world.database.writer.query(`DELETE FROM outbox WHERE status = 'pending'`);
  open();
  await world.drain();
});

it("one member's flood does not keep another's answer waiting", async () => {
  const world = await outboxWorld();
  await world.owe('answer', texts(1000, 'xujing'));
  await world.owe('answer', [{ to: 'zhouhang', text: '好的' }]);
  await world.drain();
  expect(textsTo(world, 'zhouhang')).toEqual(['好的']);
  expect(world.faults).toEqual([]);
  expect(textsTo(world, 'xujing')).toHaveLength(28);
});

it('a process that stood still for longer than its lease neither settles nor goes on with what another took', async () => {
  const world = await outboxWorld({ processes: 2 });
  const [first, second] = world.processes;
  const still = gate();
  let calls = 0;
  world.receive(async ({ process }, { wecom }) => {
    if (process !== 0) return;
    await still.opened;
    await wecom.get('what/comes/next');
    calls += 1;
  });
  await world.owe('asked', [{ to: 'wm1', text: '生日快乐' }]);
  first?.nudge();
  await world.begun(1);
  world.moveClock(100);
  await second?.drain();
  expect(world.delivered).toMatchObject([{ process: 1, attempt: { again: true } }]);
  const [settled] = await world.rows();

  still.open();
  await first?.drain();

  expect(calls).toBe(0);
  expect(await world.rows()).toEqual([settled]);
  expect(settled).toMatchObject({ status: 'sent', attempts: 2, claim: null });
});

it('keeps the order of a lane over short retries, and lets what waits longer be overtaken', async () => {
  const world = await outboxWorld();
  let failing = 1;
  world.receive(({ text }) => {
    if (text === '0000' && failing-- > 0) throw busy();
  });
  await world.owe('answer', texts(3, 'zhouhang'));
  await world.drain();
  expect(world.delivered).toEqual([]);
  world.moveClock(2);
  await world.drain();
  expect(textsTo(world, 'zhouhang')).toEqual(['0000', '0001', '0002']);

  world.delivered.length = 0;
  failing = 5;
  await world.owe('answer', texts(2, 'xujing'));
  for (const seconds of [0, 2, 5, 15, 60]) {
    world.moveClock(seconds);
    await world.drain();
  }
  expect(textsTo(world, 'xujing')).toEqual(['0001']);
});

it('tries a paused channel with one message, and another one each time, until it works again', async () => {
  const world = await outboxWorld();
  const tried: string[] = [];
  let mended = false;
  world.receive(({ to }) => {
    tried.push(to);
    if (!mended) throw notTrusted();
  });
  const pauses = () => world.database.reader.manager.find(OutboxPause);
  for (const member of ['a', 'b', 'c', 'd', 'e', 'f']) await world.owe('answer', texts(5, member));
  await world.drain();
  expect(await pauses()).toMatchObject([{ channel: 'chat', since: world.now() }]);
  const before = tried.length;

  world.moveClock(61);
  await world.drain();
  world.moveClock(61);
  await world.drain();
  expect(tried.length - before).toBe(2);
  expect(new Set(tried.slice(before)).size).toBe(2);

  mended = true;
  world.moveClock(61);
  await world.drain();
  await world.drain();
  expect(await pauses()).toEqual([]);
  for (const member of ['a', 'b', 'c', 'd', 'e', 'f'])
    expect(textsTo(world, member)).toEqual(texts(5, member).map(({ text }) => text));
});

it('does not count tries in which nothing was wrong with the message', async () => {
  const world = await outboxWorld();
  let limited = 20;
  world.receive(() => {
    if (limited-- > 0) throw refusal('message/send', 45009, '');
  });
  await world.owe('answer', texts(1, 'zhouhang'));
  for (let n = 0; n <= 20; n += 1) {
    await world.drain();
    world.moveClock(61);
  }
  expect(await world.rows()).toMatchObject([{ status: 'sent', attempts: 1 }]);
});

it('gives up a message whose answer nobody can take, and lets its lane go on', async () => {
  const world = await outboxWorld();
  await world.owe('asked', [
    { to: 'wm1', text: POISON },
    { to: 'wm1', text: '好' },
  ]);
  for (const seconds of [0, 2, 5, 15, 60, 300, 1800]) {
    world.moveClock(seconds);
    await world.drain();
  }
  expect(await world.rows()).toMatchObject([
    { status: 'dead', attempts: 7 },
    { status: 'sent', attempts: 1 },
  ]);
});

it('gives up a message that ends its process time and again', async () => {
  const world = await outboxWorld({ processes: 2 });
  const [first, second] = world.processes;
  const { opened, open } = gate();
  world.receive(() => opened);
  await world.owe('answer', texts(1, 'zhouhang'));
  await world.database.writer.query('UPDATE outbox SET attempts = 7');
  first?.nudge();
  await world.begun(1);
  world.moveClock(100);
  await second?.drain();
  expect(await world.rows()).toMatchObject([{ status: 'dead', attempts: 8, uncertain: true }]);
  open();
});

it('asks WeCom from the first time on to drop a copy, unless the member was sent the same words a while ago', async () => {
  const world = await outboxWorld();
  await world.owe('answer', [{ to: 'zhouhang', text: '好的' }]);
  await world.drain();
  world.moveClock(600);
  let losing = 1;
  world.receive(() => {
    if (losing-- > 0) throw lost();
  });
  await world.owe('answer', [
    { to: 'zhouhang', text: '好的' },
    { to: 'xujing', text: '好的' },
  ]);
  await world.drain();
  world.moveClock(2);
  await world.drain();

  const asked = world.delivered.map(({ to, attempt: { again, checkSeconds } }) => ({ to, again, checkSeconds }));
  expect(asked).toEqual([
    { to: 'zhouhang', again: false, checkSeconds: 14_400 },
    { to: 'xujing', again: false, checkSeconds: 14_400 },
    // Said again on purpose, then lost: no further back than to its own first try.
    { to: 'zhouhang', again: true, checkSeconds: 62 },
  ]);
});

it('does not send again what WeCom may have and no longer knows, and says so', async () => {
  const world = await outboxWorld();
  let losing = 1;
  world.receive(() => {
    if (losing-- > 0) throw lost();
  });
  await world.owe('answer', texts(1, 'zhouhang'));
  await world.drain();
  world.moveClock(4 * 3600);
  await world.drain();
  expect(world.delivered).toEqual([]);
  expect(await world.rows()).toMatchObject([
    { status: 'dead', uncertain: true, failure: 'may have arrived, and WeCom no longer knows: not sent again' },
  ]);
});

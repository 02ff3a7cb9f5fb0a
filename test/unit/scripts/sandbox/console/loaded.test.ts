import { expect, it } from 'vitest';
import { Refusal } from '../../../../../scripts/sandbox/console/control.ts';
import { loaded } from '../../../../../scripts/sandbox/console/loaded.ts';

/** A reading whose answers the test gives out by hand. */
function heldReading() {
  const asked: { answer: (value: string) => void; fail: (failure: Error) => void }[] = [];
  const part = loaded(() => new Promise<string>((answer, fail) => asked.push({ answer, fail })));
  return { part, asked };
}

it('shares one more reading between calls that come during one', async () => {
  const { part, asked } = heldReading();
  const done = part.reload();
  void part.reload();
  void part.reload();
  asked[0]?.answer('old');
  await expect.poll(() => asked.length).toBe(2);
  asked[1]?.answer('new');
  await done;
  expect([asked.length, part.value.value]).toEqual([2, 'new']);
});

it('drops an answer that belongs to somebody else by now', async () => {
  const { part, asked } = heldReading();
  const done = part.reload();
  part.reset();
  void part.reload();
  asked[0]?.answer('his');
  await expect.poll(() => asked.length).toBe(2);
  expect(part.value.value).toBeNull();
  asked[1]?.answer('hers');
  await done;
  expect(part.value.value).toBe('hers');
});

it('keeps what was read when the next reading fails', async () => {
  const { part, asked } = heldReading();
  const first = part.reload();
  asked[0]?.answer('known');
  await first;
  const second = part.reload();
  asked[1]?.fail(new Refusal('连不上沙盒。'));
  await second;
  expect([part.value.value, part.error.value]).toEqual(['known', '连不上沙盒。']);
});

import { expect, it } from 'vitest';
import { acting } from '../../../../miniprogram/api/acting.ts';
import { Refusal } from '../../../../miniprogram/api/refusal.ts';

it('is busy while it lasts; a refusal stays until the next try', async () => {
  const { busy, refusal, act } = acting();
  const seen: boolean[] = [];
  const went = await act(async () => {
    seen.push(busy.value);
    await Promise.reject(new Refusal('这条待办已经完成了。', 409));
  });
  expect([went, seen, busy.value]).toEqual([false, [true], false]);
  expect(refusal.value?.sentence).toBe('这条待办已经完成了。');

  expect(await act(() => Promise.resolve(seen.push(refusal.value === null)))).toBe(true);
  expect([seen, busy.value, refusal.value]).toEqual([[true, true], false, null]);
});

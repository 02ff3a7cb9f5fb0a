import { expect, it } from 'vitest';
import { loaded } from '../../../../miniprogram/api/loaded.ts';
import { Refusal } from '../../../../miniprogram/api/refusal.ts';

it('an answer that a later question has overtaken is dropped', async () => {
  const answers: ((text: string) => void)[] = [];
  const { data, load } = loaded(() => new Promise<string>((resolve) => answers.push(resolve)));
  const both = [load(), load()];
  answers[1]?.('new');
  answers[0]?.('old');
  await Promise.all(both);
  expect(data.value).toBe('new');
});

it('old values stay when there are no new ones, and the reason goes with the next success', async () => {
  const answers: (() => Promise<string>)[] = [
    () => Promise.resolve('first'),
    () => Promise.reject(new Refusal('没连上。', 0)),
    () => Promise.resolve('third'),
  ];
  const { data, refusal, load } = loaded(() => (answers.shift() ?? answers[0])?.() ?? Promise.resolve(''));
  await load();
  await load();
  expect([data.value, refusal.value?.sentence]).toEqual(['first', '没连上。']);
  await load();
  expect([data.value, refusal.value]).toEqual(['third', null]);
});

it('a fault of the page itself has a sentence, too', async () => {
  const { refusal, load } = loaded(() => Promise.reject(new TypeError('x is undefined')));
  await load();
  expect(refusal.value?.sentence).toBe('页面出了点问题。刷新一下再试。');
});

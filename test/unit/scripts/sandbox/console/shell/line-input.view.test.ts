import { expect, it } from 'vitest';
import { sendsLine } from '../../../../../../scripts/sandbox/console/shell/line-input.view.ts';

const enter = { key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13 };

it.each([
  ['Enter sends', enter, true],
  ['Shift+Enter begins a new line', { ...enter, shiftKey: true }, false],
  ['the Enter of an input method only ends the word', { ...enter, isComposing: true }, false],
  ['also where the browser says so by the old key code', { ...enter, keyCode: 229 }, false],
  ['another key only types', { ...enter, key: 'a', keyCode: 65 }, false],
])('%s', (_what, press, sends) => {
  expect(sendsLine(press)).toBe(sends);
});

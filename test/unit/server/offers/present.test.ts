import { expect, it } from 'vitest';
import { maskName } from '../../../../server/offers/present.ts';

it.each([
  ['张三', '张*'],
  ['李小龙', '李**'],
  ['欧阳娜娜子', '欧**'],
  ['𠮷田', '𠮷*'],
  ['王', '王*'],
])('%s is to a stranger %s', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

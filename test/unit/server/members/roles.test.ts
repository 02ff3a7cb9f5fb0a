import { expect, it } from 'vitest';
import { isService } from '../../../../server/members/roles.ts';

it.each([
  ['客服', [], true],
  ['售后工程师', ['销售部'], true],
  ['专员', ['客户服务部'], true],
  [null, ['华东组', '售后中心'], true],
  ['销售', ['销售一部'], false],
  ['客户经理', ['大客户部'], false],
  [null, [], false],
])('%s in %j is of service: %s', (position, departments, expected) => {
  expect(isService({ position }, departments)).toBe(expected);
});

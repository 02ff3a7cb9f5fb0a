import { expect, it } from 'vitest';
import { agrees } from '../../../../scripts/bootstrap/install.mjs';

const koa = { version: '3.3.0' };
const root = { name: 'changke', version: '0.1.0' };
const otherSystem = process.platform === 'win32' ? 'linux' : 'win32';

it.each([
  ['npm has put down just that', { '': root, 'node_modules/koa': koa }, { 'node_modules/koa': koa }, true],
  ['nothing is installed', { 'node_modules/koa': koa }, {}, false],
  ['a version has moved', { 'node_modules/koa': koa }, { 'node_modules/koa': { version: '3.2.0' } }, false],
  [
    'a package is missing',
    { 'node_modules/koa': koa, 'node_modules/zod': { version: '4.6.7' } },
    { 'node_modules/koa': koa },
    false,
  ],
  [
    'what is missing is for another system',
    { 'node_modules/x': { version: '1.0.0', optional: true, os: [otherSystem] } },
    {},
    true,
  ],
  ['it is named without a list', { 'node_modules/x': { version: '1.0.0', optional: true, os: otherSystem } }, {}, true],
  [
    'it is for all systems but this',
    { 'node_modules/x': { version: '1.0.0', optional: true, os: [`!${process.platform}`] } },
    {},
    true,
  ],
  ['it is for another processor', { 'node_modules/x': { version: '1.0.0', optional: true, cpu: ['mips'] } }, {}, true],
  [
    'it is optional, but for this system',
    { 'node_modules/x': { version: '1.0.0', optional: true, os: [process.platform] } },
    {},
    false,
  ],
  [
    'it is for all systems but another',
    { 'node_modules/x': { version: '1.0.0', optional: true, os: [`!${otherSystem}`] } },
    {},
    false,
  ],
])('%s', (_case, wanted, installed, agreed) => {
  expect(agrees(wanted, installed)).toBe(agreed);
});

import { expect, it } from 'vitest';
import { tooOld } from '../../../../scripts/bootstrap/guard.mjs';
import { fits } from '../../../../scripts/bootstrap/runtime.mjs';

it.each([
  ['18.20.4', 'linux', '20.19'],
  ['20.18.3', 'linux', '20.19'],
  ['20.20.2', 'darwin', '22.14'],
  ['22.13.1', 'win32', '22.14'],
])('Node %s on %s is told to become %s, in both languages', (version, platform, wanted) => {
  const sentence = tooOld(version, platform);
  expect(sentence).toContain(`常客需要 Node ${wanted} 或更高，这里是 ${version}`);
  expect(sentence).toContain(`Changke needs Node ${wanted} or newer, this is ${version}`);
});

it.each([
  ['20.19.0', 'linux'],
  ['22.14.0', 'darwin'],
  ['24.21.0', 'win32'],
])('Node %s on %s may go on', (version, platform) => {
  expect(tooOld(version, platform)).toBeNull();
});

it.each([
  ['20.20.2', '9', false],
  ['22.13.1', '9', false],
  ['22.14.0', '10', true],
  ['23.5.0', '9', false],
  ['24.21.0', '10', true],
])('Node %s with Node-API %s runs the product: %s', (node, napi, runs) => {
  expect(fits({ node, napi })).toBe(runs);
});

import { expect, it } from 'vitest';
import { createLog } from '../../../server/log.ts';

/** Collects what a log writes. */
function collect() {
  const lines: string[] = [];
  return { log: createLog('debug', { write: (line: string) => void lines.push(line) }), text: () => lines.join('') };
}

it('logs one JSON line an event, with its code', () => {
  const { log, text } = collect();
  log.info('server.started', { port: 3000 });
  expect(JSON.parse(text())).toMatchObject({ level: 30, msg: 'server.started', port: 3000 });
});

it('keeps the values of a failed statement out of the log', () => {
  const { log, text } = collect();
  const failed = Object.assign(new Error(`Duplicate entry '赵敏-13800138000' for key 'x'`), {
    name: 'QueryFailedError',
    code: 'ER_DUP_ENTRY',
    parameters: ['赵敏', '13800138000'],
    query: `INSERT INTO customers VALUES ('赵敏')`,
  });
  failed.stack = `QueryFailedError: ${failed.message}\n    at somewhere (file.ts:1:1)`;

  log.error('callbacks.effect-failed', failed, { id: '01' });

  expect(text()).toContain('ER_DUP_ENTRY');
  expect(text()).toContain('file.ts:1:1');
  expect(text()).not.toContain('赵敏');
  expect(text()).not.toContain('13800138000');
});

import { expect, it } from 'vitest';
import { MESSAGE_NAMES, reasonWords } from '../../../../server/operations/words.ts';
import { messages } from '../../../../server/wecom/messages/index.ts';

it.each([...messages.keys()])('has a name for %s', (code) => {
  expect(MESSAGE_NAMES[code]).toMatch(/^\p{Script=Han}+$/u);
});

it.each([
  ['81013 all recipients invalid', /可见范围.*错误码 81013/],
  ['60020 请在企业微信管理后台…', /企业可信IP.*错误码 60020/],
  ['40058 bad parameter', /^企业微信不收，错误码 40058/],
  ['-1 WeCom is busy', /错误码 -1/],
  ['expired before it could be delivered', /^过了有效时间/],
  ['may have arrived, and WeCom no longer knows: not sent again', /^可能已经送到/],
  ['no answer within 10000 ms', /^连不上企业微信/],
  ['HTTP 502', /^连不上企业微信/],
  ['a fault of the product, see the log', /日志/],
  ['QueryFailedError ER_X', /^程序出错（QueryFailedError ER_X）$/],
  [null, /^不知道原因$/],
])('says why: %s', (failure, said) => {
  expect(reasonWords(failure)).toMatch(said);
});

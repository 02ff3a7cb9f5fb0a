import { describe, expect, it } from 'vitest';
import { prettyTokens, SHOWN_CHARACTERS } from '../../../../../../scripts/sandbox/console/wire/pretty.view.ts';

const laidOut = (body: string): string =>
  prettyTokens(body)
    .map(({ text }) => text)
    .join('');
const looks = (body: string, look: string): string[] =>
  prettyTokens(body).flatMap((token) => (token.look === look ? [token.text] : []));

describe('JSON', () => {
  it('keeps short parts on a line and breaks long ones', () => {
    const body = JSON.stringify({
      msgtype: 'template_card',
      main_title: { title: '已记下，赵敏的第 3 次跟进' },
      button_list: [],
      card_type: 'button_interaction',
    });
    expect(laidOut(body)).toBe(
      [
        '{',
        '  "msgtype": "template_card",',
        '  "main_title": { "title": "已记下，赵敏的第 3 次跟进" },',
        '  "button_list": [],',
        '  "card_type": "button_interaction"',
        '}',
      ].join('\n'),
    );
  });

  it('tells names, words and numbers apart', () => {
    const body = '{"errcode":0,"errmsg":"ok"}';
    expect([looks(body, 'key'), looks(body, 'string'), looks(body, 'value')]).toEqual([
      ['"errcode"', '"errmsg"'],
      ['"ok"'],
      ['0'],
    ]);
  });

  it('keeps every digit of a 64-bit number', () => {
    expect(laidOut('{"msgid":9223372036854775807}')).toContain('9223372036854775807');
  });

  it.each(['{"open": "没有收尾}', '[1, 2, 猫]', '{"a":undefined}'])('leaves %s as it is', (body) => {
    expect(prettyTokens(body)).toEqual([{ text: body, look: 'plain' }]);
  });
});

describe('XML', () => {
  it('puts each element on its own line, indented', () => {
    expect(laidOut('<xml><MsgType><![CDATA[event]]></MsgType><Info><Type>qr</Type></Info></xml>')).toBe(
      [
        '<xml>',
        '  <MsgType><![CDATA[event]]></MsgType>',
        '  <Info>',
        '    <Type>qr</Type>',
        '  </Info>',
        '</xml>',
      ].join('\n'),
    );
  });

  it('leaves a broken piece as it is', () => {
    expect(laidOut('<xml><open')).toBe('<xml><open');
  });
});

it('leaves other text alone and cuts what is too long', () => {
  expect(laidOut('fetch failed ECONNREFUSED')).toBe('fetch failed ECONNREFUSED');
  expect(laidOut('猫'.repeat(SHOWN_CHARACTERS + 5))).toHaveLength(SHOWN_CHARACTERS + 1);
});

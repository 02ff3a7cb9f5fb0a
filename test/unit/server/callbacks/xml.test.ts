import { describe, expect, it } from 'vitest';
import { parseXml, readEncrypted } from '../../../../server/callbacks/xml.ts';
import { DomainError } from '../../../../server/kernel/errors.ts';

/** The code of the refusal; anything but a `DomainError` fails the test. */
function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('a value', () => {
  it.each([
    ['a number with leading zeros', '<A>00123</A>', '00123'],
    ['a number beyond 2^53', '<A>4561255354251345929</A>', '4561255354251345929'],
    ['an exponent', '<A>1e5</A>', '1e5'],
    ['a boolean', '<A>true</A>', 'true'],
    ['blanks in CDATA', '<A><![CDATA[  a \n b  ]]></A>', '  a \n b  '],
    ['blanks around text', '<A> a </A>', ' a '],
    ['nothing', '<A></A>', ''],
    ['a closed element', '<A/>', ''],
    ['empty CDATA', '<A><![CDATA[]]></A>', ''],
    ['markup in CDATA', '<A><![CDATA[<b>&amp;</b></A></xml>]]></A>', '<b>&amp;</b></A></xml>'],
    ['a DOCTYPE that somebody typed', '<A><![CDATA[<!DOCTYPE html>]]></A>', '<!DOCTYPE html>'],
    ['an end of CDATA in two parts', '<A><![CDATA[]]]]><![CDATA[>]]></A>', ']]>'],
    ['text around CDATA', '<A>1 &lt; <![CDATA[2 &lt; 3]]> &lt; 4</A>', '1 < 2 &lt; 3 < 4'],
    ['the five entities', '<A>&lt;&gt;&amp;&quot;&apos;</A>', '<>&"\''],
    ['numeric entities', '<A>&#24352;&#x603b;&#x1F382;&#10;</A>', '张总🎂\n'],
    ['an entity that is decoded once', '<A>&amp;lt;</A>', '&lt;'],
    ['an unknown entity', '<A>&nbsp;&foo;</A>', '&nbsp;&foo;'],
    [
      'entities for what XML cannot hold',
      '<A>&#0;&#xD800;&#x110000;&#9999999;</A>',
      '&#0;&#xD800;&#x110000;&#9999999;',
    ],
    ['a comment', '<A>a<!-- <!DOCTYPE x> -->b</A>', 'ab'],
    ['an attribute', '<A kind="x">a</A>', 'a'],
  ])('with %s is text as it was sent', (_what, inner, value) => {
    expect(parseXml(`<xml>${inner}</xml>`)).toEqual({ A: value });
  });
});

it('keeps elements, repetitions in their order, and no indentation', () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?>
    <xml>
      <A><B>1</B><C/><B>2</B><B><D>3</D></B></A>
    </xml>
  `;
  expect(parseXml(text)).toEqual({ A: { B: ['1', '2', { D: '3' }], C: '' } });
});

it('reads an empty document as one without fields', () => {
  expect(parseXml('<xml></xml>')).toEqual({});
  expect(parseXml('<xml/>')).toEqual({});
});

const bomb = `<!DOCTYPE xml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><xml><A>&c;</A></xml>`;

it.each([
  ['nothing', ''],
  ['blanks', ' \n '],
  ['plain text', 'hello'],
  ['JSON', '{"Encrypt":"abc"}'],
  ['another root', '<html><A>1</A></html>'],
  ['two roots', '<xml><A>1</A></xml><xml><A>2</A></xml>'],
  ['two closed roots', '<xml/><xml/>'],
  ['a second root of another name', '<xml><A>1</A></xml><other/>'],
  ['CDATA outside', '<xml><A>1</A></xml><![CDATA[x]]>'],
  ['an end that is closed', '<xml><A>1</A></xml/>'],
  ['an open element', '<xml><A>1</xml>'],
  ['an open root', '<xml><A>1</A>'],
  ['a wrong end', '<xml><A>1</B></xml>'],
  ['an open CDATA', '<xml><A><![CDATA[1</A></xml>'],
  ['an open comment', '<xml><A>1</A></xml><!-- '],
  ['text after the end', '<xml><A>1</A></xml>rest'],
  ['a bare ampersand', '<xml><A>a & b</A></xml>'],
  ['an entity bomb', bomb],
  ['an external entity', '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><A>&a;</A></xml>'],
  ['a DOCTYPE in small letters', '<!doctype xml><xml><A>1</A></xml>'],
  ['a DOCTYPE inside', '<xml><A><!DOCTYPE x>1</A></xml>'],
  ['a DOCTYPE behind a comment', '<!-- <![CDATA[ --><!DOCTYPE x><xml><A>1</A></xml>'],
  ['eleven levels', `<xml>${'<A>'.repeat(11)}${'</A>'.repeat(11)}</xml>`],
  ['a thousand levels', `<xml>${'<A>'.repeat(1000)}${'</A>'.repeat(1000)}</xml>`],
  ['the prototype of all objects', '<xml><__proto__><A>1</A></__proto__></xml>'],
  ['their constructor', '<xml><constructor><prototype><A>1</A></prototype></constructor></xml>'],
])('refuses %s', (_what, text) => {
  expect(refusal(() => parseXml(text))).toBe('callback.malformed');
  expect(refusal(() => readEncrypted(text))).toBe('callback.malformed');
});

it('has no field that was not sent', () => {
  const node = parseXml('<xml><A>1</A></xml>');
  expect(node['toString']).toBeUndefined();
  expect(node['__proto__']).toBeUndefined();
});

it('reads 64 KB and refuses one byte more', () => {
  const filler = 'x'.repeat(65_536 - '<xml><A></A></xml>'.length);
  expect(parseXml(`<xml><A>${filler}</A></xml>`)).toEqual({ A: filler });
  expect(refusal(() => parseXml(`<xml><A>${filler}x</A></xml>`))).toBe('callback.too-large');
  expect(refusal(() => parseXml(`<xml><A>${'张'.repeat(30_000)}</A></xml>`))).toBe('callback.too-large');
});

it.each([
  ['sixteen thousand elements', `<xml>${'<A/>'.repeat(16_000)}</xml>`, 'accepted'],
  ['open brackets', '<'.repeat(65_000), 'callback.malformed'],
  ['CDATA beginnings', `<xml>${'<![CDATA['.repeat(7000)}</xml>`, 'callback.malformed'],
  ['comment beginnings', `<xml>${'<!--'.repeat(16_000)}</xml>`, 'callback.malformed'],
  ['ampersands', `<xml><A>${'&amp'.repeat(16_000)}</A></xml>`, 'callback.malformed'],
  ['an attribute of blanks', `<xml><A ${' '.repeat(64_000)}>1</A></xml>`, 'accepted'],
  ['a declaration of blanks', `<?xml ${'a '.repeat(30_000)}?><xml><A>1</A></xml>`, 'accepted'],
])('is done with 64 KB of %s at once', (_what, text, result) => {
  const before = process.cpuUsage();
  expect(refusal(() => parseXml(text))).toBe(result);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(1000);
});

describe('the outer envelope', () => {
  it('is read as WeCom writes it, in any order, with and without CDATA', () => {
    expect(
      readEncrypted(
        '<xml><ToUserName><![CDATA[corpid]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[q+/=]]></Encrypt></xml>',
      ),
    ).toEqual({ toUserName: 'corpid', agentId: '1000002', encrypt: 'q+/=' });
    expect(
      readEncrypted('<xml>\n<Encrypt>q+/=</Encrypt><AgentID>0012</AgentID><ToUserName>corpid</ToUserName></xml>'),
    ).toEqual({ toUserName: 'corpid', agentId: '0012', encrypt: 'q+/=' });
  });

  it.each(['', '<AgentID></AgentID>'])('has no agent where contacts are told: %s', (agent) => {
    const body = `<xml><ToUserName>corpid</ToUserName>${agent}<Encrypt>q</Encrypt></xml>`;
    expect(readEncrypted(body).agentId).toBeNull();
  });

  it.each([
    ['no Encrypt', '<xml><ToUserName>corpid</ToUserName></xml>'],
    ['an empty Encrypt', '<xml><ToUserName>corpid</ToUserName><Encrypt> </Encrypt></xml>'],
    ['two of Encrypt', '<xml><ToUserName>corpid</ToUserName><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>'],
    ['an Encrypt of elements', '<xml><ToUserName>corpid</ToUserName><Encrypt><A>a</A></Encrypt></xml>'],
    ['no ToUserName', '<xml><Encrypt>a</Encrypt></xml>'],
    ['nothing', '<xml/>'],
    ['a comment', '<xml><!-- a --><ToUserName>corpid</ToUserName><Encrypt>a</Encrypt></xml>'],
    ['an entity', '<xml><ToUserName>a&amp;b</ToUserName><Encrypt>a</Encrypt></xml>'],
    ['an attribute', '<xml><ToUserName>corpid</ToUserName><Encrypt a="b">a</Encrypt></xml>'],
    ['something behind it', '<xml><ToUserName>corpid</ToUserName><Encrypt>a</Encrypt></xml>rest'],
  ])('with %s is refused', (_what, body) => {
    expect(refusal(() => readEncrypted(body))).toBe('callback.malformed');
  });
});

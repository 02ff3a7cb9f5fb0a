import { describe, expect, it } from 'vitest';
import { addressParts, safeHref, textParts } from '../../../../../../scripts/sandbox/console/text/links.view.ts';

describe('safeHref', () => {
  it.each([
    ['https://example.com/a?b=1', 'https://example.com/a?b=1'],
    ['http://127.0.0.1:3000/m/', 'http://127.0.0.1:3000/m/'],
    ['  https://example.com', 'https://example.com/'],
  ])('keeps %s', (address, href) => {
    expect(safeHref(address)).toBe(href);
  });

  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '/relative',
    '',
    null,
    undefined,
  ])('refuses %j', (address) => {
    expect(safeHref(address)).toBeNull();
  });
});

describe('textParts', () => {
  it('turns a link into a link and leaves the rest text', () => {
    expect(textParts('看<a href="https://example.com/m">这里</a>吧')).toEqual([
      { text: '看', href: null },
      { text: '这里', href: 'https://example.com/m' },
      { text: '吧', href: null },
    ]);
  });

  it('reads single quotes and other attributes', () => {
    expect(textParts(`<a class='x' href='https://example.com/' target=_blank>去</a>`)).toEqual([
      { text: '去', href: 'https://example.com/' },
    ]);
  });

  it('keeps the words of a dangerous link but not its address', () => {
    expect(textParts('<a href="javascript:alert(1)">点我</a>')).toEqual([{ text: '点我', href: null }]);
  });

  it('shows every other tag as what was written', () => {
    const hostile = '<img src=x onerror=alert(1)><script>alert(1)</script><a href=">';
    expect(textParts(hostile)).toEqual([{ text: hostile, href: null }]);
  });

  it('loses no character of a long text full of half links', () => {
    const text = '<a href="'.repeat(5000);
    expect(
      textParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});

describe('addressParts', () => {
  it('finds addresses among Chinese words and leaves tags as words', () => {
    expect(addressParts('券在 http://127.0.0.1:3000/m/#/pages/member/home，来领。')).toEqual([
      { text: '券在 ', href: null },
      { text: 'http://127.0.0.1:3000/m/#/pages/member/home', href: 'http://127.0.0.1:3000/m/#/pages/member/home' },
      { text: '，来领。', href: null },
    ]);
    expect(addressParts('<a href="javascript:alert(1)">x</a>')).toEqual([
      { text: '<a href="javascript:alert(1)">x</a>', href: null },
    ]);
  });
});

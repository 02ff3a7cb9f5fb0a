import { describe, expect, it } from 'vitest';
import { customerLine, listInput, nothingWords } from '../../../../../miniprogram/pages/customers/customers.view.ts';
import { customerRow, rhythm } from '../../views.ts';

describe('what the list is asked for', () => {
  it.each([
    ['all', '', null, {}],
    ['mine', '', null, { mine: '1' }],
    ['quoted', ' 张三 ', null, { q: '张三', stage: 'quoted' }],
    ['all', '   ', 'c2', { cursor: 'c2' }],
  ] as const)('%s, %j, from %s', (filter, typed, cursor, input) => {
    expect(listInput(filter, typed, cursor)).toEqual(input);
  });
});

describe('a customer in the list', () => {
  it('says whose he is unless he is mine', () => {
    expect(customerLine(customerRow()).about).toBe('云上民宿');
    expect(customerLine(customerRow({ mine: false, owner: { id: 'M2', name: '马晓楠' } })).about).toBe(
      '云上民宿 · 马晓楠的客户',
    );
    expect(customerLine(customerRow({ company: null })).about).toBe('');
  });

  it('shows who has been left alone for too long', () => {
    expect(customerLine(customerRow({ rhythm: rhythm({ overDays: 3 }) })).word).toEqual({
      text: '超窗 3 天',
      late: true,
    });
  });
});

describe('an empty list', () => {
  it('says the same of whom one may not see and of who is not there', () => {
    expect(nothingWords('quoted', '别人的客户').sentence).toBe('没有找到这位客户。');
  });

  it('tells a newcomer how to begin', () => {
    expect(nothingWords('all', '').next).toContain('新客户 张三');
  });

  it('of a filter suggests another one', () => {
    expect(nothingWords('won', ' ').sentence).toBe('这里还没有人。');
  });
});

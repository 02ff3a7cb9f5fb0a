import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../../miniprogram/api/address.view.ts';

describe('a call', () => {
  it('fills the path and asks the rest in the query', () => {
    expect(addressOf('GET', '/customers/:id/timeline', { id: 'C/1', cursor: 'a_b', kind: undefined })).toEqual({
      path: '/customers/C%2F1/timeline?cursor=a_b',
      body: null,
    });
  });

  it('says in its body what the path does not', () => {
    expect(addressOf('POST', '/tasks/:id/postpone', { id: 'T1', at: '2026-11-25T07:00:00.000Z' })).toEqual({
      path: '/tasks/T1/postpone',
      body: { at: '2026-11-25T07:00:00.000Z' },
    });
  });

  it('keeps Chinese and signs whole', () => {
    expect(addressOf('GET', '/customers', { q: '张三&李四' }).path).toBe(
      '/customers?q=%E5%BC%A0%E4%B8%89%26%E6%9D%8E%E5%9B%9B',
    );
  });
});

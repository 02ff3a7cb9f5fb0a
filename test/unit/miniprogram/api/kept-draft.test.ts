import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keptDrafts } from '../../../../miniprogram/api/kept-draft.ts';
import { me } from '../../../../miniprogram/api/me.ts';

type Me = NonNullable<typeof me.data.value>;

const stored = new Map<string, string>();

const logIn = (id: string): void => {
  me.data.value = { id, name: '周航' } as Me;
};

beforeEach(() => {
  stored.clear();
  vi.stubGlobal('uni', {
    getStorageSync: (key: string): unknown => JSON.parse(stored.get(key) ?? '""'),
    setStorageSync: (key: string, value: unknown) => stored.set(key, JSON.stringify(value)),
  });
  logIn('M1');
});
afterEach(() => {
  me.data.value = null;
  vi.unstubAllGlobals();
});

describe('a draft kept on this device', () => {
  const campaigns = keptDrafts<{ title: string }>('campaign');
  const segments = keptDrafts<{ title: string }>('segment');

  it('is found by whoever wrote it, where he wrote it, as he left it', () => {
    expect(campaigns.find(null)).toBeNull();
    campaigns.keep(null, { title: '老机' });
    campaigns.keep(null, { title: '老机焕新' });
    campaigns.keep('K1', { title: '周年' });
    expect(campaigns.find(null)).toEqual({ title: '老机焕新' });
    expect(campaigns.find('K1')).toEqual({ title: '周年' });
  });

  it('is not shown to a colleague, nor in another form or for another thing', () => {
    campaigns.keep('K1', { title: '周年' });
    expect([segments.find('K1'), campaigns.find('K2'), campaigns.find(null)]).toEqual([null, null, null]);
    logIn('M2');
    expect(campaigns.find('K1')).toBeNull();
    campaigns.keep('K1', { title: '同事的' });
    logIn('M1');
    expect(campaigns.find('K1')).toEqual({ title: '周年' });
  });

  it('is gone once it is saved or given up, and takes no other along', () => {
    campaigns.keep('K1', { title: '周年' });
    segments.keep('K1', { title: '沉睡客户' });
    campaigns.forget('K1');
    expect(campaigns.find('K1')).toBeNull();
    expect(segments.find('K1')).toEqual({ title: '沉睡客户' });
  });

  it('gives way to ten later ones', () => {
    for (let at = 0; at <= 10; at += 1) segments.keep(`S${at}`, { title: `${at}` });
    expect(segments.find('S0')).toBeNull();
    expect(segments.find('S1')).toEqual({ title: '1' });
  });
});

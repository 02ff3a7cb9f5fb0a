import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';

const OWN = ['127.0.0.1'];

/** `get_api_domain_ip`: where calls go to, which is here. */
export const getApiIps = defineEndpoint({
  method: 'GET',
  path: 'get_api_domain_ip',
  title: '读接口地址',
  empty: { ip_list: [] },
  input: z.unknown(),
  run: () => ({ reply: { ip_list: OWN }, summary: '读接口地址' }),
});

/** `getcallbackip`: where callbacks come from, which is here. */
export const getCallbackIps = defineEndpoint({
  method: 'GET',
  path: 'getcallbackip',
  title: '读回调来源地址',
  empty: { ip_list: [] },
  input: z.unknown(),
  run: () => ({ reply: { ip_list: OWN }, summary: '读回调来源地址' }),
});

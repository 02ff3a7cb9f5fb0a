import type { SandboxCompany } from '../../scripts/sandbox/company.ts';
import { createWecomClient } from '../../server/wecom/client.ts';
import { testCompany } from '../support/company.ts';
import { testApp } from '../support/test-app.ts';
import { liveThrough, TAGS, type DaysOptions, type Lived } from './days.ts';
import { productAccount, remainder, wecomAccount, type Account, type Remainder } from './truth.ts';

const OLD_FRIEND = 'wmLaoPengYou000000000000000000001';

/** The company of the tests, with tags of WeCom's and one customer who bears all of them. */
const company: SandboxCompany = {
  ...testCompany,
  tags: [{ groupName: '客户', tags: [...TAGS] }],
  customers: [
    {
      ...{ external_userid: OLD_FRIEND, name: '秦怀玉', type: 1 },
      follow: [
        { userid: 'zhouhang', remark: '', description: '', createtime: 1_792_000_000, add_way: 1, tags: [...TAGS] },
      ],
    },
  ],
};

/** Both sides' accounts of the same days, what is left over, and the faults that the product logged. */
export interface AccountOfDays {
  lived: Lived;
  wecom: Account;
  product: Account;
  left: Remainder;
  faults: unknown[];
}

/** Lives through days on which everything fails now and then, and takes both sides' accounts afterwards. */
export async function badDays(options: DaysOptions): Promise<AccountOfDays> {
  const app = await testApp({ company, timing: { pauseMs: 1, gatherMs: 2 } });
  // The product meets WeCom's tags on a customer who bears them.
  await app.control('POST', `/members/zhouhang/contacts/${OLD_FRIEND}/remark`, { remark: '老朋友' });
  await app.settle();
  const lived = await liveThrough(app, options);
  const client = createWecomClient({
    ...{ baseUrl: app.address, corpId: app.keys.corpId, secret: app.keys.secret, clock: app.sandbox.clock },
  });
  return {
    lived,
    wecom: await wecomAccount(app, client),
    product: await productAccount(app),
    left: await remainder(app, lived),
    faults: app.faults,
  };
}

import type { SandboxCompany } from '../sandbox/company.ts';
import { tradeWord, type Business } from './businesses.ts';
import { createRandom, type Random } from './random.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BUSINESSES: readonly Business[] = ['inn', 'hotel', 'cafe', 'office', 'bakery', 'dining'];

const GROUPS = [
  { groupName: '客户类型', tags: BUSINESSES.map(tradeWord) },
  { groupName: '关注', tags: ['看价格', '看口感', '看服务', '看省事'] },
  { groupName: '关系', tags: ['老朋友', '能介绍客户', '常来参加活动'] },
] as const;

/** The company's corp tags, under ids that WeCom would have given them. */
export const companyTags: NonNullable<SandboxCompany['tags']> = GROUPS.map(({ groupName, tags }, group) => ({
  groupName,
  tags: [...tags],
  ids: tags.map((_, at) => tagId(group * 100 + at)),
}));

/** The id and group of a corp tag by its name. */
export function corpTag(name: string): { wecomId: string; groupName: string; name: string } {
  for (const { groupName, tags, ids = [] } of companyTags) {
    const wecomId = ids[tags.indexOf(name)];
    if (wecomId) return { wecomId, groupName, name };
  }
  throw new Error(`No corp tag ${name}`);
}

/** What his owner put on a customer. */
export function tagsOf(business: Business, won: boolean, random: Random): string[] {
  return [
    ...(random.chance(0.75) ? [tradeWord(business)] : []),
    ...(random.chance(0.45) ? [random.pick(GROUPS[1].tags)] : []),
    ...(won && random.chance(0.35) ? [random.pick(GROUPS[2].tags)] : []),
  ];
}

function tagId(seed: number): string {
  const random = createRandom(7000 + seed);
  return `et${Array.from({ length: 30 }, () => random.pick([...LETTERS])).join('')}`;
}

import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { entities } from '../../entities/index.ts';
import { entityHomes, findWrites, type EntityHome } from '../support/writes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where rows are not written by the capability that is named like them. */
const ELSEWHERE: Record<string, string> = {
  alert: 'server/operations',
  birthday: 'server/customers',
  care: 'server/care',
  department: 'server/members',
  installation: 'server/installation.ts',
  'job-run': 'server/operations',
  maintenance: 'server/maintenance',
  'outbox-message': 'server/outbox',
  touch: 'server/touches',
};

/** The one folder or file that writes an entity's table: `entities/activity.ts` belongs to `server/activities`. */
const ownerOf = (word: string): string => ELSEWHERE[word] ?? `server/${word.replace(/y$/, 'ie')}s`;

/** Writes by anybody but the owner. */
function trespasses(file: string, text: string, homes: readonly EntityHome[]): string[] {
  const others = findWrites(file, text, homes).filter(
    ({ word }) => file !== ownerOf(word) && !file.startsWith(`${ownerOf(word)}/`),
  );
  return others.map(({ line, entity, word }) => `${file}:${line} writes ${entity}, which belongs to ${ownerOf(word)}`);
}

const homes = [
  { entity: 'Customer', word: 'customer', table: 'customers' },
  { entity: 'CustomerToken', word: 'customer', table: 'customer_tokens' },
  { entity: 'Deal', word: 'deal', table: 'deals' },
];
const imports = [
  "import { Customer, CustomerToken } from '../../entities/customer.ts';",
  "import { Deal as DealRow } from '../../entities/deal.ts';",
].join('\n');

it.each([
  'await ctx.db.insert(Customer, customer);',
  'await ctx.db.update(Customer, { id }, { name });',
  'await ctx.db.delete(CustomerToken, { customerId });',
  'await ctx.db.upsert(Customer, customer, ["id"]);',
  'await ctx.db.increment(Customer, { id }, "followupCount", 1);',
  'await insertOnce(ctx.db, Customer, [customer], ["id"]);',
  'await ctx.db.clear(Customer);',
  'await ctx.db.createQueryBuilder().insert().into(Customer).values(rows).execute();',
  'await ctx.db.createQueryBuilder().update(Customer).set({ name }).execute();',
  'await ctx.db.createQueryBuilder().delete().from(Customer).where("id = :id", { id }).execute();',
  'await ctx.db.createQueryBuilder(Customer, "c").update().set({ name }).execute();',
  'await ctx.db.getRepository(Customer).insert(customer);',
  'await ctx.db.query("UPDATE customers SET name = ? WHERE id = ?", [name, id]);',
  'await ctx.db.query(`INSERT IGNORE INTO customer_tokens (token) VALUES (${marks})`);',
  'await ctx.db.query("DELETE FROM `customers`");',
])('another capability must not say %s', (code) => {
  const [first, ...rest] = trespasses('server/deals/win-deal.ts', `${imports}\n${code}`, homes);
  expect(first).toMatch(/^server\/deals\/win-deal\.ts:3 writes Customer(Token)?, which belongs to server\/customers$/);
  expect(rest).toEqual([]);
});

it('sees through a renamed import, and in the bot', () => {
  expect(
    trespasses('bot/respond.ts', `${imports}\nawait db.update(DealRow, { id }, { stage: 'won' });`, homes),
  ).toEqual(['bot/respond.ts:3 writes Deal, which belongs to server/deals']);
});

it.each([
  ['the owner', 'server/customers/create-customer.ts', 'await ctx.db.insert(Customer, customer);'],
  [
    'a reader',
    'server/deals/list.ts',
    'db.createQueryBuilder().subQuery().select("1").from(Customer, "c").getQuery();',
  ],
  ['a reader', 'server/deals/list.ts', 'await ctx.db.findOneBy(Customer, { id });'],
  ['a reader', 'server/deals/list.ts', 'await ctx.db.query("SELECT updatedAt FROM customers");'],
  ['a hash or a set', 'server/deals/list.ts', 'createHash("md5").update(text); seen.delete(Customer.name);'],
])('%s is left in peace', (_who, file, code) => {
  expect(trespasses(file, `${imports}\n${code}`, homes)).toEqual([]);
});

it('each table has an owner that exists', () => {
  const real = entityHomes(root);
  expect(real.map(({ entity }) => entity).sort()).toEqual(entities.map(({ name }) => name).sort());
  expect(real.filter(({ word }) => !existsSync(join(root, ownerOf(word))))).toEqual([]);
});

it('each table is written by its owner alone', () => {
  const real = entityHomes(root);
  const files = globSync(['server/**/*.ts', 'bot/**/*.ts'], { cwd: root }).filter(
    (file) => !file.startsWith('server/db/migrations/'),
  );
  const sources = files.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

  expect(sources.flatMap(({ file, text }) => findWrites(file, text, real)).length).toBeGreaterThan(20);
  expect(sources.flatMap(({ file, text }) => trespasses(file, text, real))).toEqual([]);
});

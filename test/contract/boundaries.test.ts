import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult, type IResolveOptions } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { expect, it, onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const TREE = ['server', 'bot', 'entities', 'scripts', 'test'];

/** A folder, gone after the test, with these files, each holding its imports and one export. */
async function tree(files: Record<string, string[]>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'changke-boundaries-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of TREE) await mkdir(join(folder, name));
  for (const [path, imports] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    const lines = imports.map((each, index) => `import * as i${index} from '${each}'; export { i${index} };`);
    await writeFile(join(folder, path), [...lines, 'export const here = 1;\n'].join('\n'));
  }
  await writeFile(
    join(folder, 'package.json'),
    '{ "type": "module", "dependencies": { "typeorm": "*" }, "devDependencies": { "vitest": "*" } }',
  );
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** What the keeper has to say about a folder: `rule: from -> to` for each violation. */
async function violations(baseDir: string): Promise<string[]> {
  const { enhancedResolveOptions, ...options } = await extractDepcruiseOptions(join(root, '.dependency-cruiser.cjs'));
  const { output } = await cruise(
    TREE,
    { ...options, baseDir } as ICruiseOptions,
    enhancedResolveOptions as IResolveOptions,
  );
  return (output as ICruiseResult).summary.violations
    .map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)
    .sort();
}

/** Looks at a tree in which `from` imports `to`, both being there, and at nothing else. */
async function verdict(from: string, to: string): Promise<string[]> {
  const target = to.startsWith('.') || !to.includes('/') ? to : undefined;
  const up = '../'.repeat(from.split('/').length - 1);
  const folder = await tree({
    ...(target === undefined ? { [to]: [] } : {}),
    [from]: [target ?? `${up || './'}${to}`],
  });
  return violations(folder);
}

it.each([
  ['kernel-knows-nobody', 'server/kernel/context.ts', 'server/customers/policy.ts'],
  ['kernel-knows-nobody', 'server/kernel/context.ts', 'entities/customer.ts'],
  ['entities-know-nobody', 'entities/deal.ts', 'entities/customer.ts'],
  ['entities-know-nobody', 'entities/deal.ts', 'server/kernel/money.ts'],
  ['entities-index-knows-entities', 'entities/index.ts', 'server/kernel/money.ts'],
  ['foundation-below-capabilities', 'server/rules/compile.ts', 'server/segments/conditions/silent-for.ts'],
  ['foundation-below-capabilities', 'server/db/run.ts', 'server/reactions.ts'],
  ['wecom-below-capabilities', 'server/wecom/messages/send-text.ts', 'server/customers/record-customer.ts'],
  ['wecom-below-capabilities', 'server/outbox/dispatch.ts', 'server/followups/log-followup.ts'],
  ['understanding-is-pure', 'server/understanding/times.ts', 'server/db/dialect.ts'],
  ['order-members', 'server/customers/find-customers.ts', 'server/tasks/create-task.ts'],
  ['order-members', 'server/members/policy.ts', 'server/reports/index.ts'],
  ['order-touches', 'server/tasks/create-task.ts', 'server/followups/log-followup.ts'],
  ['order-followups', 'server/deals/win-deal.ts', 'server/maintenance/plan.ts'],
  ['order-playbooks', 'server/surveys/answer.ts', 'server/segments/count.ts'],
  ['order-segments', 'server/segments/count.ts', 'server/care/plan.ts'],
  ['order-care', 'server/campaigns/start.ts', 'server/reports/index.ts'],
  ['capabilities-below-entries', 'server/deals/win-deal.ts', 'server/http/route.ts'],
  ['routes-define-routes', 'server/deals/routes.ts', 'server/scheduler/jobs.ts'],
  ['entries-apart', 'server/callbacks/receive.ts', 'server/http/errors.ts'],
  ['entries-below-app', 'server/http/server.ts', 'server/app.ts'],
  ['entries-apart', 'bot/respond.ts', 'server/callbacks/feed.ts'],
  ['entries-apart', 'server/http/server.ts', 'server/scheduler/jobs.ts'],
  ['outbox-by-send', 'server/deals/win-deal.ts', 'server/outbox/enqueue.ts'],
  ['only-app-knows-bot', 'server/callbacks/feed.ts', 'bot/respond.ts'],
  ['puppet-stands-alone', 'bot/puppet/index.ts', 'server/kernel/clock.ts'],
  ['puppet-stands-alone', 'bot/puppet/index.ts', 'bot/cards/render.ts'],
  ['product-without-scripts', 'server/app.ts', 'scripts/sandbox/sandbox.ts'],
  ['product-without-scripts', 'bot/respond.ts', 'test/support/build.ts'],
  ['scripts-without-tests', 'scripts/start.ts', 'test/support/build.ts'],
  ['sandbox-stands-alone', 'scripts/sandbox/cipher.ts', 'server/callbacks/crypto.ts'],
  ['sandbox-stands-alone', 'scripts/sandbox/console/app.ts', 'entities/customer.ts'],
  ['no-network-in-use-cases', 'server/customers/record-customer.ts', 'server/wecom/client.ts'],
  ['no-network-in-use-cases', 'bot/respond.ts', 'server/wecom/client.ts'],
  ['transactions-begin-in-run', 'server/deals/win-deal.ts', 'server/db/transaction.ts'],
])('%s: %s must not import %s', async (rule, from, to) => {
  expect(await verdict(from, to)).toEqual([`${rule}: ${from} -> ${to}`]);
});

it.each([
  ['server/customers/find-customers.ts', 'server/members/policy.ts'],
  ['server/reports/digest.ts', 'server/care/plan.ts'],
  ['server/deals/win-deal.ts', 'server/wecom/messages/send-text.ts'],
  ['server/deals/win-deal.ts', 'entities/deal.ts'],
  ['server/deals/routes.ts', 'server/http/route.ts'],
  ['server/outbox/dispatch.ts', 'server/wecom/limits.ts'],
  ['server/http/server.ts', 'server/callbacks/receive.ts'],
  ['bot/respond.ts', 'server/callbacks/settle.ts'],
  ['bot/respond.ts', 'server/wecom/limits.ts'],
  ['server/app.ts', 'bot/respond.ts'],
  ['server/reactions.ts', 'server/tasks/create-task.ts'],
  ['bot/respond.ts', 'server/understanding/times.ts'],
  ['entities/index.ts', 'entities/deal.ts'],
  ['scripts/start.ts', 'server/app.ts'],
  ['test/support/test-app.ts', 'server/app.ts'],
])('%s may import %s', async (from, to) => {
  expect(await verdict(from, to)).toEqual([]);
});

it('no-cycles: two files need each other', async () => {
  const folder = await tree({ 'server/deals/a.ts': ['./b.ts'], 'server/deals/b.ts': ['./a.ts'] });
  expect(await violations(folder)).toEqual(['no-cycles: server/deals/a.ts -> server/deals/b.ts']);
});

it('no-orphans: nothing uses a file and it uses nothing', async () => {
  const folder = await tree({ 'server/deals/forgotten.ts': [] });
  expect(await violations(folder)).toEqual(['no-orphans: server/deals/forgotten.ts -> server/deals/forgotten.ts']);
});

it('resolvable and no-development-packages: the product imports what will not be there', async () => {
  expect(await verdict('server/app.ts', './gone.ts')).toEqual(['resolvable: server/app.ts -> ./gone.ts']);
  expect(await verdict('server/app.ts', 'vitest')).toEqual([
    expect.stringMatching(/^no-development-packages: server\/app.ts/),
  ]);
});

it('finds nothing in the product itself', async () => {
  expect(await violations(root)).toEqual([]);
});

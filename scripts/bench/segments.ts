import { Customer } from '../../entities/customer.ts';
import { readEntities, readRows } from '../../server/db/read-rows.ts';
import { birthdayKeysWithin } from '../../server/kernel/birthdays.ts';
import { toShanghai } from '../../server/kernel/dates.ts';
import { system, type Actor } from '../../server/kernel/actor.ts';
import type { ReadCtx } from '../../server/kernel/context.ts';
import type { Rule } from '../../server/rules/rule.ts';
import { countMatching } from '../../server/segments/count-segment.ts';
import { pageSegment } from '../../server/segments/page-segment.ts';
import { counts, pages, parameters } from './by-hand.ts';
import { memberId, NOW } from './company.ts';
import type { BenchDatabase } from './databases.ts';
import { linesCases, linesWays } from './lines.ts';
import { race, type Race } from './measure.ts';

const PAGE = 50;

const leaf = (condition: string, params: Record<string, unknown>): Rule => ({ condition, params });
const tagged = (tagId: string): Rule => leaf('tag', { tagIds: [tagId] });
const much = leaf('order-amount', { atLeastFen: parameters.much, atMostFen: null });
const silent = leaf('silent-for', { days: 30 });
const excluded: Rule = { not: tagged(parameters.blocked) };

/** The rules, in the words of the builder, that the statements by hand put into SQL. */
const rules: Record<keyof typeof counts, Rule> = {
  tag: tagged(parameters.broad),
  tagAndAmount: { all: [tagged(parameters.broad), much] },
  tagOrRecency: {
    all: [{ any: [tagged(parameters.broad), leaf('last-order', { when: 'within', days: 30 })] }, silent, excluded],
  },
  birthday: leaf('birthday-within', { days: 7 }),
  tierOwnerContact: {
    all: [leaf('tier', { tiers: ['A', 'B'] }), leaf('owner', { memberIds: parameters.owners }), silent],
  },
  nestedAnyOf: {
    all: [
      leaf('stage', { stages: ['quoted', 'negotiating'] }),
      { any: [tagged(parameters.other), { all: [much, leaf('tier', { tiers: ['A'] })] }] },
    ],
  },
  notTag: excluded,
};
const names = Object.keys(rules) as (keyof typeof rules)[];

/** Who looks: somebody who may see all, and a rep with about 5,000 customers of his own. */
const actors: Record<'admin' | 'rep', Actor> = {
  admin: system,
  rep: { kind: 'member', id: memberId(3), userId: 'member3', name: '员工3', scope: { kind: 'own' } },
};

/** The rows of a page's customers, read when it is known who stands on it. */
const lateRows = (ids: string): string =>
  `SELECT c.* FROM (${ids}) page JOIN customers c ON c.id = page.id ORDER BY page.id`;

/** Counts and pages of segments against SQL written by hand; both read a page's rows into the same customers. */
export async function* benchSegments({ database }: BenchDatabase): AsyncGenerator<Race> {
  const db = database.reader.manager;
  const numbers = async (sql: string): Promise<number[]> =>
    (await readRows(db, sql, parameters)).map((row) => Number(row['n']));
  // Who writes a week of birthdays by hand has to ask the lunar calendar as well.
  const prepared = (name: keyof typeof rules): void =>
    name === 'birthday' ? void birthdayKeysWithin(toShanghai(NOW), 7) : undefined;
  const ids = async (sql: string): Promise<string[]> =>
    (await readEntities(db, Customer, lateRows(sql), parameters)).slice(0, PAGE).map(({ id }) => id);
  for (const who of ['admin', 'rep'] as const) {
    const ctx: ReadCtx = { actor: actors[who], now: NOW, db };
    for (const name of names) {
      yield await race(`count ${name} (${who})`, [
        { name: 'product', run: async () => [await countMatching(ctx, rules[name])] },
        ...counts[name][who].map((sql, at) => ({
          name: `by hand ${at + 1}`,
          run: () => (prepared(name), numbers(sql)),
        })),
      ]);
    }
    for (const name of linesCases) {
      yield await race(`lines ${name} (${who})`, linesWays(ctx, who, name, rules[name]));
    }
    for (const name of names) {
      for (const after of [null, parameters.middle]) {
        yield await race(`page ${name} ${after === null ? 'start' : 'middle'} (${who})`, [
          {
            name: 'product',
            async run() {
              const { customers } = await pageSegment(ctx, rules[name], { after, limit: PAGE });
              return customers.map(({ id }) => id);
            },
          },
          ...pages[name][who].map((sql, at) => ({
            name: `by hand ${at + 1}`,
            run: () => (prepared(name), ids(sql(after !== null))),
          })),
        ]);
      }
    }
  }
}

import { In } from 'typeorm';
import { Member } from '../../entities/member.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { reports } from './figures/index.ts';
import { spanOf, type Period } from './periods.ts';
import { membersCounted } from './policy.ts';
import { readingOf } from './readings.ts';
import type { PersonFigures } from './schemas.ts';

/** The figures of a period for each member whom the actor may see and who has any case in it, in the order in which they joined. */
export async function figuresByPerson(
  ctx: ReadCtx,
  { period }: { period: Period },
): Promise<{ people: PersonFigures[] }> {
  const question = { windows: [spanOf(period, ctx.now).current], memberIds: membersCounted(ctx.actor) };
  const counted = await Promise.all(
    reports.map(async (report) => {
      const tallies = await report.count(ctx, question);
      return { report, of: new Map(tallies.map((each) => [each.memberId, each])) };
    }),
  );
  const ids = new Set(counted.flatMap(({ of }) => [...of.values()].filter(({ cases }) => cases > 0).map(memberOf)));
  const members = await ctx.db.find(Member, { where: { id: In([...ids]) }, order: { id: 'ASC' } });
  return {
    people: members.map(({ id, name, status }) => ({
      ...{ id, name, left: status === 'left' },
      figures: Object.fromEntries(
        counted.map(({ report, of }) => {
          const own = of.get(id);
          return [report.code, readingOf(report, own ? [own] : [])];
        }),
      ),
    })),
  };
}

const memberOf = ({ memberId }: { memberId: string }): string => memberId;

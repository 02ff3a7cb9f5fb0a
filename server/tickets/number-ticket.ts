import { Like } from 'typeorm';
import { Ticket } from '../../entities/ticket.ts';
import type { Ctx } from '../kernel/context.ts';
import { shanghaiDate } from '../kernel/dates.ts';

/** Inserts a ticket under the next free number of its day, `1121-01`. */
export async function insertNumbered(ctx: Ctx, unnumbered: Omit<Ticket, 'number'>): Promise<Ticket> {
  const day = shanghaiDate(unnumbered.openedAt).slice(5).replace('-', '');
  for (;;) {
    const ticket: Ticket = { ...unnumbered, number: await nextNumber(ctx, day) };
    // Of two who take one number on MySQL, the second inserts nothing once the first has committed, and tries the next.
    await ctx.db.createQueryBuilder().insert().into(Ticket).values(ticket).orUpdate(['number'], ['number']).execute();
    if (await ctx.db.existsBy(Ticket, { id: ticket.id })) return ticket;
  }
}

async function nextNumber({ db }: Ctx, day: string): Promise<string> {
  const taken = await db.find(Ticket, { select: { number: true }, where: { number: Like(`${day}-%`) } });
  const last = Math.max(0, ...taken.map(({ number }) => Number(number.slice(day.length + 1))));
  return `${day}-${String(last + 1).padStart(2, '0')}`;
}

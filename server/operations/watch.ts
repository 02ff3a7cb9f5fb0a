import { In, IsNull, LessThanOrEqual } from 'typeorm';
import { Alert } from '../../entities/alert.ts';
import { Member } from '../../entities/member.ts';
import { insertOnce } from '../db/insert-once.ts';
import type { Ctx, ReadCtx } from '../kernel/context.ts';
import { addDays } from '../kernel/dates.ts';
import type { Admins } from '../members/load-actor.ts';
import { chatAlert } from '../wecom/messages/chat-alert.ts';
import { codeOf, findTroubles, type ReadDisk, type Trouble } from './troubles.ts';

/** What watching over the product needs. */
export interface WatchDeps {
  /** Who is told. */
  admins: Admins;
  readDisk: ReadDisk;
  /** What a channel or a job is called in Chinese. */
  nameOf: (subject: string) => string;
}

const REMIND_AFTER_DAYS = 1;
/** While this one lasts, nobody can be told of anything. */
const CHAT_PAUSED = codeOf({ kind: 'channel-paused', subject: 'chat' });

type Step = 'begin' | 'tell' | 'end';

/** Looks for what is stuck: which alerts have to begin, to be told (again) or to end now. */
export const alertsDue =
  ({ readDisk }: WatchDeps) =>
  async (ctx: ReadCtx): Promise<string[]> => {
    const troubles = await findTroubles(ctx, readDisk);
    const alerts = await ctx.db.find(Alert);
    const codes = new Set([...alerts.map(({ code }) => code), ...troubles.map(codeOf)]);
    return [...codes].filter((code) => nextStep(code, troubles, alerts, ctx.now) !== null);
  };

/** Takes the next step of one alert: several processes that try tell the admins once. */
export const settleAlert =
  (deps: WatchDeps) =>
  async (ctx: Ctx, code: string): Promise<void> => {
    const troubles = await findTroubles(ctx, deps.readDisk);
    const alerts = await ctx.db.find(Alert);
    const step = nextStep(code, troubles, alerts, ctx.now);
    const alert = alerts.find((each) => each.code === code);
    if (step === 'end' && alert) return endAlert(ctx, deps, alert);
    const trouble = troubles.find((each) => codeOf(each) === code);
    if (!trouble) return;
    if (step === 'begin') {
      const { since, reason } = trouble;
      await insertOnce(ctx.db, Alert, [{ code, since, reason, toldAt: null }], ['code']);
    }
    if (step !== null && canTell(troubles)) await tellOnce(ctx, deps, trouble);
  };

function nextStep(code: string, troubles: readonly Trouble[], alerts: readonly Alert[], now: Date): Step | null {
  const lasts = troubles.some((each) => codeOf(each) === code);
  const alert = alerts.find((each) => each.code === code);
  if (!alert) return lasts ? 'begin' : null;
  if (!lasts) return 'end';
  const owed = alert.toldAt === null || alert.toldAt <= addDays(now, -REMIND_AFTER_DAYS);
  return owed && canTell(troubles) ? 'tell' : null;
}

const canTell = (troubles: readonly Trouble[]): boolean => !troubles.some((each) => codeOf(each) === CHAT_PAUSED);

async function tellOnce(ctx: Ctx, deps: WatchDeps, trouble: Trouble): Promise<void> {
  const code = codeOf(trouble);
  const { since } = await ctx.db.findOneByOrFail(Alert, { code });
  const first = await ctx.db.update(Alert, { code, toldAt: IsNull() }, { toldAt: ctx.now });
  if (first.affected === 1) return tell(ctx, deps, { ...trouble, since }, 'begun');
  const longAgo = LessThanOrEqual(addDays(ctx.now, -REMIND_AFTER_DAYS));
  const again = await ctx.db.update(Alert, { code, toldAt: longAgo }, { toldAt: ctx.now });
  if (again.affected === 1) await tell(ctx, deps, { ...trouble, since }, 'lasting');
}

/** Who was told that something is stuck is told that it is over; that the chat was silent, nobody could be told before. */
async function endAlert(ctx: Ctx, deps: WatchDeps, { code, since, reason, toldAt }: Alert): Promise<void> {
  const { affected } = await ctx.db.delete(Alert, { code });
  if (affected !== 1 || (toldAt === null && code !== CHAT_PAUSED)) return;
  const [kind, subject = null] = code.split(/:(.*)/s) as [Trouble['kind'], string?];
  await tell(ctx, deps, { kind, subject, since, count: null, reason }, 'over');
}

async function tell(ctx: Ctx, { admins, nameOf }: WatchDeps, trouble: Trouble, state: 'begun' | 'lasting' | 'over') {
  const { kind, subject, since, count, reason } = trouble;
  const notice = {
    ...{ kind: 'trouble' as const, state, trouble: kind, subject: subject && nameOf(subject), count, reason },
    ...{ since: since.toISOString(), at: ctx.now.toISOString() },
  };
  for (const userId of await recipients(ctx, admins)) {
    await ctx.send(chatAlert, { userId, id: ctx.newId(), notice });
  }
}

/** The admins as WeCom writes them; one whom the directory has not told of is addressed as the settings name him. */
async function recipients({ db }: ReadCtx, admins: Admins): Promise<string[]> {
  const members = await db.findBy(Member, { userKey: In([...admins]) });
  const known = new Map(members.map((member) => [member.userKey, member]));
  return [...admins].flatMap((admin) => {
    const member = known.get(admin);
    return member?.status === 'left' ? [] : [member?.userId ?? admin];
  });
}

import { Installation } from '../entities/installation.ts';
import { insertOnce } from './db/insert-once.ts';
import type { Ctx } from './kernel/context.ts';
import { DomainError } from './kernel/errors.ts';

const ID = 'this';

/** Stamps a new database with its corp; refuses one that belongs to another corp, or the sandbox on a company's own. */
export async function claimInstallation(
  ctx: Ctx,
  { corpId, sandbox }: { corpId: string; sandbox: boolean },
): Promise<Installation> {
  const stamp: Installation = { id: ID, corpId, sandbox, seededAt: null, createdAt: ctx.now };
  // Several processes may begin together on a new database.
  // Several processes may begin together on a new database.
  const read = () => ctx.db.findOneBy(Installation, { id: ID });
  if (!(await read())) await insertOnce(ctx.db, Installation, [stamp], ['id']);
  const known = (await read()) ?? stamp;
  if (known.corpId === corpId && known.sandbox === sandbox) return known;
  throw new DomainError('conflict', 'installation.other-corp', wrongOwner(known, corpId, sandbox));
}

function wrongOwner(known: Installation, corpId: string, sandbox: boolean): string {
  if (sandbox)
    return `这个数据库属于企业 ${known.corpId}，沙盒不能用它。请补上 WECOM_* 设置，或用 DATABASE_URL 换一个库。`;
  if (known.sandbox) return '这个数据库里是沙盒的演示数据，不能接企业微信。请用 DATABASE_URL 换一个空库。';
  return `这个数据库属于企业 ${known.corpId}，和 WECOM_CORP_ID（${corpId}）不一致。请改回来，或用 DATABASE_URL 换一个库。`;
}

/** Keeps that the demo company's past has been loaded. */
export async function markSeeded(ctx: Ctx): Promise<void> {
  await ctx.db.update(Installation, { id: ID }, { seededAt: ctx.now });
}

import { In } from 'typeorm';
import { Department } from '../../entities/department.ts';
import { Member, MemberDepartment } from '../../entities/member.ts';
import type { ReadCtx } from '../kernel/context.ts';
import { membersCounted } from './policy.ts';

/** Whose work the actor's figures tell of, in words: 销售一部 · 6 人, 全公司 · 12 人, or his own name. */
export async function whoseFigures(ctx: ReadCtx): Promise<string> {
  const { db, actor } = ctx;
  const memberIds = membersCounted(actor);
  if (memberIds === null) return `全公司 · ${await db.countBy(Member, { status: 'active' })} 人`;
  if (actor.kind === 'member' && memberIds.length === 1) return actor.name;
  const led = await db.findBy(MemberDepartment, { memberId: memberIds[0] ?? '', isLeader: true });
  const [department] = await db.find(Department, {
    where: { id: In(led.map(({ departmentId }) => departmentId)) },
    order: { id: 'ASC' },
  });
  const working = await db.countBy(Member, { id: In([...memberIds]), status: 'active' });
  return `${department?.name ?? '我的团队'} · ${working} 人`;
}

import { Entity, PrimaryColumn } from 'typeorm';
import { Count, Flag, Id, Index, Instant, Ref, Words } from './columns.ts';

/** A member of staff (员工): a WeCom user of the corp. */
@Entity('members')
@Index('ux_members_user_key', ['userKey'], { unique: true })
export class Member {
  @Id() id!: string;
  /** WeCom's userid as it was written last. */
  @Words(64) userId!: string;
  /** The userid in lower case: WeCom compares userids without case. */
  @Words(64) userKey!: string;
  @Words(64) name!: string;
  @Words(128, { nullable: true }) position!: string | null;
  @Words(8) status!: 'active' | 'left';
  /** When the app greeted him; each member is greeted once. */
  @Instant({ nullable: true }) greetedAt!: Date | null;
  /** When WeCom last told who he is; null while only his userid is known. */
  @Instant({ nullable: true }) syncedAt!: Date | null;
  @Instant() createdAt!: Date;
}

/** That a member belongs to a department, perhaps as its leader. */
@Entity('member_departments')
@Index('ix_member_departments_department', ['departmentId'])
export class MemberDepartment {
  @Ref('Member', 'fk_member_departments_member', { primary: true }) memberId!: string;
  /** No constraint: WeCom may name a department that the app cannot see. */
  @PrimaryColumn({ type: 'integer' }) departmentId!: number;
  @Flag() isLeader!: boolean;
}

/** WeCom's direct leader (直属上级) of a member, by lower-cased userid, since he may not be known yet. */
@Entity('member_leaders')
export class MemberLeader {
  @Ref('Member', 'fk_member_leaders_member', { primary: true }) memberId!: string;
  @PrimaryColumn({ type: 'varchar', length: 64 }) leaderKey!: string;
  @Count() position!: number;
}

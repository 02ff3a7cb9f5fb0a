import { Entity, PrimaryColumn } from 'typeorm';
import { Count, Flag, Id, Index, Instant, LongText, Ref, Words } from './columns.ts';

/** A customer (客户): one person, whoever of the company knows him. */
@Entity('customers')
@Index('ux_customers_external_user', ['externalUserId'], { unique: true })
@Index('ix_customers_owner', ['ownerId', 'id'])
@Index('ix_customers_name', ['name'])
@Index('ix_customers_sound', ['sound'])
export class Customer {
  @Id() id!: string;
  /** WeCom's external_userid (`wm…`, `wo…`); null until he is somebody's WeCom contact. */
  @Words(64, { nullable: true }) externalUserId!: string | null;
  @Words(128) name!: string;
  /** His company, as far as known. */
  @Words(128, { nullable: true }) company!: string | null;
  @Words(32, { nullable: true }) phone!: string | null;
  /** Where he stands before the deal. */
  @Words(16) stage!: 'lead' | 'contacted' | 'needs' | 'quoted' | 'negotiating' | 'won';
  /** Where he came from, e.g. the state of a contact way or `chat`. */
  @Words(64, { nullable: true }) source!: string | null;
  /** The rep who answers for the follow-up. */
  @Ref('Member', 'fk_customers_owner') ownerId!: string;
  /** Full pinyin, initials and sound-normalised key of the name. */
  @Words(255) pinyin!: string;
  @Words(64) initials!: string;
  @Words(255) sound!: string;
  @Count() followupCount!: number;
  @Instant({ nullable: true }) lastFollowedUpAt!: Date | null;
  @Instant() createdAt!: Date;
}

/** A string by which a customer is found: prefixes of it are looked up in the index. */
@Entity('customer_tokens')
@Index('ix_customer_tokens_customer', ['customerId'])
export class CustomerToken {
  @PrimaryColumn({ type: 'varchar', length: 64 }) token!: string;
  @Ref('Customer', 'fk_customer_tokens_customer', { primary: true }) customerId!: string;
}

/** That a member has the customer as his WeCom contact, or had him. */
@Entity('customer_relations')
@Index('ix_customer_relations_member', ['memberId', 'customerId'])
export class CustomerRelation {
  @Ref('Customer', 'fk_customer_relations_customer', { primary: true }) customerId!: string;
  @Ref('Member', 'fk_customer_relations_member', { primary: true }) memberId!: string;
  /** The member's own name for him (备注). */
  @Words(64, { nullable: true }) remark!: string | null;
  @LongText({ nullable: true }) description!: string | null;
  /** WeCom's add_way number (wecom-api 6). */
  @Count({ nullable: true }) addWay!: number | null;
  @Words(64, { nullable: true }) state!: string | null;
  /** The customer added the member, who has not added back yet. */
  @Flag() half!: boolean;
  /** When a welcome message was planned; each relation gets one at most. */
  @Instant({ nullable: true }) welcomedAt!: Date | null;
  @Instant() since!: Date;
  @Instant({ nullable: true }) endedAt!: Date | null;
  @Words(8, { nullable: true }) endedBy!: 'member' | 'customer' | null;
}

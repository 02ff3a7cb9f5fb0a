import { Entity } from 'typeorm';
import { Id, Index, Ref, Words } from './columns.ts';

/** A tag (标签) that customers can bear. */
@Entity('tags')
@Index('ux_tags_wecom', ['wecomId'], { unique: true })
@Index('ix_tags_name', ['name'])
export class Tag {
  @Id() id!: string;
  @Words(64) groupName!: string;
  @Words(64) name!: string;
  /** WeCom's tag id (`et…`, `st…`); null for a tag that only this product knows. */
  @Words(64, { nullable: true }) wecomId!: string | null;
}

/** That a customer bears a tag, whichever member put it on him. */
@Entity('customer_tags')
@Index('ix_customer_tags_tag', ['tagId', 'customerId'])
export class CustomerTag {
  @Ref('Customer', 'fk_customer_tags_customer', { primary: true }) customerId!: string;
  @Ref('Tag', 'fk_customer_tags_tag', { primary: true }) tagId!: string;
}

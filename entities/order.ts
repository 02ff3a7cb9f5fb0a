import { Entity } from 'typeorm';
import { Count, Fen, Flag, Id, Index, Instant, Ref, Words } from './columns.ts';

/** An order (订单): something that a customer has bought. */
@Entity('orders')
@Index('ux_orders_deal', ['dealId'], { unique: true })
@Index('ix_orders_customer', ['customerId', 'placedAt'])
@Index('ix_orders_placed', ['placedAt'])
export class Order {
  @Id() id!: string;
  @Ref('Customer', 'fk_orders_customer') customerId!: string;
  /** The deal that it closed; null where it came in without one. */
  @Ref('Deal', 'fk_orders_deal', { nullable: true }) dealId!: string | null;
  @Words(128) title!: string;
  @Fen() amountFen!: number;
  @Words(64, { nullable: true }) category!: string | null;
  /** Bought at a price off. */
  @Flag() discounted!: boolean;
  @Instant() placedAt!: Date;
  @Instant() createdAt!: Date;
}

/** What a customer has bought in all; kept with each order, so that nobody has to add up. */
@Entity('customer_values')
@Index('ix_customer_values_total', ['totalFen', 'customerId'])
@Index('ix_customer_values_last', ['lastOrderAt', 'customerId'])
export class CustomerValue {
  @Ref('Customer', 'fk_customer_values_customer', { primary: true }) customerId!: string;
  @Count() orderCount!: number;
  @Fen() totalFen!: number;
  @Instant() firstOrderAt!: Date;
  @Instant() lastOrderAt!: Date;
}

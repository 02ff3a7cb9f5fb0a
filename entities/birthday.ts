import { Entity } from 'typeorm';
import { Count, Flag, Index, Ref, Words } from './columns.ts';

/** A customer's birthday (生日) as numbers of its calendar, never as an instant; found by the day on which it is kept. */
@Entity('birthdays')
@Index('ix_birthdays_day', ['calendar', 'month', 'day'])
export class Birthday {
  @Ref('Customer', 'fk_birthdays_customer', { primary: true }) customerId!: string;
  @Words(8) calendar!: 'solar' | 'lunar';
  /** Of the same calendar; null where only the day is known. */
  @Count({ nullable: true }) year!: number | null;
  @Count() month!: number;
  @Count() day!: number;
  /** Born in the leap month (闰月) of that number; always false in the solar calendar. */
  @Flag() leap!: boolean;
}

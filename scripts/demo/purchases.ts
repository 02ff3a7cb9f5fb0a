import { addDays, toShanghai } from '../../server/kernel/dates.ts';
import { BEAN_FEN, type Facts } from './businesses.ts';
import type { TimeOfDay } from './calendar.ts';
import type { Contact, Journey, Purchase } from './journey.ts';
import type { Random } from './random.ts';

/** What machines, grinders and the like are called in orders. */
const MACHINES = '咖啡机';
const BEANS = '咖啡豆';
const PERCENT_OFF = 10;

/** A machine at its price. */
export const machine = (title: string, amountFen: number): Purchase => ({
  ...{ title, amountFen, category: MACHINES, discounted: false },
});

/** Beans by the kilogram. */
export const beans = (name: string, kilos: number): Purchase => ({
  ...{ title: `${name} ${kilos} 公斤`, amountFen: kilos * BEAN_FEN, category: BEANS, discounted: false },
});

/** The same orders again and again, every so many days from one instant to another. */
export function standing(purchase: Purchase, from: Date, until: Date, everyDays: number): Journey['purchases'] {
  const orders: Journey['purchases'] = [];
  for (let at = addDays(from, everyDays); at <= until; at = addDays(at, everyDays)) orders.push({ at, ...purchase });
  return orders;
}

/**
 * The beans that come in by themselves, at the customer's own pace, from his machine until he was lost sight of;
 * none around a contact at which he orders anyway.
 */
export function beanOrders(
  facts: Facts,
  { from, until, contacts }: { from: Date; until: Date; contacts: readonly Contact[] },
  random: Random,
): Journey['purchases'] {
  const pace = random.int(70, 135);
  const kilos = Number(facts.kg);
  const near = contacts.filter(({ order, deal }) => order ?? deal).map(({ at }) => at.getTime());
  const orders: Journey['purchases'] = [];
  for (let day = addDays(from, random.int(18, 40)); ;) {
    const at = atTime(day, `${random.int(9, 17)}:${random.int(0, 59)}`);
    if (at > until) return orders;
    const amount = Math.max(2, Math.round((kilos * random.int(80, 125)) / 100));
    if (!near.some((time) => Math.abs(time - at.getTime()) < APART_MS)) {
      orders.push({ at, ...duringSales(beans(random.chance(0.8) ? facts.bean : facts.other, amount), at, random) });
    }
    day = addDays(day, Math.round((pace * random.int(85, 115)) / 100));
  }
}

const APART_MS = 14 * 86_400_000;

/** In June and November, when everybody lowers prices, half of them buy at a price off. */
function duringSales(purchase: Purchase, at: Date, random: Random): Purchase {
  const { month, day } = toShanghai(at);
  const sale = (month === 11 && day <= 15) || (month === 6 && day >= 5 && day <= 20);
  if (!sale || random.chance(0.5)) return purchase;
  return { ...purchase, amountFen: (purchase.amountFen * (100 - PERCENT_OFF)) / 100, discounted: true };
}

function atTime(day: Date, time: TimeOfDay): Date {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const { hour: hourThen, minute: minuteThen, second } = toShanghai(day);
  const midnight = day.getTime() - ((hourThen * 60 + minuteThen) * 60 + second) * 1000;
  return new Date(midnight + (hour * 60 + minute) * 60_000);
}

/** One holiday of a State Council notice, as `MM-DD`: the days off from first to last, and the weekend days worked instead. */
export interface StatutoryHoliday {
  name: string;
  from: string;
  to: string;
  work: readonly string[];
}

/** The notices known so far, by year; a year without one is only expected (预计). */
export type StatutoryYears = Readonly<Record<number, readonly StatutoryHoliday[]>>;

/** What the State Council announced for 2024 to 2026; later years are imported by an admin when their notice is out. */
export const STATUTORY_YEARS: StatutoryYears = {
  2024: [
    { name: '元旦', from: '01-01', to: '01-01', work: [] },
    { name: '春节', from: '02-10', to: '02-17', work: ['02-04', '02-18'] },
    { name: '清明节', from: '04-04', to: '04-06', work: ['04-07'] },
    { name: '劳动节', from: '05-01', to: '05-05', work: ['04-28', '05-11'] },
    { name: '端午节', from: '06-08', to: '06-10', work: [] },
    { name: '中秋节', from: '09-15', to: '09-17', work: ['09-14'] },
    { name: '国庆节', from: '10-01', to: '10-07', work: ['09-29', '10-12'] },
  ],
  2025: [
    { name: '元旦', from: '01-01', to: '01-01', work: [] },
    { name: '春节', from: '01-28', to: '02-04', work: ['01-26', '02-08'] },
    { name: '清明节', from: '04-04', to: '04-06', work: [] },
    { name: '劳动节', from: '05-01', to: '05-05', work: ['04-27'] },
    { name: '端午节', from: '05-31', to: '06-02', work: [] },
    { name: '国庆中秋', from: '10-01', to: '10-08', work: ['09-28', '10-11'] },
  ],
  2026: [
    { name: '元旦', from: '01-01', to: '01-03', work: ['01-04'] },
    { name: '春节', from: '02-15', to: '02-23', work: ['02-14', '02-28'] },
    { name: '清明节', from: '04-04', to: '04-06', work: [] },
    { name: '劳动节', from: '05-01', to: '05-05', work: ['05-09'] },
    { name: '端午节', from: '06-19', to: '06-21', work: [] },
    { name: '国庆节', from: '10-01', to: '10-07', work: ['09-20', '10-10'] },
    { name: '中秋节', from: '09-25', to: '09-27', work: [] },
  ],
};

export interface ComingDay {
  day: string;
  currency: string;
  count: number;
  totalMinor: number;
}

/** Coming invoices summed by charge day and currency, the earliest first. */
export function comingByDay(
  invoices: readonly { charge_on: string; currency: string; total_minor: number }[],
): ComingDay[] {
  const days = new Map<string, ComingDay>();
  for (const { charge_on, currency, total_minor } of invoices) {
    const key = `${charge_on} ${currency}`;
    const day = days.get(key) ?? { day: charge_on, currency, count: 0, totalMinor: 0 };
    days.set(key, { ...day, count: day.count + 1, totalMinor: day.totalMinor + total_minor });
  }
  return [...days.values()].toSorted((left, right) => left.day.localeCompare(right.day));
}

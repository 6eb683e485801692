/** What one member is billed in one month, there or here. */
export type ForecastRow = {
  memberKey: string;
  /** 'YYYY-MM'. */
  month: string;
  currency: string;
  amountMinor: number;
};

export type ForecastDifference = {
  memberKey: string;
  month: string;
  currency: string;
  thereMinor: number;
  hereMinor: number;
};

export type ForecastComparison = {
  /** Equal member-months. */
  equal: number;
  differences: ForecastDifference[];
  totals: { month: string; currency: string; thereMinor: number; hereMinor: number }[];
};

type Cell = {
  memberKey: string;
  month: string;
  currency: string;
  thereMinor: number;
  hereMinor: number;
};

function fill({
  cells,
  rows,
  side,
}: {
  cells: Map<string, Cell>;
  rows: readonly ForecastRow[];
  side: "thereMinor" | "hereMinor";
}): void {
  for (const { memberKey, month, currency, amountMinor } of rows) {
    const key = JSON.stringify([memberKey, month, currency]);
    const cell = cells.get(key) ?? { memberKey, month, currency, thereMinor: 0, hereMinor: 0 };
    cell[side] += amountMinor;
    cells.set(key, cell);
  }
}

function byMonthThenMember(one: Cell, other: Cell): number {
  if (one.month !== other.month) return one.month < other.month ? -1 : 1;
  return one.memberKey < other.memberKey ? -1 : 1;
}

/** Compares the coming months here with the old system's export, member by member and month by month (CUT-3). */
export function compareForecast({
  there,
  here,
}: {
  there: readonly ForecastRow[];
  here: readonly ForecastRow[];
}): ForecastComparison {
  const cells = new Map<string, Cell>();
  fill({ cells, rows: there, side: "thereMinor" });
  fill({ cells, rows: here, side: "hereMinor" });
  const sorted = [...cells.values()].toSorted(byMonthThenMember);
  const totals = new Map<string, ForecastComparison["totals"][number]>();
  for (const { month, currency, thereMinor, hereMinor } of sorted) {
    const key = JSON.stringify([month, currency]);
    const total = totals.get(key) ?? { month, currency, thereMinor: 0, hereMinor: 0 };
    totals.set(key, {
      ...total,
      thereMinor: total.thereMinor + thereMinor,
      hereMinor: total.hereMinor + hereMinor,
    });
  }
  const differences = sorted.filter(({ thereMinor, hereMinor }) => thereMinor !== hereMinor);
  return { equal: sorted.length - differences.length, differences, totals: [...totals.values()] };
}

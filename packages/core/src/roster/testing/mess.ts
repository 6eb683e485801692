import type { RosterFieldKey } from "../fields.ts";
import { textCell, type RosterCell, type RosterGrid } from "../grid.ts";
import { randomFrom, type Layout, type Person } from "./rosterLayouts.ts";

type Mess = {
  field: RosterFieldKey;
  make: (text: string, layout: Layout) => string;
  outcome: "held" | "kept" | "dropped";
};

function impossible({ settings }: Layout): string {
  return settings["date_order"] === "MDY"
    ? "02/30/2026"
    : settings["date_order"] === "YMD"
      ? "2026-02-30"
      : "30.02.2026";
}

/** What people and exports do to cells, and whether the row must be held, kept as it was, or only loses the value. */
const messes: readonly Mess[] = [
  ...[
    "",
    "N/A",
    "#REF!",
    "#BEZUG!",
    "########",
    "pending",
    "siehe Notiz",
    "05/2026",
    "1/0/1900",
  ].map((text): Mess => ({ field: "last_billed", make: () => text, outcome: "held" })),
  { field: "last_billed", make: (_, layout) => impossible(layout), outcome: "held" },
  ...["", "#N/A", "unbekannt", "2/30/1980", "4/4/2043", "1980"].map((text): Mess => ({
    field: "dob",
    make: () => text,
    outcome: "held",
  })),
  ...["when billed", "bi-monthly", "biannual", "#VALUE!", "5"].map((text): Mess => ({
    field: "interval",
    make: () => text,
    outcome: "held",
  })),
  ...["-20.00", "($20.00)", "€ -5"].map((text): Mess => ({
    field: "price_cents",
    make: () => text,
    outcome: "held",
  })),
  ...["ask Dana", "TBD", "#WERT!", ""].map((text): Mess => ({
    field: "price_cents",
    make: () => text,
    outcome: "dropped",
  })),
  ...["7.85555E+09", "555", "n/a", "#REF!"].map((text): Mess => ({
    field: "phone",
    make: () => text,
    outcome: "dropped",
  })),
  ...["ann@@example.org", "ann at example.org", "none"].map((text): Mess => ({
    field: "email",
    make: () => text,
    outcome: "dropped",
  })),
  ...(["plan_name", "price_cents", "interval", "last_billed", "dob"] as const).flatMap(
    (field): Mess[] => [
      { field, make: (text) => `\u00a0${text}\t`, outcome: "kept" },
      { field, make: (text) => `\u200b ${text} `, outcome: "kept" },
    ],
  ),
  { field: "last_billed", make: (text) => `'${text}`, outcome: "kept" },
  { field: "interval", make: (text) => text.toUpperCase(), outcome: "kept" },
];

export type Injected = {
  index: number;
  field: RosterFieldKey;
  text: string;
  outcome: Mess["outcome"];
};

/** The grid with a share of its payers' rows each spoilt in one cell. */
export function spoil({
  grid,
  layout,
  people,
  seed,
}: {
  grid: RosterGrid;
  layout: Layout;
  people: readonly Person[];
  seed: number;
}): { grid: RosterGrid; injected: Injected[] } {
  const random = randomFrom(seed * 7919);
  const firstRow = (layout.above?.length ?? 0) + 1;
  const rows = grid.rows.map((cells) => [...cells]);
  const injected: Injected[] = [];
  people.forEach((person, index) => {
    const mess = messes[random(messes.length)];
    const column = layout.columns.findIndex(({ field }) => field === mess?.field);
    const isAlone = layout.columns.filter(({ field }) => field === mess?.field).length === 1;
    // Where families are held together by email, a spoilt one takes the family apart.
    const isLink =
      mess?.field === "email" && layout.columns.some(({ field }) => field === "payer_email");
    if (
      isLink ||
      mess === undefined ||
      column < 0 ||
      !isAlone ||
      person.payer !== null ||
      random(3) !== 0
    )
      return;
    const cells = rows[firstRow + index] as RosterCell[];
    const before = cells[column];
    const text = mess.make(before?.kind === "text" ? before.text : "", layout);
    cells[column] = textCell(text);
    injected.push({ index, field: mess.field, text, outcome: mess.outcome });
  });
  return { grid: { ...grid, rows }, injected };
}

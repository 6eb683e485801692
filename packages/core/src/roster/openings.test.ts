import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { previewRoster } from "./preview.ts";
import { readSheet } from "./testing/sheetOf.ts";

const header = "Name|Cycle|Last billed";
const read = (column: string, cell: string, settings: Record<string, unknown> = {}) =>
  readSheet([`${header}|${column}`, `Ann Abbott|Monthly|2026-05-01|${cell}`], settings);
const brought = (column: string, cell: string, settings: Record<string, unknown> = {}) =>
  read(column, cell, settings).rows[1]?.openings.map(
    ({ kind, amountMinor, on }) => `${kind} ${amountMinor} ${on}`,
  );

describe("ROS-26: what is owed and what is credit, by the words of header and cell", () => {
  test.each([
    ["Balance", "50.00", ["owed 5000 2026-05-15"]],
    ["Balance due", "$1,250.00", ["owed 125000 2026-05-15"]],
    ["Balance", "(50.00)", ["credit 5000 2026-05-15"]],
    ["Balance", "50.00 CR", ["credit 5000 2026-05-15"]],
    ["Balance", "USD 50.00 DR", ["owed 5000 2026-05-15"]],
    ["Outstanding", "-20.00", ["credit 2000 2026-05-15"]],
    ["Saldo", "20,00 H", ["credit 2000 2026-05-15"]],
    ["Saldo", "20,00 S", ["owed 2000 2026-05-15"]],
    ["Offener Betrag", "20,00", ["owed 2000 2026-05-15"]],
    ["Solde dû", "20,00", ["owed 2000 2026-05-15"]],
    ["Saldo a favor", "20,00", ["credit 2000 2026-05-15"]],
    ["Guthaben", "20,00", ["credit 2000 2026-05-15"]],
    ["Account credit", "35.50", ["credit 3550 2026-05-15"]],
    ["Last payment amount", "99.00", ["paid_before 9900 2026-05-01"]],
    ["Balance", "0.00", []],
    ["Balance", "paid in full", []],
    ["Balance", "n/a", []],
  ])("%s %s: %j", (column, cell, entries) => {
    const settings = /Saldo|Betrag|Solde|Guthaben/.test(column) ? { decimal: "," } : {};
    expect(brought(column, cell, settings)).toEqual(entries);
  });

  test.each([
    ["Balance", "50.00 since March, ask Dana"],
    ["Balance", "see ledger"],
    ["Account credit", "-35.50"],
    ["Account credit", "35.50 owed"],
    ["Last payment amount", "-99.00"],
    ["Balance", "EUR 50.00"],
    ["Balance", "#REF!"],
    ["Balance", "50.00 CR due"],
  ])("%s %s holds its row and says what would be right", (column, cell) => {
    const settings = { columns: [{ column: 4, header: column, field: fieldOf(column) }] };
    const row = read(column, cell, settings).rows[1];
    expect(row).toMatchObject({ outcome: "error", openings: [], startDate: null });
    const issue = row?.issues.find(({ level }) => level === "error");
    expect(issue).toMatchObject({ column: 4, found: cell });
    expect(issue?.wanted).not.toBe("");
  });
});

function fieldOf(column: string): string {
  if (column === "Account credit") return "credit_cents";
  return column === "Balance" ? "balance_cents" : "last_payment_cents";
}

describe("ROS-26: signs that a header does not explain are asked before any row is taken", () => {
  const sheet = [
    `${header}|Balance`,
    "Ann Abbott|Monthly|2026-05-01|50.00",
    "Bob Brown|Monthly|2026-05-01|-20.00",
  ];
  const outcome = (settings: Record<string, unknown> = {}) => {
    const reading = readSheet(sheet, settings);
    return {
      codes: reading.questions.filter(({ isBlocking }) => isBlocking).map(({ code }) => code),
      kinds: reading.rows.flatMap(({ openings }) => openings.map(({ kind }) => kind)),
      outcomes: reading.rows.slice(1).map((row) => row.outcome),
    };
  };
  test("open: nothing is taken", () => {
    expect(outcome()).toEqual({
      codes: ["balance_sign_unknown"],
      kinds: [],
      outcomes: ["needs_choice", "needs_choice"],
    });
  });
  test.each([
    ["positive_is_owed", ["owed", "credit"]],
    ["positive_is_credit", ["credit", "owed"]],
  ])("%s: %j", (sign, kinds) => {
    expect(outcome({ balance_sign: sign })).toMatchObject({ codes: [], kinds });
  });
  test("the same column under a header that says who owes is not asked", () => {
    const named = sheet.map((line) => line.replace("Balance", "Balance due"));
    expect(readSheet(named).questions.map(({ code }) => code)).not.toContain(
      "balance_sign_unknown",
    );
  });
});

test("ROS-26: payments are history until somebody says that the money is still there", () => {
  const sheet = [
    "Name|Cycle|Last billed|Last payment date|Amount paid",
    "Ann Abbott|Monthly|2026-05-01|2026-05-03|99.00",
  ];
  const open = readSheet(sheet);
  expect(open.questions.map(({ code }) => code)).toContain("payments_meaning");
  expect(open.rows[1]?.openings).toMatchObject([
    { kind: "paid_before", amountMinor: 9900, on: "2026-05-03" },
  ]);
  expect(open.rows[1]?.startDate).toBe("2026-06-01");
  const kept = readSheet(sheet, { payments_are: "on_account" });
  expect(kept.rows[1]?.openings).toMatchObject([{ kind: "credit", amountMinor: 9900 }]);
  expect(kept.questions.map(({ code }) => code)).not.toContain("payments_meaning");
});

test("ROS-26: a credit said twice is one credit, and two amounts for it hold the row", () => {
  const sheet = (credit: string) => [
    `${header}|Balance|Credit`,
    `Ann Abbott|Monthly|2026-05-01|20.00 CR|${credit}`,
  ];
  expect(readSheet(sheet("20.00")).rows[1]?.openings).toHaveLength(1);
  expect(readSheet(sheet("25.00")).rows[1]).toMatchObject({ outcome: "error", openings: [] });
});

test("ROS-26: openings never move a start and never raise a charge", () => {
  const amounts = fc.constantFrom("", "12.00", "7.50 CR", "0", "(3.00)", "250.00 DR");
  fc.assert(
    fc.property(fc.array(amounts, { minLength: 1, maxLength: 20 }), (cells) => {
      const lines = cells.map(
        (cell, at) => `Ann ${at} Abbott|Monthly|2026-05-0${(at % 9) + 1}|${cell}`,
      );
      const plain = previewRoster(
        readSheet([header, ...lines.map((line) => line.replace(/\|[^|]*$/, ""))]),
      );
      const withBalance = previewRoster(readSheet([`${header}|Balance`, ...lines]));
      expect(withBalance.charges).toEqual(plain.charges);
      expect(withBalance.totalsByDate).toEqual(plain.totalsByDate);
    }),
    { numRuns: 30 },
  );
});

import { spawnSync } from "node:child_process";
import type { PrintedInvoice } from "@rollbook/services/invoicePrint";
import { expect, test } from "vitest";
import { invoicePdf } from "./index.ts";
import { invoiceWords } from "./invoiceWords.ts";

type Line = PrintedInvoice["invoice"]["lines"][number];

const isInstalled = spawnSync("pdftotext", ["-v"]).error === undefined;
const names = [
  "Łukasz Żółć-Ősi",
  "Ελένη Παπαδοπούλου",
  "Ђорђе Їжакевич",
  "Þórður Ǧiżycki",
  "Đặng Ŵyn",
];

function line(changes: Partial<Line> = {}): Line {
  const tax = { ratePerMillion: 82_500, mode: "exclusive" };
  return {
    description: "Gold",
    periodStart: "2026-06-01",
    periodEnd: "2026-06-30",
    quantity: 1,
    netMinor: 10_000,
    taxMinor: 825,
    totalMinor: 10_825,
    tax,
    ...changes,
  } as Line;
}

function printed({ locale = "en-US", lines = [line()], ...changes } = {}): PrintedInvoice {
  const invoice = {
    kind: "membership",
    status: "partially_paid",
    number: 7,
    currency: "USD",
    issuedOn: "2026-06-01",
    dueOn: "2026-06-15",
    voidedOn: null,
    netMinor: 10_000,
    taxMinor: 825,
    totalMinor: 10_825,
    creditedMinor: 500,
    updatedAt: "2026-06-02T15:00:00.000Z",
    lines,
    ...changes,
  };
  return {
    practice: { name: "Überlingen Family Medicine", locale },
    payer: names,
    invoice: invoice as unknown as PrintedInvoice["invoice"],
    creditsNumber: null,
    payments: [{ on: "2026-06-02", method: "card", amountMinor: 4_000 }],
    balanceMinor: 6_325,
  };
}

const asText = async (invoice: PrintedInvoice): Promise<string> =>
  Buffer.from(await invoicePdf(invoice, { isCompressed: false })).toString("latin1");

test("says practice, number, days, tax by rate, payments and balance", () => {
  expect(invoiceWords(printed())).toEqual({
    title: "Invoice 7",
    practiceName: "Überlingen Family Medicine",
    payer: names,
    facts: [
      ["Issued", "June 1, 2026"],
      ["Due", "June 15, 2026"],
    ],
    lines: [{ description: "Gold", days: "June 1\u2009–\u200930, 2026", amount: "$100.00" }],
    sums: [
      ["Net", "$100.00"],
      ["Tax 8.25%", "$8.25"],
      ["Total", "$108.25"],
      ["Card, June 2, 2026", "-$40.00"],
      ["Credit notes", "-$5.00"],
    ],
    balance: ["Balance due", "$63.25"],
  });
});

test("dates and amounts are the practice's locale's", () => {
  const { facts, balance } = invoiceWords(printed({ locale: "de-DE" }));
  expect(facts[0]).toEqual(["Issued", "1. Juni 2026"]);
  expect(balance[1]).toBe("63,25\u00A0$");
});

test.each(names)("the letters of %s are in the file, each as itself", async (name) => {
  const file = await asText(printed());
  expect(file.startsWith("%PDF-")).toBe(true);
  for (const letter of name.replaceAll(" ", "")) {
    const code = (letter.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
    expect(file).toContain(`<${code}>`);
  }
});

test("the font is carried in the file", async () => {
  expect(await asText(printed())).toContain("/FontFile2");
});

test("a long invoice goes on on further pages", async () => {
  const lines = Array.from({ length: 120 }, (_, index) => line({ description: `Member ${index}` }));
  const file = await asText(printed({ lines }));
  expect(file.match(/\/Type \/Page\b/g)?.length).toBe(4);
});

test.skipIf(!isInstalled)("pdftotext reads every name back (needs poppler-utils)", async () => {
  const input = await invoicePdf(printed());
  const { stdout } = spawnSync("pdftotext", ["-layout", "-", "-"], { input, encoding: "utf8" });
  for (const name of names) expect(stdout.normalize("NFC")).toContain(name.normalize("NFC"));
  expect(stdout).toMatch(/Balance due\s+\$63\.25/);
});

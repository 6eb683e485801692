import { spawnSync } from "node:child_process";
import type { PrintedInvoice } from "@rollbook/services/invoicePrint";
import { expect, test } from "vitest";
import { invoicePdf } from "./index.ts";
import { invoiceWords } from "./invoiceWords.ts";
import { printable } from "./printable.ts";

type Line = PrintedInvoice["invoice"]["lines"][number];

const isInstalled = spawnSync("pdftotext", ["-v"]).error === undefined;
const names = [
  "Łukasz Żółć-Ősi",
  "Ελένη Παπαδοπούλου",
  "Ђорђе Їжакевич",
  "Þórður Ǧiżycki",
  "Đặng Ŵyn",
  "Արամ Խաչատրյան",
  "ნინო ბერიძე",
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

function printed({
  locale = "en-US",
  lines = [line()],
  ...changes
}: { locale?: string; lines?: Line[] } & Record<string, unknown> = {}): PrintedInvoice {
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

async function textOf(invoice: PrintedInvoice): Promise<string[]> {
  const input = await invoicePdf(invoice);
  const { stdout } = spawnSync("pdftotext", ["-layout", "-", "-"], { input, encoding: "utf8" });
  return stdout.split("\f").filter((page) => page.trim() !== "");
}

test("says practice, number, days, tax by rate, payments and balance", () => {
  expect(invoiceWords(printed())).toEqual({
    title: "Invoice 7",
    stamp: null,
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

test("the days of a line stand on the paper once, as the practice's locale writes them", () => {
  const description = "Gold, 1 June to 30 June 2026";
  const paper = printed({ invoice: { ...printed().invoice, lines: [line({ description })] } });
  expect(invoiceWords(paper).lines[0]?.description).toBe("Gold");
});

test.each([
  ["de-DE", "Rechnung 7", ["Rechnungsdatum", "1. Juni 2026"], ["Offener Betrag", "63,25\u00A0$"]],
  ["fr-FR", "Facture 7", ["Date", "1 juin 2026"], ["Reste à payer", "63,25\u00A0$US"]],
  ["es-ES", "Factura 7", ["Fecha", "1 de junio de 2026"], ["Saldo pendiente", "63,25\u00A0US$"]],
  ["fi-FI", "Invoice 7", ["Issued", "1. kesäkuuta 2026"], ["Balance due", "63,25\u00A0$"]],
])("words, dates and amounts are those of %s", (locale, title, issued, balance) => {
  const words = invoiceWords(printed({ locale }));
  expect(words).toMatchObject({ title, balance });
  expect(words.facts[0]).toEqual(issued);
});

test("a credit note says what it corrects, and what is void is stamped", () => {
  const note = printed({ kind: "credit_note", locale: "de-DE" });
  expect(invoiceWords({ ...note, creditsNumber: 3 })).toMatchObject({
    title: "Gutschrift 7 zu Rechnung 3",
    stamp: null,
  });
  const voided = printed({ status: "voided", voidedOn: "2026-06-03" });
  expect(invoiceWords(voided)).toMatchObject({ stamp: "Voided" });
  expect(invoiceWords(voided).facts).toContainEqual(["Voided", "June 3, 2026"]);
});

test.each(names)("the letters of %s are in the file, each as itself", async (name) => {
  const file = await asText(printed());
  expect(file.startsWith("%PDF-")).toBe(true);
  for (const letter of name.replaceAll(" ", "")) {
    const code = (letter.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
    expect(file).toContain(`<${code}>`);
  }
});

test.each([
  ["Georgian capitals", "ᲜᲘᲜᲝ ᲑᲔᲠᲘᲫᲔ", "ნინო ბერიძე"],
  ["signs of currencies", "100 \u20BE, 100 \u20BC", "100 GEL, 100 AZN"],
  ["letters in two pieces", "Z\u0307o\u0301łc\u0301", "Żółć"],
])("%s that the font lacks are printed as it can", (_name, text, printed) => {
  expect(printable(text)).toBe(printed);
});

test("the font is carried in the file", async () => {
  expect(await asText(printed())).toContain("/FontFile2");
});

test("a long invoice goes on on further pages", async () => {
  const lines = Array.from({ length: 120 }, (_, index) => line({ description: `Member ${index}` }));
  const file = await asText(printed({ lines }));
  expect(file.match(/\/Type \/Page\b/g)?.length).toBe(4);
});

test.skipIf(!isInstalled)(
  "each page has its headings and number, and long words wrap (needs poppler-utils)",
  async () => {
    const long = "Membership of the whole family with everything that the practice offers to it";
    const lines = Array.from({ length: 80 }, (_, index) =>
      line({ description: `${long} ${index}` }),
    );
    const pages = await textOf(printed({ lines }));
    expect(pages.length).toBeGreaterThan(3);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      if (page.includes("whole family")) expect(page).toMatch(/Description\s+Days\s+Amount/);
    }
    expect(pages.join(" ").match(/\$100\.00/g)?.length).toBe(80 + 1);
  },
);

test.skipIf(!isInstalled)("Hebrew runs from right to left (needs poppler-utils)", async () => {
  const [page = ""] = await textOf({ ...printed(), payer: ["משה בן־דוד כהן"] });
  expect(page.replaceAll(/[\u202A-\u202E\u00A0]/g, " ")).toContain("משה בן־דוד כהן");
});

test.skipIf(!isInstalled)("pdftotext reads every name back (needs poppler-utils)", async () => {
  const [page = ""] = await textOf(printed());
  for (const name of names) expect(page.normalize("NFC")).toContain(name.normalize("NFC"));
  expect(page).toMatch(/Balance due\s+\$63\.25/);
});

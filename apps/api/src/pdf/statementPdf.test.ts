import { spawnSync } from "node:child_process";
import { plainDate } from "@rollbook/core/calendar";
import { statementLineKinds } from "@rollbook/core/ledger";
import { expect, test } from "vitest";
import { statementPdf } from "./index.ts";

const isInstalled = spawnSync("pdftotext", ["-v"]).error === undefined;
const lines = statementLineKinds.map((kind, index) => ({
  on: plainDate("2026-06-01"),
  kind,
  reference: `${index + 1}`,
  amountMinor: 1_000,
  balanceMinor: 1_000 * (index + 1),
}));

const statement = (locale: string) =>
  statementPdf({
    practice: { name: "Überlingen Family Medicine", locale },
    payer: ["Łukasz Żółć-Ősi"],
    statement: { currency: "EUR", openingMinor: 0, lines, closingMinor: 10_000 },
    from: "2026-06-01",
    through: "2026-06-30",
    printedAt: "2026-07-01T00:00:00Z",
  });

test.skipIf(!isInstalled).each([
  ["en-US", ["Statement", "Balance before", "Invoice voided", "€100.00"]],
  ["de-DE", ["Kontoauszug", "Anfangssaldo", "Rechnung storniert", "100,00 €"]],
  ["fr-FR", ["Relevé de compte", "Solde antérieur", "Facture annulée", "100,00 €"]],
  ["es-ES", ["Estado de cuenta", "Saldo anterior", "Factura anulada", "100,00 €"]],
])(
  "PAY-13: a statement in %s says each act in its words (needs poppler-utils)",
  async (locale, words) => {
    const input = await statement(locale);
    const { stdout } = spawnSync("pdftotext", ["-layout", "-", "-"], { input, encoding: "utf8" });
    for (const word of words) expect(stdout.replaceAll("\u00A0", " ")).toContain(word);
  },
);

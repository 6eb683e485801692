import { spawnSync } from "node:child_process";
import { addDays, plainDate } from "@rollbook/core/calendar";
import { balancesOf, entryOf, exportJournal, LedgerAct } from "@rollbook/core/ledger";
import { minorFromDecimal, currency } from "@rollbook/core/money";
import { describe, expect, test } from "vitest";

const isInstalled = spawnSync("hledger", ["--version"]).status === 0;
const perKind = 120;
const methods = ["cash", "check", "ach", "direct_debit", "card", "other"] as const;
const currencies = ["USD", "JPY", "KWD"] as const;

/** The n-th act of a kind: another day, currency, method and amount each time, without chance. */
function actOf({ kind, n }: { kind: LedgerAct["kind"]; n: number }): LedgerAct {
  const amountMinor = 1 + ((n * 7_919) % 250_000);
  const common = {
    id: `led_${kind}_${n}`,
    on: addDays(plainDate("2025-11-03"), (n * 37) % 400),
    currency: currency(currencies[n % currencies.length] ?? "USD"),
    payer: { kind: "patient", id: `pat_${n % 50}` },
    reference: `${kind} ${n}; Łukasz "O'Neil" (x)\n2026-01-01 *`,
  } as const;
  const method = methods[n % methods.length] ?? "other";
  const income = [
    { kind: "base", netMinor: amountMinor },
    { kind: "enrollment_fee", netMinor: n % 3 === 0 ? 5_000 : 0 },
  ] as const;
  const taxMinor = Math.round(amountMinor / 12);
  switch (kind) {
    case "invoice_issued":
    case "invoice_voided":
      return LedgerAct.parse({ kind, ...common, income, taxMinor });
    case "credit_note_issued":
      return LedgerAct.parse({
        kind,
        ...common,
        income,
        taxMinor,
        toUnallocatedMinor: n % 2 === 0 ? 1 : 0,
      });
    case "payment_received":
    case "payment_refunded":
      return LedgerAct.parse({ kind, ...common, amountMinor, method });
    case "payment_corrected":
      return LedgerAct.parse({ kind, ...common, amountMinor, method, isOpening: n % 2 === 0 });
    default:
      return LedgerAct.parse({ kind, ...common, amountMinor });
  }
}

const kinds = LedgerAct.options.map((option) => option.shape.kind.value);
const entries = kinds.flatMap((kind) =>
  Array.from({ length: perKind }, (_, n) => entryOf(actOf({ kind, n }))),
);
const journal = exportJournal({ entries, title: "A practice with every kind of entry" });

function hledger(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync("hledger", ["-f", "-", ...args], {
    input: journal,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  });
}

function readBalances(csv: string): Record<string, Record<string, number>> {
  const balances: Record<string, Record<string, number>> = {};
  for (const line of csv.split("\n").slice(1)) {
    const [, account, amounts] = /^"([^"]*)","([^"]*)"$/.exec(line.trim()) ?? [];
    if (!account || !amounts || account === "total") continue;
    for (const amount of amounts.split(", ")) {
      const [decimal = "", code = ""] = amount.split(" ");
      const minor = minorFromDecimal({
        decimal: decimal.replace(/\.$/, ""),
        currency: currency(code),
      });
      (balances[account] ??= {})[code] = minor ?? Number.NaN;
    }
  }
  return balances;
}

function withoutZeros(
  balances: Record<string, Record<string, number>>,
): Record<string, Record<string, number>> {
  const kept = Object.entries(balances).map(
    ([account, sums]) =>
      [
        account,
        Object.fromEntries(Object.entries(sums).filter(([, minor]) => minor !== 0)),
      ] as const,
  );
  return Object.fromEntries(kept.filter(([, sums]) => Object.keys(sums).length > 0));
}

const note = isInstalled ? "" : " (skipped: hledger is not installed; apt-get install hledger)";

describe(`the journal in hledger${note}`, () => {
  test.skipIf(!isInstalled)(
    "passes check --strict ordereddates with at least 100 entries of every kind",
    () => {
      const { status, stderr } = hledger("check", "--strict", "ordereddates");
      expect(stderr).toBe("");
      expect(status).toBe(0);
      expect(journal.match(/^\d{4}-\d\d-\d\d \* /gm)).toHaveLength(kinds.length * perKind);
    },
  );

  test.skipIf(!isInstalled)("has the same balances to the smallest unit", () => {
    const { stdout } = hledger("balance", "--flat", "--no-total", "-O", "csv");
    expect(readBalances(stdout)).toEqual(withoutZeros(balancesOf(entries)));
  });

  test.skipIf(!isInstalled)("bites when an entry does not balance", () => {
    const broken = journal.replace(/(assets:receivable +)(-?\d+)/, "$199$2");
    const { status } = spawnSync("hledger", ["-f", "-", "check", "--strict", "ordereddates"], {
      input: broken,
    });
    expect(status).not.toBe(0);
  });
});

import { spawnSync } from "node:child_process";
import { earlierEffects, ledgerOfEarlierActs } from "@rollbook/db/testing";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listInvoices } from "../invoice/index.ts";
import { day, startTestPractice, type TestPractice } from "../testing/index.ts";
import { paymentStatement } from "../payment/index.ts";
import { exportLedger, ledgerBalances, proveLedger } from "./index.ts";
import { randomActs, setTable, tryAct, type RandomAct } from "./testing/randomActs.ts";

const numRuns = Number(process.env["LEDGER_RUNS"] ?? 12);
let root: TestPractice;
let count = 0;
/** Two decimals, none and three. */
const currencies = ["USD", "JPY", "KWD"] as const;

beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

async function newTable() {
  count += 1;
  root.setInstant("2026-01-25T15:00:00Z");
  const currency = currencies[count % currencies.length] ?? "USD";
  return setTable(await root.another({ name: `Practice ${count}`, currency }));
}

async function receivableAndOwed(practice: TestPractice): Promise<[number, number]> {
  const balances = await practice.run(ledgerBalances, {});
  const { data } = await practice.run(listInvoices, { limit: 1000 });
  const owed = data
    .filter(({ status }) => status === "issued" || status === "partially_paid")
    .reduce((sum, { openMinor }) => sum + openMinor, 0);
  return [balances["assets:receivable"]?.[practice.practice.currency] ?? 0, owed];
}

async function play(acts: readonly RandomAct[]) {
  const table = await newTable();
  const happened = new Set<string>();
  for (const act of acts) {
    if (!(await tryAct(table, act))) continue;
    happened.add(act.kind);
    const [receivable, owed] = await receivableAndOwed(table.practice);
    expect({ act: act.kind, receivable }).toEqual({ act: act.kind, receivable: owed });
  }
  return { ...table, happened };
}

test("LED-2: receivable is the sum of what open invoices ask for after every act; LED-6: the proof holds", async () => {
  await fc.assert(
    fc.asyncProperty(randomActs, async (acts) => {
      const { practice, payers } = await play(acts);
      const proof = await practice.run(proveLedger, {});
      expect(proof.checks.filter(({ isEqual }) => !isEqual)).toEqual([]);
      const span = { from: day("2026-01-01"), through: day("2099-12-31") };
      let owed = 0;
      for (const payer of payers)
        owed += (await practice.run(paymentStatement, { payer, ...span })).closingMinor;
      const balances = await practice.run(ledgerBalances, {});
      const sum = ["assets:receivable", "liabilities:unallocated"].map(
        (account) => balances[account]?.[practice.practice.currency] ?? 0,
      );
      expect(owed).toBe(sum.reduce((total, minor) => total + minor, 0));
    }),
    { numRuns },
  );
}, 600_000);

interface Entry {
  readonly source: string;
}

async function entriesOf(practice: TestPractice): Promise<readonly Entry[]> {
  const { sql } = practice.testDatabase.database;
  return sql<Entry[]>`
    select source_id as source, act, reference, payer_kind, payer_id, currency, posted_at,
      (select json_object_agg(u.account, u.amount order by u.account)
       from unnest(accounts, amounts_minor) u (account, amount)) as postings
    from ledger_entry where practice_id = ${practice.practice.practiceId}
    order by source_id, act`;
}

test("LED-1: the entries of acts from before there was a ledger are those that are posted today", async () => {
  await fc.assert(
    fc.asyncProperty(randomActs, async (acts) => {
      const { practice } = await play(acts);
      const posted = await entriesOf(practice);
      const { sql } = practice.testDatabase.database;
      await sql.begin(async (tx) => {
        await tx`delete from locked_month`;
        await tx`delete from ledger_entry`;
        for (const statement of [earlierEffects.make, ...ledgerOfEarlierActs, earlierEffects.drop])
          await tx.unsafe(statement);
      });
      expect(await entriesOf(practice)).toEqual(posted);
    }),
    { numRuns: Math.ceil(numRuns / 2) },
  );
}, 600_000);

const isInstalled = spawnSync("hledger", ["--version"]).status === 0;

test.skipIf(!isInstalled)(
  "LED-5: hledger accepts the journal of any acts (needs hledger)",
  async () => {
    await fc.assert(
      fc.asyncProperty(randomActs, async (acts) => {
        const { practice } = await play(acts);
        const { journal } = await practice.run(exportLedger, {});
        const { status, stderr } = spawnSync(
          "hledger",
          ["-f", "-", "check", "--strict", "ordereddates"],
          { input: journal, encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } },
        );
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  },
  600_000,
);

import { plainDate } from "@rollbook/core/calendar";
import type { OpeningEntry } from "@rollbook/core/roster";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { runAutopay } from "../autopay/index.ts";
import { listInvoices } from "../invoice/index.ts";
import { exportLedger, ledgerBalances } from "../ledger/index.ts";
import { allocatePayment, listPayments, recordPayment } from "../payment/index.ts";
import { createPatient } from "../patient/index.ts";
import { always, createProcessorSimulator } from "../processor/index.ts";
import { defineVerb } from "../run/index.ts";
import { startTestPractice, type TestPractice } from "../testing/index.ts";
import { recordOpenings } from "./index.ts";

let here: TestPractice;
let patientId: string;

beforeAll(async () => {
  here = await startTestPractice();
  patientId = (await here.run(createPatient, { lastName: "Nowak" })).id;
});
afterAll(() => here.testDatabase.drop());

const take = defineVerb({
  name: "test.take_openings",
  permission: "roster.sync",
  input: z.custom<{ entries: OpeningEntry[] }>(),
  run: ({ input, ...given }) =>
    recordOpenings(
      given,
      input.entries.map((entry) => ({ personId: patientId, payerId: patientId, entry })),
    ),
});
const entries: OpeningEntry[] = [
  { kind: "owed", amountMinor: 5_000, on: plainDate("2026-05-20"), method: null, mark: "owed" },
  {
    kind: "credit",
    amountMinor: 2_000,
    on: plainDate("2026-05-20"),
    method: "cash",
    mark: "credit",
  },
  {
    kind: "paid_before",
    amountMinor: 9_900,
    on: plainDate("2026-05-01"),
    method: "card",
    mark: "payment 2026-05-01 9900",
  },
];

test("ROS-26: what is owed and what was paid is there once, however often it is taken over", async () => {
  expect(await here.run(take, { entries })).toEqual({ recorded: 3 });
  expect(await here.run(take, { entries })).toEqual({ recorded: 0 });
  const { data: invoices } = await here.run(listInvoices, {});
  expect(invoices).toMatchObject([{ number: 1, openMinor: 5_000, status: "issued", sentAt: null }]);
  const { data: payments } = await here.run(listPayments, {});
  const byAmount = payments.toSorted((one, other) => one.amountMinor - other.amountMinor);
  expect(
    byAmount.map(({ kind, amountMinor, usedMinor, receivedOn }) => [
      kind,
      amountMinor,
      usedMinor,
      receivedOn,
    ]),
  ).toEqual([
    ["opening", 2_000, 0, "2026-05-20"],
    ["opening", 9_900, 9_900, "2026-05-01"],
  ]);
});

test("PAY-11: nothing of it is income, and no money is taken to have come in", async () => {
  expect(await here.run(ledgerBalances, {})).toEqual({
    "assets:receivable": { USD: 5_000 },
    "liabilities:unallocated": { USD: -2_000 },
    "equity:opening": { USD: -3_000 },
  });
  expect((await here.run(exportLedger, {})).journal).toContain("Opening balance");
});

test("PAY-11: a person collects it, autopay does not", async () => {
  const processor = createProcessorSimulator({ clock: here.services.clock });
  const { practiceId } = here.practice;
  const report = await runAutopay(here.services, { practiceId, processors: always(processor) });
  expect(report).toMatchObject({ acceptedCount: 0, declinedCount: 0, unansweredCount: 0 });
  const { data } = await here.run(listInvoices, {});
  expect(data[0]).toMatchObject({ openMinor: 5_000 });
  const payer = { kind: "patient" as const, id: patientId };
  const paid = await here.run(recordPayment, { payer, amountMinor: 1_000, method: "cash" });
  await here.run(allocatePayment, { paymentId: paid.id, invoiceId: data[0]?.id ?? "" });
  expect((await here.run(listInvoices, {})).data[0]).toMatchObject({ openMinor: 4_000 });
});

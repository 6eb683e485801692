import { statusAfterPayments } from "@rollbook/core/invoice";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createManualInvoice,
  creditInvoice,
  listInvoices,
  markInvoiceBadDebt,
  reopenInvoice,
  voidInvoice,
} from "../invoice/index.ts";
import { createPatient } from "../patient/index.ts";
import {
  allocatePayment,
  autoAllocatePayments,
  correctPayment,
  deallocatePayment,
  getPayment,
  recordPayment,
  refundPayment,
} from "../payment/index.ts";
import { createPlan } from "../plan/index.ts";
import { ServiceError } from "../run/index.ts";
import { acceptFirstCharges, startTestPractice, type TestPractice } from "../testing/index.ts";
import { proveLedger } from "./index.ts";

const numRuns = Number(process.env["LEDGER_RUNS"] ?? 12);
let root: TestPractice;
let count = 0;
beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

const acts = [
  "allocate",
  "deallocate",
  "auto",
  "refund",
  "correct",
  "credit",
  "void",
  "write_off",
  "reopen",
  "record",
] as const;
const anyAct = fc.record({
  act: fc.constantFrom(...acts, "allocate", "credit"),
  amountMinor: fc.integer({ min: 1, max: 6000 }),
});
type Act = typeof anyAct extends fc.Arbitrary<infer Value> ? Value : never;

/** One invoice of 100.00 and two payments of 60.00, of which one pays it in part: everybody wants the same rows. */
interface Scene {
  readonly practice: TestPractice;
  readonly payer: { kind: "patient"; id: string };
  readonly invoiceId: string;
  readonly lineId: string;
  readonly paymentIds: readonly string[];
}

async function newScene(): Promise<Scene> {
  count += 1;
  root.setInstant("2026-01-25T15:00:00Z");
  const practice = await root.another({ name: `Practice ${count}` });
  await acceptFirstCharges(practice);
  const visit = { type: "service" as const, name: "Visit", priceMinor: 10_000 };
  const product = await practice.run(createPlan, visit);
  const patient = await practice.run(createPatient, { lastName: "Adler" });
  const payer = { kind: "patient" as const, id: patient.id };
  const line = { productId: product.id, patientId: patient.id };
  const invoice = await practice.run(createManualInvoice, { payer, lines: [line] });
  const paymentIds: string[] = [];
  for (const method of ["cash", "check"] as const)
    paymentIds.push((await practice.run(recordPayment, { payer, amountMinor: 6000, method })).id);
  const first = { paymentId: paymentIds[0] ?? "", invoiceId: invoice.id, amountMinor: 1000 };
  await practice.run(allocatePayment, first);
  return { practice, payer, invoiceId: invoice.id, lineId: invoice.lines[0]?.id ?? "", paymentIds };
}

/** What a rule refuses, or somebody else's act forestalls, is fine. */
async function attempt(scene: Scene, { act, amountMinor }: Act): Promise<void> {
  const { practice, payer, invoiceId: id, lineId, paymentIds } = scene;
  const paymentId = paymentIds[amountMinor % 2] ?? "";
  const run = {
    allocate: () => practice.run(allocatePayment, { paymentId, invoiceId: id, amountMinor }),
    deallocate: async () => {
      const { allocations } = await practice.run(getPayment, { id: paymentId });
      const allocationId = allocations.at(-1)?.id ?? "";
      return practice.run(deallocatePayment, { allocationId });
    },
    auto: () => practice.run(autoAllocatePayments, {}),
    refund: () => practice.run(refundPayment, { paymentId, amountMinor, reason: "x" }),
    correct: () => practice.run(correctPayment, { paymentId, reason: "x", replacement: null }),
    credit: () =>
      practice.run(creditInvoice, { id, reason: "x", amount: { lineId, grossMinor: amountMinor } }),
    void: () => practice.run(voidInvoice, { id, reason: "x", isBilledAgain: false }),
    write_off: () => practice.run(markInvoiceBadDebt, { id }),
    reopen: () => practice.run(reopenInvoice, { id }),
    record: () => practice.run(recordPayment, { payer, amountMinor, method: "cash" }),
  } as const satisfies Record<Act["act"], () => Promise<unknown>>;
  await run[act]().catch((error: unknown) => {
    if (!(error instanceof ServiceError)) throw error;
  });
}

/** What the rows say, beside what stands in the columns. */
async function wrongInvoices({ practice, testDatabase }: TestPractice): Promise<readonly object[]> {
  return testDatabase.database.sql`
    select i.number, i.status, i.total_minor, i.paid_minor, i.credited_minor from invoice i
    where i.practice_id = ${practice.practiceId} and (
      i.paid_minor <> coalesce((select sum(a.amount_minor) from payment_allocation a
        where a.practice_id = i.practice_id and a.invoice_id = i.id), 0)
      or i.credited_minor <> -coalesce((select sum(n.total_minor) from invoice n
        where n.practice_id = i.practice_id and n.credits_invoice_id = i.id), 0)
      or i.credited_minor > greatest(i.total_minor, 0)
      or (i.status = 'voided' and i.paid_minor + i.credited_minor <> 0))`;
}

test("LED-6: whatever is done at once to one invoice, sums and status agree with the rows and the proof holds", async () => {
  const rounds = fc.array(fc.array(anyAct, { minLength: 2, maxLength: 8 }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(rounds, async (atOnce) => {
      const scene = await newScene();
      const { practice } = scene;
      for (const round of atOnce) {
        await Promise.all(round.map((act) => attempt(scene, act)));
        expect(await wrongInvoices(practice)).toEqual([]);
        const { data } = await practice.run(listInvoices, {});
        for (const { kind, status, ...invoice } of data) {
          if (kind === "credit_note" || status === "voided" || status === "bad_debt") continue;
          const expected = statusAfterPayments(invoice);
          expect({ round, ...invoice, status }).toEqual({ round, ...invoice, status: expected });
        }
        const { checks } = await practice.run(proveLedger, {});
        expect(checks.filter(({ isEqual }) => !isEqual)).toEqual([]);
      }
      const { data } = await practice.run(listInvoices, {});
      const numbers = data.map(({ number }) => number ?? 0).toSorted((one, two) => one - two);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    }),
    // Nothing is shrunk: who comes first is another one each time.
    { numRuns, endOnFailure: true },
  );
}, 600_000);

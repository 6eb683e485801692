import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, plainDate } from "../calendar/index.ts";
import { currency } from "../money/index.ts";
import {
  accountsByPayer,
  compareBalances,
  convertAccounts,
  convertedBalances,
  convertPatient,
} from "./index.ts";
import type { Converted, EarlierAccount, EarlierInvoice, EarlierPayment } from "./index.ts";

const may = plainDate("2026-05-01");

function earlierPayment(given: Partial<EarlierPayment> & { id: string }): EarlierPayment {
  return {
    patientId: "pat_1",
    payerKind: "patient",
    currency: currency("USD"),
    amountMinor: 10_000,
    receivedOn: may,
    method: "card",
    invoiceId: null,
    processorReference: null,
    ...given,
  };
}

function earlierInvoice(given: Partial<EarlierInvoice> & { id: string }): EarlierInvoice {
  return {
    patientId: "pat_1",
    payerKind: "patient",
    currency: currency("USD"),
    issuedOn: may,
    totalMinor: 10_000,
    isVoided: false,
    ...given,
  };
}

const someAccounts: fc.Arbitrary<EarlierAccount> = fc
  .record({
    invoices: fc.array(
      fc.record({
        patient: fc.nat(4),
        day: fc.nat(300),
        totalMinor: fc.nat(20_000),
        isVoided: fc.boolean(),
        isYen: fc.boolean(),
      }),
      { maxLength: 12 },
    ),
    payments: fc.array(
      fc.record({
        patient: fc.nat(4),
        day: fc.nat(300),
        amountMinor: fc.integer({ min: -8_000, max: 20_000 }),
        tied: fc.option(fc.nat(11), { nil: null }),
        isYen: fc.boolean(),
      }),
      { maxLength: 16 },
    ),
  })
  .map(({ invoices, payments }) => ({
    invoices: invoices.map(({ patient, day, totalMinor, isVoided, isYen }, index) =>
      earlierInvoice({
        id: `inv_${index}`,
        patientId: `pat_${patient}`,
        issuedOn: addDays(may, day),
        totalMinor,
        isVoided,
        currency: currency(isYen ? "JPY" : "USD"),
      }),
    ),
    payments: payments.map(({ patient, day, amountMinor, tied, isYen }, index) =>
      earlierPayment({
        id: `old_${index}`,
        patientId: `pat_${patient}`,
        receivedOn: addDays(may, day),
        amountMinor,
        invoiceId: tied === null ? null : `inv_${tied}`,
        currency: currency(isYen ? "JPY" : "USD"),
      }),
    ),
  }));

describe("converting earlier payments", () => {
  test("MIG-7: what was tied pays its invoice on the later of both days, the rest stays unallocated", () => {
    const invoices = [
      earlierInvoice({ id: "inv_1", issuedOn: plainDate("2026-05-10"), totalMinor: 6_000 }),
    ];
    const payments = [
      earlierPayment({ id: "a", invoiceId: "inv_1" }),
      earlierPayment({ id: "b", amountMinor: 500 }),
    ];
    const converted = convertPatient({ payments, invoices });
    expect(converted.payments.map(({ id, kind, amountMinor }) => [id, kind, amountMinor])).toEqual([
      ["pay_a", "opening", 10_000],
      ["pay_b", "opening", 500],
    ]);
    expect(converted.allocations).toEqual([
      {
        id: "all_a",
        paymentId: "pay_a",
        invoiceId: "inv_1",
        on: "2026-05-10",
        amountMinor: 6_000,
        reverses: null,
      },
    ]);
    expect(convertedBalances({ account: { payments, invoices }, converted })).toEqual({
      USD: -4_500,
    });
  });

  test("MIG-7: money given back there is a refund here, dated and never before the money came in", () => {
    const payments = [
      earlierPayment({ id: "a" }),
      earlierPayment({ id: "b", amountMinor: -3_000, receivedOn: addDays(may, -2) }),
    ];
    const converted = convertPatient({ payments, invoices: [] });
    expect(converted.counterEntries).toMatchObject([
      { kind: "refund", paymentId: "pay_a", amountMinor: 3_000, on: "2026-05-01" },
    ]);
  });

  test("MIG-7: a payment tied to a voided or unknown invoice keeps all of its money", () => {
    const invoices = [earlierInvoice({ id: "inv_1", isVoided: true })];
    const payments = [
      earlierPayment({ id: "a", invoiceId: "inv_1" }),
      earlierPayment({ id: "b", invoiceId: "gone" }),
    ];
    expect(convertPatient({ payments, invoices }).allocations).toEqual([]);
  });

  test("MIG-8: whatever the earlier system holds, balances are equal to the smallest unit or the difference is told", () => {
    fc.assert(
      fc.property(someAccounts, (all) => {
        for (const account of accountsByPayer(all)) {
          const converted = convertPatient(account);
          const differences = compareBalances({ payer: account.payer, account, converted });
          const unplaced = converted.unplaced.reduce(
            (sum, { amountMinor }) => sum + amountMinor,
            0,
          );
          const missing = differences.reduce(
            (sum, { beforeMinor, afterMinor }) => sum + afterMinor - beforeMinor,
            0,
          );
          expect(missing).toBe(unplaced);
          if (converted.unplaced.length === 0) {
            expect(differences).toEqual([]);
            expect(convertedBalances({ account, converted })).not.toBeNull();
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("MIG-8: a row that is lost, doubled or made larger on the way is noticed", () => {
    const account = {
      invoices: [earlierInvoice({ id: "inv_1" })],
      payments: [
        earlierPayment({ id: "a", invoiceId: "inv_1" }),
        earlierPayment({ id: "b", amountMinor: 700 }),
      ],
    };
    const good = convertPatient(account);
    const notice = (converted: Converted) =>
      compareBalances({ payer: { kind: "patient", id: "pat_1" }, account, converted }).length > 0;
    expect(notice(good)).toBe(false);
    expect(notice({ ...good, payments: good.payments.slice(0, 1) })).toBe(true);
    expect(notice({ ...good, allocations: [...good.allocations, ...good.allocations] })).toBe(true);
    expect(
      notice({
        ...good,
        payments: good.payments.map((each) => ({ ...each, amountMinor: each.amountMinor + 1 })),
      }),
    ).toBe(true);
  });

  test("MIG-7: a day in a locked month becomes the first open day", () => {
    const invoices = [earlierInvoice({ id: "inv_1" })];
    const payments = [
      earlierPayment({ id: "a", invoiceId: "inv_1" }),
      earlierPayment({ id: "b", amountMinor: 500 }),
      earlierPayment({ id: "c", amountMinor: -200 }),
    ];
    const lockedMonths = ["2026-05", "2026-06"];
    const converted = convertPatient({ payments, invoices, lockedMonths });
    const days = [
      ...converted.payments.map(({ receivedOn }) => receivedOn),
      ...converted.allocations.map(({ on }) => on),
      ...converted.counterEntries.map(({ on }) => on),
    ];
    expect(days).toEqual(["2026-07-01", "2026-07-01", "2026-07-01", "2026-07-01"]);
  });

  test("MIG-7: an employer's payment stays the employer's", () => {
    const payments = [earlierPayment({ id: "a", patientId: "emp_1", payerKind: "employer" })];
    expect(convertPatient({ payments, invoices: [] }).payments).toMatchObject([
      { payer: { kind: "employer", id: "emp_1" } },
    ]);
  });
});

describe("converting in chunks", () => {
  test("MIG-9: whatever the chunks, and with any of them converted twice, the rows are the same", () => {
    fc.assert(
      fc.property(
        someAccounts,
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.boolean(), { maxLength: 5 }),
        (all, size, repeats) => {
          const accounts = accountsByPayer(all);
          const whole = convertAccounts({ accounts });
          const rows = new Map<string, unknown>();
          for (let at = 0; at < accounts.length; at += size) {
            const chunk = accounts.slice(at, at + size);
            for (const _time of repeats[at] === true ? [1, 2] : [1]) {
              const { converted } = convertAccounts({ accounts: chunk });
              for (const row of [...converted.payments, ...converted.allocations])
                rows.set(row.id, row);
            }
          }
          expect(rows).toEqual(
            new Map(
              [...whole.converted.payments, ...whole.converted.allocations].map((row) => [
                row.id,
                row,
              ]),
            ),
          );
        },
      ),
    );
  });
});

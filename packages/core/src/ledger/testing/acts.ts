import * as fc from "fast-check";
import { addDays } from "../../calendar/index.ts";
import { currency } from "../../money/index.ts";
import type { PayableInvoice } from "../../payment/index.ts";
import { day } from "../../payment/testing/factories.ts";
import { LedgerAct } from "../schema.ts";

const common = {
  id: "led_1",
  on: day("2026-05-01"),
  currency: currency("USD"),
  reference: "ref_1",
};
const payer = { kind: "patient" as const, id: "pat_1" };

const parts = {
  invoice_issued: ["income", "taxMinor"],
  invoice_voided: ["income", "taxMinor"],
  credit_note_issued: ["income", "taxMinor", "toUnallocatedMinor"],
  payment_received: ["amountMinor", "method"],
  payment_opened: ["amountMinor"],
  balance_opened: ["amountMinor"],
  payment_allocated: ["amountMinor"],
  payment_deallocated: ["amountMinor"],
  payment_refunded: ["amountMinor", "method"],
  payment_corrected: ["amountMinor", "method", "isOpening"],
  invoice_written_off: ["amountMinor"],
  invoice_reopened: ["amountMinor"],
} as const satisfies Record<LedgerAct["kind"], readonly string[]>;

/** An act of the kind, with what it needs taken from `given`. */
export function act(given: { kind: LedgerAct["kind"] } & Record<string, unknown>): LedgerAct {
  const own = Object.fromEntries(parts[given.kind].map((name) => [name, given[name]]));
  const shared = Object.fromEntries(
    Object.keys(common).map((name) => [name, given[name] ?? common[name as "id"]]),
  );
  return LedgerAct.parse({ kind: given.kind, payer, ...shared, ...own });
}

export const kindsOfActs = Object.keys(parts) as LedgerAct["kind"][];

export const anyAct: fc.Arbitrary<LedgerAct> = fc
  .record({
    kind: fc.constantFrom(...kindsOfActs),
    amountMinor: fc.integer({ min: 1, max: 1_000_000 }),
    method: fc.constantFrom("cash", "check", "ach", "direct_debit", "card", "other"),
    isOpening: fc.boolean(),
    taxMinor: fc.nat(10_000),
    income: fc.array(
      fc.record({
        kind: fc.constantFrom("base", "add_on", "enrollment_fee", "service"),
        netMinor: fc.integer({ min: 0, max: 100_000 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    dayOffset: fc.nat(400),
    currency: fc.constantFrom("USD", "JPY", "KWD"),
    reference: fc.string({ minLength: 1, maxLength: 12 }),
  })
  .map(({ dayOffset, ...drawn }) =>
    act({ ...drawn, toUnallocatedMinor: 0, on: addDays(common.on, dayOffset) }),
  );

export function invoiceActs(invoices: readonly PayableInvoice[]): LedgerAct[] {
  return invoices.map(({ id, issuedOn, totalMinor }) =>
    act({
      kind: "invoice_issued",
      id: `led_${id}`,
      on: issuedOn,
      reference: id,
      income: [{ kind: "base", netMinor: totalMinor }],
      taxMinor: 0,
    }),
  );
}

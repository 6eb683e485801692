import * as fc from "fast-check";
import { addDays } from "../../calendar/index.ts";
import { allocatePayment, deallocatePayment } from "../allocate.ts";
import { applyPostings } from "../applyPostings.ts";
import { autoAllocate } from "../autoAllocate.ts";
import { correctPayment, refundPayment } from "../giveBack.ts";
import { recordPayment } from "../recordPayment.ts";
import type { PaymentBook, PlannedPostings } from "../schema.ts";
import { day, emptyBook, makeInvoice, makePayment } from "./factories.ts";

/** What happened, with numbers that pick a row of the book as it is then. */
export type RandomAct = {
  act: "invoice" | "record" | "allocate" | "deallocate" | "auto" | "refund" | "correct" | "lock";
  pick: number;
  other: number;
  amountMinor: number;
  dayOffset: number;
};

const firstDay = day("2026-01-10");

export const randomActs: fc.Arbitrary<RandomAct[]> = fc.array(
  fc.record({
    act: fc.constantFrom(
      "invoice",
      "record",
      "record",
      "allocate",
      "allocate",
      "deallocate",
      "auto",
      "refund",
      "correct",
      "lock",
    ),
    pick: fc.nat(50),
    other: fc.nat(50),
    amountMinor: fc.integer({ min: 1, max: 30_000 }),
    dayOffset: fc.nat(60),
  }),
  { minLength: 1, maxLength: 40 },
);

function pickFrom<T>(rows: readonly T[], pick: number): T | undefined {
  return rows.length === 0 ? undefined : rows[pick % rows.length];
}

type Planned = PlannedPostings | { kind: "refused" } | undefined;

function planOf({
  book,
  random,
  step,
}: {
  book: PaymentBook;
  random: RandomAct;
  step: number;
}): Planned {
  const { act, pick, other, amountMinor, dayOffset } = random;
  const on = addDays(firstDay, dayOffset);
  const today = addDays(firstDay, 60);
  const payment = pickFrom(book.payments, pick);
  const invoice = pickFrom(book.invoices, other);
  const allocation = pickFrom(book.allocations, pick);
  const payer = { kind: "patient" as const, id: `pat_${other % 3}` };
  const idOf = (sequence: number): string => `row_${step}_${sequence}`;
  const reason = "as drawn";
  switch (act) {
    case "record": {
      const tiedInvoiceId = invoice?.id ?? null;
      const made = makePayment({
        id: `pay_${step}`,
        payer,
        amountMinor,
        receivedOn: on,
        tiedInvoiceId,
      });
      return recordPayment({ book, payment: made, today });
    }
    case "allocate":
      return (
        payment &&
        invoice &&
        allocatePayment({ book, payment, invoice, amountMinor, on, id: idOf(0) })
      );
    case "deallocate":
      return allocation && deallocatePayment({ book, allocation, on, id: idOf(0) });
    case "auto":
      return autoAllocate({ book, today: on, idOf });
    case "refund":
      return payment && refundPayment({ book, payment, amountMinor, on, reason, id: idOf(0) });
    case "correct": {
      const replacement = payment && { ...payment, id: `pay_${step}`, amountMinor };
      return (
        payment &&
        correctPayment({ book, payment, replacement: replacement ?? null, on, today, reason, idOf })
      );
    }
    case "invoice":
    case "lock":
      return undefined;
  }
}

/** Plays the acts one after the other; what is refused changes nothing. `onStep` sees each planned act. */
export function playActs({
  acts,
  onPlanned,
}: {
  acts: readonly RandomAct[];
  onPlanned?: (step: { before: PaymentBook; planned: PlannedPostings; after: PaymentBook }) => void;
}): PaymentBook {
  let book = emptyBook;
  for (const [step, random] of acts.entries()) {
    const on = addDays(firstDay, random.dayOffset);
    if (random.act === "invoice") {
      const payer = { kind: "patient" as const, id: `pat_${random.other % 3}` };
      const dueOn = addDays(on, 14);
      const made = makeInvoice({
        id: `inv_${step}`,
        payer,
        totalMinor: random.amountMinor,
        issuedOn: on,
        dueOn,
      });
      book = { ...book, invoices: [...book.invoices, made] };
    }
    if (random.act === "lock" && random.pick < 10) book = { ...book, lockedMonths: ["2026-01"] };
    const planned = planOf({ book, random, step });
    if (planned?.kind !== "planned") continue;
    const after = applyPostings({ book, planned });
    onPlanned?.({ before: book, planned, after });
    book = after;
  }
  return book;
}

import { addDays } from "@rollbook/core/calendar";
import type { Payer } from "@rollbook/core/plan";
import * as fc from "fast-check";
import {
  createManualInvoice,
  creditInvoice,
  getInvoice,
  listInvoices,
  markInvoiceBadDebt,
  reopenInvoice,
  voidInvoice,
} from "../../invoice/index.ts";
import {
  allocatePayment,
  autoAllocatePayments,
  correctPayment,
  deallocatePayment,
  getPayment,
  listPayments,
  lockMonth,
  openBalance,
  recordPayment,
  refundPayment,
  unlockMonth,
} from "../../payment/index.ts";
import { always, createProcessorSimulator } from "../../processor/index.ts";
import { applyProcessorEvent, decideRefund } from "../../processorEvent/index.ts";
import { listRefunds, runRefunds } from "../../processorRefund/index.ts";
import { createPlan } from "../../plan/index.ts";
import { createPatient } from "../../patient/index.ts";
import { ServiceError } from "../../run/index.ts";
import { acceptFirstCharges, day, type TestPractice } from "../../testing/index.ts";

export const actKinds = [
  "invoice",
  "credit",
  "void",
  "bad_debt",
  "reopen",
  "record",
  "allocate",
  "deallocate",
  "auto",
  "refund",
  "correct",
  "open_payment",
  "open_balance",
  "processor_payment",
  "processor_refund",
  "send_refunds",
  "decide_refund",
  "lock",
  "unlock",
  "next_day",
] as const;

/** What is tried, with numbers that pick among what is there then. */
export interface RandomAct {
  readonly kind: (typeof actKinds)[number];
  readonly pick: number;
  readonly other: number;
  readonly amountMinor: number;
}

export const randomActs: fc.Arbitrary<RandomAct[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...actKinds, "invoice", "record", "allocate", "auto", "credit"),
    pick: fc.nat(1000),
    other: fc.nat(1000),
    amountMinor: fc.integer({ min: 1, max: 12_000 }),
  }),
  { minLength: 10, maxLength: 45 },
);

const firstDay = day("2026-01-25");

interface Table {
  readonly practice: TestPractice;
  readonly payers: readonly Payer[];
  readonly productId: string;
  today: string;
  step: number;
}

export async function setTable(practice: TestPractice): Promise<Table> {
  practice.setInstant(`${firstDay}T15:00:00Z`);
  await acceptFirstCharges(practice);
  const product = await practice.run(createPlan, {
    type: "service",
    name: "Visit",
    priceMinor: 10_000,
    tax: { ratePerMillion: 82_500, mode: "exclusive" },
  });
  const payers: Payer[] = [];
  for (const lastName of ["Adler", "Brodský"]) {
    const patient = await practice.run(createPatient, { lastName });
    payers.push({ kind: "patient", id: patient.id });
  }
  return { practice, payers, productId: product.id, today: firstDay, step: 0 };
}

function from<T>(rows: readonly T[], pick: number): T | undefined {
  return rows.length === 0 ? undefined : rows[pick % rows.length];
}

/** Tries one act; true when it happened, false when a rule refused it or there was nothing to act on. */
export async function tryAct(table: Table, act: RandomAct): Promise<boolean> {
  table.step += 1;
  setClock(table);
  try {
    return (await doAct(table, act)) !== undefined;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}

/** Each act in a second of its own: what was written later is known to be later. */
function setClock({ practice, today, step }: Table): void {
  const noon = Date.parse(`${today}T15:00:00Z`);
  practice.setInstant(new Date(noon + step * 1000).toISOString());
}

async function doAct(table: Table, act: RandomAct): Promise<unknown> {
  const { practice } = table;
  const month = table.today.slice(0, 7);
  switch (act.kind) {
    case "next_day": {
      table.today = addDays(day(table.today), 1 + (act.pick % 9));
      setClock(table);
      return true;
    }
    case "lock":
      return practice.run(lockMonth, { month: act.pick % 3 === 0 ? month : "2026-01" });
    case "unlock":
      return practice.run(unlockMonth, { month: act.pick % 3 === 0 ? "2026-01" : month });
    case "auto":
      return practice.run(autoAllocatePayments, {});
    case "send_refunds":
      return sendRefunds(table, act);
    case "decide_refund":
      return decideOne(table, act);
    case "invoice":
    case "credit":
    case "void":
    case "bad_debt":
    case "reopen":
      return invoiceAct(table, act);
    default:
      return moneyAct(table, act);
  }
}

/** One in two is declined, and asked anew it goes. */
async function sendRefunds({ practice }: Table, { pick }: RandomAct): Promise<unknown> {
  const { services } = practice;
  const { practiceId } = practice.practice;
  const simulator = createProcessorSimulator({
    clock: services.clock,
    behaveOnRefund: () => (pick % 2 === 0 ? "decline" : "answer_twice"),
  });
  return runRefunds(services, { practiceId, processors: always(simulator) });
}

async function decideOne({ practice }: Table, { pick, other }: RandomAct): Promise<unknown> {
  const { data } = await practice.run(listRefunds, { isForPerson: true });
  const refund = from(data, pick);
  const decision = (["retry", "return", "elsewhere"] as const)[other % 3] ?? "return";
  return refund && practice.run(decideRefund, { counterEntryId: refund.counterEntryId, decision });
}

async function invoiceAct(table: Table, act: RandomAct): Promise<unknown> {
  const { practice, payers, productId } = table;
  const payer = from(payers, act.other);
  if (act.kind === "invoice") {
    const line = { productId, patientId: payer?.id ?? "", priceMinor: act.amountMinor };
    return payer && practice.run(createManualInvoice, { payer, lines: [line] });
  }
  const { data } = await practice.run(listInvoices, { limit: 1000 });
  const invoice = from(
    data.filter(({ kind }) => kind !== "credit_note"),
    act.pick,
  );
  if (invoice === undefined) return undefined;
  const { id } = invoice;
  if (act.kind === "void")
    return practice.run(voidInvoice, { id, reason: "a mistake", isBilledAgain: false });
  if (act.kind === "bad_debt") return practice.run(markInvoiceBadDebt, { id });
  if (act.kind === "reopen") return practice.run(reopenInvoice, { id });
  const { lines } = await practice.run(getInvoice, { id });
  const amount = { lineId: lines[0]?.id ?? "", grossMinor: act.amountMinor };
  return practice.run(creditInvoice, { id, reason: "goodwill", amount });
}

async function moneyAct(table: Table, act: RandomAct): Promise<unknown> {
  const { practice, payers, step } = table;
  const { amountMinor, pick, other } = act;
  const payer = from(payers, other);
  if (payer === undefined) return undefined;
  if (act.kind === "record")
    return practice.run(recordPayment, { payer, amountMinor, method: pick % 2 ? "card" : "cash" });
  if (act.kind === "open_payment")
    return practice.run(recordPayment, { kind: "opening", payer, amountMinor, method: "other" });
  if (act.kind === "open_balance") return practice.run(openBalance, { payer, amountMinor });
  const { data: payments } = await practice.run(listPayments, { limit: 1000 });
  if (act.kind === "processor_payment" || act.kind === "processor_refund")
    return practice.run(applyProcessorEvent, processorEvent(table, { act, payer, payments }));
  const payment = from(payments, pick);
  if (payment === undefined) return undefined;
  const paymentId = payment.id;
  switch (act.kind) {
    case "refund":
      return practice.run(refundPayment, { paymentId, amountMinor, reason: "moved away" });
    case "correct": {
      const replacement = other % 2 === 0 ? null : { amountMinor, method: "check" as const };
      return practice.run(correctPayment, { paymentId, reason: `typo ${step}`, replacement });
    }
    case "deallocate": {
      const { allocations } = await practice.run(getPayment, { id: paymentId });
      const allocation = from(allocations, other);
      return allocation && practice.run(deallocatePayment, { allocationId: allocation.id });
    }
    default: {
      const { data } = await practice.run(listInvoices, { limit: 1000 });
      const own = data.filter(({ payerId }) => payerId === payment.payer.id);
      const invoice = from(own, other);
      return invoice && practice.run(allocatePayment, { paymentId, invoiceId: invoice.id });
    }
  }
}

function processorEvent(
  { today, step, practice }: Table,
  {
    act,
    payer,
    payments,
  }: {
    act: RandomAct;
    payer: Payer;
    payments: readonly { processorReference: string | null }[];
  },
) {
  const at = `${today}T14:00:00Z`;
  const event = { id: `evt_${step}`, type: act.kind, occurredAt: at };
  const money = { amountMinor: act.amountMinor, currency: practice.practice.currency as never, at };
  if (act.kind === "processor_payment") {
    const reference = `pi_${act.pick % 7}`;
    const paid = { payer, method: "card" as const, invoiceId: null };
    return {
      ...event,
      effect: { kind: "payment_succeeded" as const, reference, ...paid, ...money },
    };
  }
  const references = payments.flatMap((payment) => payment.processorReference ?? []);
  const paymentReference = from(references, act.pick) ?? "pi_0";
  const refund = { reference: `re_${step}`, paymentReference };
  return { ...event, effect: { kind: "payment_refunded" as const, ...refund, ...money } };
}

import { addDays, Period, type PlainDate } from "@rollbook/core/calendar";
import { refuse } from "@rollbook/core/explain";
import { planManualLine, statusAfterPayments, type ManualLine } from "@rollbook/core/invoice";
import { Payer } from "@rollbook/core/plan";
import {
  insertInvoiceClaims,
  insertInvoiceLines,
  listLiveClaims,
  takeInvoiceNumbers,
  type InvoiceLineRecord,
  type InvoiceRecord,
} from "@rollbook/db/invoice";
import * as z from "zod";
import { applyEvents, membershipKind, type MembershipChange } from "../membershipState/index.ts";
import { refuseUnknownPayers } from "../patient/index.ts";
import { planKind, productOf } from "../plan/index.ts";
import { defineVerb, getRecord, refused, ServiceError, type Given } from "../run/index.ts";
import { invoiceKind, readInvoice } from "./invoice.ts";

const ManualLineInput = z.strictObject({
  productId: z.string(),
  patientId: z.string(),
  /** The days a membership line covers; it claims them like any other (INV-13). */
  period: Period.nullable().default(null),
  membershipId: z.string().nullable().default(null),
  quantity: z.int().min(1).default(1),
  priceMinor: z.int().min(0).nullable().default(null),
});
type ManualLineInput = z.output<typeof ManualLineInput>;

/** An invoice that a person writes, issued at once with the next number. */
export const createManualInvoice = defineVerb({
  name: "invoice.create",
  permission: "invoice.write",
  input: z.strictObject({
    externalId: z.string().min(1).nullable().default(null),
    payer: Payer,
    lines: z.array(ManualLineInput).min(1).max(500),
  }),
  run: async ({ input, ...given }) => {
    if (!given.practice.isLive) {
      const reason =
        "The owner has not accepted the preview of first charges: nothing is issued (INV-3).";
      throw new ServiceError("refused", reason, { rule: "INV-3" });
    }
    const patients = input.lines.map(({ patientId }) => ({
      kind: "patient" as const,
      id: patientId,
    }));
    await refuseUnknownPayers(given, [input.payer, ...patients]);
    const planned: { input: ManualLineInput; line: ManualLine }[] = [];
    for (const line of input.lines)
      planned.push({ input: line, line: await planLine(given, line, planned) });
    const invoice = await insertInvoice(given, {
      payer: input.payer,
      externalId: input.externalId,
      planned,
    });
    await insertLines(given, { invoiceId: invoice.id, planned });
    return readInvoice(given, invoice.id);
  },
});

async function planLine(
  given: Given,
  input: ManualLineInput,
  before: Planned,
): Promise<ManualLine> {
  const product = productOf(await getRecord(given, planKind, input.productId));
  await refuseOthersMembership(given, input);
  const issued = (await listLiveClaims(given.tx, { patientId: input.patientId })) as Period[];
  const written = before.flatMap(({ line }) =>
    line.period !== null && line.patientIds.includes(input.patientId) ? [line.period] : [],
  );
  const line = planManualLine({ ...input, product, claimed: [...issued, ...written] });
  if (line.kind === "refused") throw refused(line);
  return line;
}

/** The days of a line are told to its membership, so it is the patient's (INV-13). */
async function refuseOthersMembership(
  given: Given,
  { membershipId, patientId }: ManualLineInput,
): Promise<void> {
  if (membershipId === null) return;
  const membership = await getRecord(given, membershipKind, membershipId);
  if (membership.patientId === patientId) return;
  const reason = `The membership ${membershipId} is another patient's: name one of ${patientId}, or none (INV-13).`;
  throw refused(refuse("INV-13", reason, ["membership_id of the patient", "no membership_id"]));
}

type Planned = readonly { input: ManualLineInput; line: ManualLine }[];

async function insertInvoice(
  given: Given,
  { payer, externalId, planned }: { payer: Payer; externalId: string | null; planned: Planned },
): Promise<InvoiceRecord> {
  const { tx, practice, today, instant, newId } = given;
  const sum = (pick: (line: ManualLine) => number) =>
    planned.reduce((total, { line }) => total + pick(line), 0);
  const totalMinor = sum((line) => line.grossMinor);
  const none = {
    creditsInvoiceId: null,
    sentAt: null,
    sentBy: null,
    sentTo: null,
    voidedOn: null,
    voidReason: null,
  };
  const invoice: InvoiceRecord = {
    ...none,
    id: newId("inv"),
    externalId,
    kind: "manual",
    status: statusAfterPayments({ totalMinor, paidMinor: 0, creditedMinor: 0 }),
    number: await takeInvoiceNumbers(tx, { count: 1 }),
    payerKind: payer.kind,
    payerId: payer.id,
    currency: practice.currency,
    issuedOn: today,
    dueOn: addDays(today, practice.invoiceTermsDays),
    netMinor: sum((line) => line.netMinor),
    taxMinor: sum((line) => line.taxMinor),
    totalMinor,
    paidMinor: 0,
    creditedMinor: 0,
    isBilledAgain: null,
    badDebtOn: null,
    runId: null,
    version: 1,
    createdAt: instant,
    updatedAt: instant,
  };
  await invoiceKind.table.insert(tx, practice.practiceId, [invoice]);
  return invoice;
}

async function insertLines(
  given: Given,
  { invoiceId, planned }: { invoiceId: string; planned: Planned },
): Promise<void> {
  const { practiceId } = given.practice;
  const rows = planned.map((one, index) => ({
    ...one,
    row: lineRow(one, { id: given.newId("lin"), invoiceId, position: index + 1 }),
  }));
  await insertInvoiceLines(
    given.tx,
    practiceId,
    rows.map(({ row }) => row),
  );
  const claims = rows.flatMap(({ row, line, input }) =>
    line.period === null || line.chargeKind === "other"
      ? []
      : line.patientIds.map((patientId) => ({
          lineId: row.id,
          patientId,
          membershipId: input.membershipId,
          chargeKind: "base" as const,
          start: (line.period as { start: PlainDate }).start,
          end: (line.period as { end: PlainDate }).end,
          isLive: true,
        })),
  );
  await insertInvoiceClaims(given.tx, practiceId, claims);
  await applyEvents(given, billedEvents(planned));
}

function billedEvents(planned: Planned): MembershipChange[] {
  return planned.flatMap(({ input: { membershipId }, line: { period } }) =>
    membershipId === null || period === null
      ? []
      : [{ id: membershipId, events: [{ kind: "billed", period }] }],
  );
}

function lineRow(
  { input, line }: Planned[number],
  place: { id: string; invoiceId: string; position: number },
): InvoiceLineRecord {
  return {
    ...place,
    membershipId: input.membershipId,
    patientId: input.patientId,
    planId: line.productId,
    chargeKind: line.chargeKind,
    description: line.description,
    periodStart: line.period?.start ?? null,
    periodEnd: line.period?.end ?? null,
    quantity: line.quantity,
    priceMinor: line.priceMinor,
    netMinor: line.netMinor,
    taxMinor: line.taxMinor,
    totalMinor: line.grossMinor,
    cycleStart: line.period?.start ?? null,
    cycleEnd: line.period?.end ?? null,
    daysUsed: null,
    daysInCycle: null,
    priceBasis: "manual",
    tax: line.tax,
    healthcode: null,
    creditsLineId: null,
  };
}

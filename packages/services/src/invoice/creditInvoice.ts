import { mergePeriods, Period, removePeriod, type PlainDate } from "@rollbook/core/calendar";
import {
  creditAmount,
  creditUnusedDays,
  invoiceRefusal,
  refuseHalf,
  statusAfterPayments,
  waiversOfCredit,
  type CreditLine,
} from "@rollbook/core/invoice";
import type { LaterEvent } from "@rollbook/core/membership";
import {
  insertInvoiceLines,
  listInvoiceClaims,
  replaceClaims,
  takeInvoiceNumbers,
  type InvoiceLineRecord,
  type InvoiceRecord,
} from "@rollbook/db/invoice";
import * as z from "zod";
import { applyEvents } from "../membershipState/index.ts";
import {
  changeRecords,
  defineVerb,
  notFound,
  refused,
  ServiceError,
  type Given,
} from "../run/index.ts";
import { holdInvoice, invoiceKind, readInvoice, type InvoiceDetail } from "./invoice.ts";
import { takeBackCredited } from "./postBadDebt.ts";
import { billedBeside, creditableLines, issuedLines } from "./issuedLines.ts";

/** Credits unused days, or an amount of one line, in an invoice of its own (INV-8). */
export const creditInvoice = defineVerb({
  name: "invoice.credit",
  permission: "invoice.write",
  input: z.strictObject({
    id: z.string(),
    version: z.int().optional(),
    reason: z.string().trim().min(1),
    /** Days that were not used; they become free, and are waived unless billed again. */
    unused: Period.optional(),
    amount: z.strictObject({ lineId: z.string(), grossMinor: z.int().min(1) }).optional(),
    isBilledAgain: z.boolean().default(false),
  }),
  run: async ({ input, ...given }) => {
    const invoice = await holdInvoice(given, input.id);
    const refusal = invoiceRefusal({ action: "credit", status: invoice.status });
    if (refusal !== null) throw refused(refusal);
    const lines = await planCredit(given, invoice, input);
    if (input.isBilledAgain) await refuseHalfCredit(given, lines);
    const creditNote = await issueCredit(given, { invoice, lines, version: input.version });
    const waivers = input.isBilledAgain ? [] : waiversOfCredit(lines);
    await freeDays(given, lines, waivers);
    return creditNote;
  },
  audit: ({ input, result }) => ({
    entityId: input.id,
    detail: { creditNoteId: result.id, reason: input.reason },
  }),
});

async function refuseHalfCredit(given: Given, lines: readonly CreditLine[]): Promise<void> {
  const freed = lines.flatMap(({ chargeKind, period, ...line }) =>
    period === null || chargeKind === "other" ? [] : [{ ...line, chargeKind, period }],
  );
  const half = refuseHalf({ lines: freed, stillBilled: await billedBeside(given, freed) });
  if (half !== null) throw refused(half);
}

async function planCredit(
  given: Given,
  invoice: InvoiceDetail,
  input: {
    unused?: Period | undefined;
    amount?: { lineId: string; grossMinor: number } | undefined;
  },
): Promise<CreditLine[]> {
  if (input.unused !== undefined)
    return creditUnusedDays({ lines: await issuedLines(given, invoice), unused: input.unused });
  const { amount } = input;
  if (amount === undefined)
    throw new ServiceError("invalid", "A credit names unused days, or a line and an amount.");
  const lines = await creditableLines(given, invoice);
  const line = lines.find(({ lineId }) => lineId === amount.lineId);
  if (line === undefined) throw notFound("line of this invoice", amount.lineId);
  const planned = creditAmount({ line, grossMinor: amount.grossMinor, currency: invoice.currency });
  if ("kind" in planned) throw refused(planned);
  return [planned];
}

/** Issues a credit note for lines of one invoice, with a number of its own, and lowers what the invoice still asks. */
export async function issueCredit(
  given: Given,
  {
    invoice,
    lines,
    version,
  }: { invoice: InvoiceRecord; lines: readonly CreditLine[]; version?: number | undefined },
): Promise<InvoiceDetail> {
  if (lines.length === 0)
    throw new ServiceError("refused", "None of these days is billed here and uncredited (INV-8).", {
      rule: "INV-8",
    });
  const note = await insertCreditNote(given, invoice, lines);
  const creditedMinor = invoice.creditedMinor - note.totalMinor;
  const status =
    invoice.status === "bad_debt"
      ? invoice.status
      : statusAfterPayments({ ...invoice, creditedMinor });
  await changeRecords(given, invoiceKind, [
    { id: invoice.id, version: version ?? invoice.version, changes: { creditedMinor, status } },
  ]);
  await takeBackCredited(given, { invoice, creditedMinor: -note.totalMinor });
  return readInvoice(given, note.id);
}

async function insertCreditNote(
  given: Given,
  invoice: InvoiceRecord,
  lines: readonly CreditLine[],
): Promise<InvoiceRecord> {
  const { tx, practice, today, instant } = given;
  const sum = (pick: (line: CreditLine) => number) =>
    lines.reduce((total, line) => total + pick(line), 0);
  const number = await takeInvoiceNumbers(tx, { count: 1 });
  const note: InvoiceRecord = {
    ...invoice,
    id: given.newId("inv"),
    externalId: null,
    kind: "credit_note",
    status: "paid",
    number,
    issuedOn: today,
    dueOn: today,
    netMinor: sum((line) => line.netMinor),
    taxMinor: sum((line) => line.taxMinor),
    totalMinor: sum((line) => line.grossMinor),
    paidMinor: 0,
    creditedMinor: 0,
    creditsInvoiceId: invoice.id,
    sentAt: null,
    sentBy: null,
    sentTo: null,
    badDebtOn: null,
    runId: null,
    version: 1,
    createdAt: instant,
    updatedAt: instant,
  };
  await invoiceKind.table.insert(tx, practice.practiceId, [note]);
  const rows = lines.map((line, index) =>
    creditLineRow(line, { id: given.newId("lin"), invoiceId: note.id, position: index + 1 }),
  );
  await insertInvoiceLines(tx, practice.practiceId, rows);
  return note;
}

function creditLineRow(
  line: CreditLine,
  place: { id: string; invoiceId: string; position: number },
): InvoiceLineRecord {
  return {
    ...place,
    membershipId: line.membershipId === "" ? null : line.membershipId,
    patientId: line.patientIds[0] ?? null,
    planId: null,
    chargeKind: line.chargeKind,
    description: line.description,
    periodStart: line.period?.start ?? null,
    periodEnd: line.period?.end ?? null,
    quantity: 1,
    priceMinor: line.grossMinor,
    netMinor: line.netMinor,
    taxMinor: line.taxMinor,
    totalMinor: line.grossMinor,
    cycleStart: null,
    cycleEnd: null,
    daysUsed: null,
    daysInCycle: null,
    priceBasis: null,
    tax: line.tax,
    healthcode: null,
    creditsLineId: line.creditsLineId,
  };
}

type Waivers = ReturnType<typeof waiversOfCredit>;

/** The credited days lose their claims, and the memberships hear of it. */
export async function freeDays(
  given: Given,
  lines: readonly CreditLine[],
  waivers: Waivers,
  { areMembershipsTold = true }: { areMembershipsTold?: boolean } = {},
): Promise<void> {
  await shrinkClaims(given, lines);
  if (!areMembershipsTold) return;
  const events = new Map<string, LaterEvent[]>();
  const add = (membershipId: string, event: LaterEvent) =>
    events.set(membershipId, [...(events.get(membershipId) ?? []), event]);
  for (const { membershipId, chargeKind, period } of lines) {
    if (membershipId !== "" && chargeKind === "base" && period !== null)
      add(membershipId, { kind: "freed", period });
  }
  for (const { membershipId, waiver } of waivers)
    if (membershipId !== "") add(membershipId, { kind: "waived", waiver });
  await applyEvents(
    given,
    [...events].map(([id, list]) => ({ id, events: list })),
  );
}

async function shrinkClaims(given: Given, lines: readonly CreditLine[]): Promise<void> {
  const freed = Map.groupBy(
    lines.filter((line) => line.period !== null),
    (line) => line.creditsLineId,
  );
  const claims = await listInvoiceClaims(given.tx, { lineIds: [...freed.keys()] });
  const touched = claims.flatMap((claim) => {
    if (!claim.isLive) return [];
    const present: Period = { start: claim.start as PlainDate, end: claim.end as PlainDate };
    const periods = mergePeriods(
      (freed.get(claim.lineId) ?? []).flatMap((line) => line.period ?? []),
    );
    const kept = periods.reduce((days, period) => removePeriod(days, period), [present]);
    const isWhole =
      kept.length === 1 && kept[0]?.start === claim.start && kept[0].end === claim.end;
    return isWhole ? [] : [{ claim, kept }];
  });
  await replaceClaims(given.tx, given.practice.practiceId, {
    ended: touched.map(({ claim }) => claim),
    live: touched.flatMap(({ claim, kept }) => kept.map((days) => ({ ...claim, ...days }))),
  });
}

import { overlaps, type Period } from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";
import type { Waiver } from "../membership/index.ts";
import type { InvoiceStatus, PlannedLine } from "./schema.ts";
import { invoiceRefusal } from "./state.ts";

export type ClaimedLine = Pick<
  PlannedLine,
  "membershipId" | "chargeKind" | "patientIds" | "period"
>;

export type PlannedVoid = {
  kind: "planned";
  /** Claims that cease to be live. The number stays with the voided invoice. */
  freed: ClaimedLine[];
  /** Base coverage that the run must not bill again. */
  waivers: { membershipId: string; waiver: Waiver }[];
  /** Memberships whose enrollment fee is due again with their next line. */
  feesDueAgain: string[];
};

export type BilledDays = { membershipId: string; period: Period };

/** Both parts of a sponsored period are billed in one act, so one is not billed again while the other stands (MEM-11). */
export function refuseHalf({
  lines,
  stillBilled,
}: {
  lines: readonly Pick<ClaimedLine, "membershipId" | "chargeKind" | "period">[];
  stillBilled: readonly BilledDays[];
}): Refusal | null {
  const half = lines.find(
    (line) =>
      line.chargeKind === "add_on" &&
      stillBilled.some(
        ({ membershipId, period }) =>
          membershipId === line.membershipId && overlaps(period, line.period),
      ),
  );
  if (half === undefined) return null;
  const { start, end } = half.period;
  const reason = `The part of ${dateInWords(start, end)} to ${dateInWords(end)} that is not sponsored is billed again together with the employer's part alone: take that invoice back first, or waive these days (MEM-11).`;
  return refuse("MEM-11", reason, ["void the employer's invoice first", "waive the days"]);
}

/** Voids an unpaid invoice. Its days are billed again by the next run, or waived: someone says which (INV-6). */
export function voidInvoice({
  status,
  lines,
  isBilledAgain,
  stillBilled = [],
}: {
  status: InvoiceStatus;
  lines: readonly ClaimedLine[];
  /** Null: not said yet; the refusal asks. */
  isBilledAgain: boolean | null;
  /** Base coverage of these memberships on other invoices; it matters to parts that are not sponsored. */
  stillBilled?: readonly BilledDays[];
}): PlannedVoid | Refusal {
  const refusal = invoiceRefusal({ action: "void", status });
  if (refusal !== null) return refusal;
  if (isBilledAgain === null) {
    return refuse("INV-6", "Should these days be billed again? (INV-6)", [
      "bill again",
      "waive the days",
    ]);
  }
  const half = isBilledAgain ? refuseHalf({ lines, stillBilled }) : null;
  if (half !== null) return half;
  const waivers = isBilledAgain ? [] : lines.flatMap((line) => waiverOf(line, "voided"));
  const feesDueAgain = lines
    .filter(({ chargeKind }) => isBilledAgain && chargeKind === "enrollment_fee")
    .map(({ membershipId }) => membershipId);
  return { kind: "planned", freed: [...lines], waivers, feesDueAgain };
}

export function waiverOf(
  {
    membershipId,
    chargeKind,
    period,
  }: Pick<ClaimedLine, "membershipId" | "chargeKind"> & { period: Period },
  reason: Waiver["reason"],
): { membershipId: string; waiver: Waiver }[] {
  return chargeKind === "base" ? [{ membershipId, waiver: { ...period, reason } }] : [];
}

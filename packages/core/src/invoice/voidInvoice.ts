import type { Period } from "../calendar/index.ts";
import { refuse, type Refusal } from "../explain/index.ts";
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

/** Voids an unpaid invoice. Its days are billed again by the next run, or waived: someone says which (INV-6). */
export function voidInvoice({
  status,
  lines,
  isBilledAgain,
}: {
  status: InvoiceStatus;
  lines: readonly ClaimedLine[];
  /** Null: not said yet; the refusal asks. */
  isBilledAgain: boolean | null;
}): PlannedVoid | Refusal {
  const refusal = invoiceRefusal({ action: "void", status });
  if (refusal !== null) return refusal;
  if (isBilledAgain === null) {
    return refuse("INV-6", "Should these days be billed again? (INV-6)", [
      "bill again",
      "waive the days",
    ]);
  }
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

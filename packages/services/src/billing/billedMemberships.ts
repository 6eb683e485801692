import { mergePeriods, type Period, type PlainDate } from "@rollbook/core/calendar";
import type { BillingRunPlan, PlannedLine } from "@rollbook/core/invoice";
import type { LaterEvent, Waiver } from "@rollbook/core/membership";
import type { BilledMembershipRow } from "@rollbook/db/billing";
import type { ObservedRow } from "./observeBilling.ts";

export interface MembershipOutcome {
  readonly row: BilledMembershipRow;
  readonly events: readonly LaterEvent[];
}

/** What a run's plan means for each membership that was looked at. */
export function outcomesOf(
  rows: readonly ObservedRow[],
  plan: BillingRunPlan,
): readonly MembershipOutcome[] {
  const lines = new Map<string, PlannedLine[]>();
  for (const invoice of plan.invoices) {
    for (const line of invoice.lines) {
      const known = lines.get(line.membershipId);
      if (known === undefined) lines.set(line.membershipId, [line]);
      else known.push(line);
    }
  }
  const skipped = Map.groupBy(plan.skipped, (one) => one.membershipId);
  const dueOn = new Map(plan.nextDue.map((one) => [one.membershipId, one.dueOn]));
  const parked = new Map(
    plan.parked.map((one) => [one.membershipId, `${one.reason} ${one.wayOut}`]),
  );
  return rows.map((row) =>
    outcomeOf(row, {
      lines: lines.get(row.id) ?? [],
      skipped: (skipped.get(row.id) ?? []).map((one) => one.period),
      nextInvoiceOn: dueOn.get(row.id) ?? null,
      parkedReason: parked.get(row.id) ?? null,
    }),
  );
}

interface Outcome {
  readonly lines: readonly PlannedLine[];
  readonly skipped: readonly Period[];
  readonly nextInvoiceOn: PlainDate | null;
  readonly parkedReason: string | null;
}

function outcomeOf(
  row: ObservedRow,
  { lines, skipped, nextInvoiceOn, parkedReason }: Outcome,
): MembershipOutcome {
  const billed = lines.filter((line) => line.chargeKind === "base").map((line) => line.period);
  const isFeeBilled = lines.some((line) => line.chargeKind === "enrollment_fee");
  const claimed = billed.length === 0 ? row.claimed : mergePeriods([...row.claimed, ...billed]);
  const waived = skipped.map((period): Waiver => ({ ...period, reason: "auto_invoice_off" }));
  return {
    row: {
      id: row.id,
      version: row.version,
      claimed,
      waivers: waived.length === 0 ? row.waivers : [...row.waivers, ...waived],
      invoicedThrough: claimed.at(-1)?.end ?? null,
      nextInvoiceOn,
      parkedReason,
      enrollmentFeeState: isFeeBilled ? "billed" : row.enrollmentFee.state,
    },
    events: [
      ...billed.map((period): LaterEvent => ({ kind: "billed", period })),
      ...(isFeeBilled ? [{ kind: "fee_billed" } satisfies LaterEvent] : []),
      ...waived.map((waiver): LaterEvent => ({ kind: "waived", waiver })),
    ],
  };
}

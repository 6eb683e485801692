import type { Period } from "@rollbook/core/calendar";
import type { ClaimedLine, IssuedLine } from "@rollbook/core/invoice";
import { listCreditsOf, type InvoiceLineRecord } from "@rollbook/db/invoice";
import type { Given } from "../run/index.ts";
import type { InvoiceDetail } from "./invoice.ts";

type Claims = InvoiceDetail["claims"];

const isClaiming = (line: InvoiceLineRecord) =>
  line.chargeKind !== "other" && line.periodStart !== null;

/** core's view of the lines that claim days. A line of no membership is known by an empty id. */
export function claimedLines({
  lines,
  claims,
}: Pick<InvoiceDetail, "lines" | "claims">): ClaimedLine[] {
  return lines.filter(isClaiming).map((line) => ({
    membershipId: line.membershipId ?? "",
    chargeKind: line.chargeKind as ClaimedLine["chargeKind"],
    patientIds: patientsOf(line, claims),
    period: { start: line.periodStart, end: line.periodEnd } as Period,
  }));
}

/** The same with amounts and with what was credited of each before. */
export async function issuedLines(
  given: Given,
  detail: Pick<InvoiceDetail, "lines" | "claims">,
): Promise<IssuedLine[]> {
  const claiming = detail.lines.filter(isClaiming);
  const credits = await listCreditsOf(given.tx, { lineIds: claiming.map((line) => line.id) });
  const byLine = Map.groupBy(credits, (credit) => credit.creditsLineId ?? "");
  return claiming.map((line) =>
    issuedLine(line, { claims: detail.claims, credits: byLine.get(line.id) ?? [] }),
  );
}

function issuedLine(
  line: InvoiceLineRecord,
  { claims, credits }: { claims: Claims; credits: readonly InvoiceLineRecord[] },
): IssuedLine {
  const creditedDays = credits.flatMap(({ periodStart, periodEnd }) =>
    periodStart === null || periodEnd === null ? [] : [{ start: periodStart, end: periodEnd }],
  );
  return {
    lineId: line.id,
    membershipId: line.membershipId ?? "",
    chargeKind: line.chargeKind as IssuedLine["chargeKind"],
    patientIds: patientsOf(line, claims),
    period: { start: line.periodStart, end: line.periodEnd } as Period,
    daysUsed: line.daysUsed ?? 1,
    daysInCycle: line.daysInCycle ?? 1,
    priceMinor: line.priceMinor,
    netMinor: line.netMinor,
    taxMinor: line.taxMinor,
    grossMinor: line.totalMinor,
    tax: line.tax as IssuedLine["tax"],
    description: line.description,
    creditedDays: creditedDays as Period[],
    creditedGrossMinor: -credits.reduce((sum, credit) => sum + credit.totalMinor, 0),
  };
}

function patientsOf(line: InvoiceLineRecord, claims: Claims): string[] {
  const claimed = claims
    .filter((claim) => claim.lineId === line.id)
    .map((claim) => claim.patientId);
  const known = claimed.length > 0 ? claimed : line.patientId === null ? [] : [line.patientId];
  return [...new Set(known)];
}

import type { Period } from "@rollbook/core/calendar";
import type { BilledDays, ClaimedLine, CreditableLine, IssuedLine } from "@rollbook/core/invoice";
import { listCreditsOf, type InvoiceLineRecord } from "@rollbook/db/invoice";
import { membershipKind } from "../membershipState/index.ts";
import type { Given } from "../run/index.ts";
import type { InvoiceDetail } from "./invoice.ts";

type Claims = InvoiceDetail["claims"];

/** The base coverage that stands for the memberships whose parts are not sponsored: on the employer's invoices (MEM-11). */
export async function billedBeside(
  given: Given,
  lines: readonly Pick<ClaimedLine, "membershipId" | "chargeKind">[],
): Promise<BilledDays[]> {
  const shared = lines.filter(({ chargeKind }) => chargeKind === "add_on");
  const ids = [...new Set(shared.map(({ membershipId }) => membershipId))];
  if (ids.length === 0) return [];
  const records = await membershipKind.table.getMany(given.tx, ids);
  return records.flatMap(({ id, claimed }) =>
    (claimed as Period[]).map((period) => ({ membershipId: id, period })),
  );
}

const isClaiming = (line: InvoiceLineRecord) =>
  line.chargeKind !== "other" && line.periodStart !== null;

/** core's view of the days that lines still claim; what was credited of them is free already. No membership is an empty id. */
export function claimedLines({
  lines,
  claims,
}: Pick<InvoiceDetail, "lines" | "claims">): ClaimedLine[] {
  return lines.filter(isClaiming).flatMap((line) => {
    const patientIds = patientsOf(line, claims);
    return claims
      .filter(
        ({ lineId, patientId, isLive }) =>
          isLive && lineId === line.id && patientId === patientIds[0],
      )
      .map(({ start, end }) => ({
        membershipId: line.membershipId ?? "",
        chargeKind: line.chargeKind as ClaimedLine["chargeKind"],
        patientIds,
        period: { start, end } as Period,
      }));
  });
}

/** Every line with what was credited of it before; a service or fee has no days, only an amount (INV-8). */
export async function creditableLines(
  given: Given,
  { lines, claims }: Pick<InvoiceDetail, "lines" | "claims">,
): Promise<CreditableLine[]> {
  const credits = await creditsByLine(given, lines);
  return lines.map((line) => creditableLine(line, { claims, credits: credits(line) }));
}

/** The lines that claim days, with amounts and with what was credited of each before. */
export async function issuedLines(
  given: Given,
  detail: Pick<InvoiceDetail, "lines" | "claims">,
): Promise<IssuedLine[]> {
  const claiming = detail.lines.filter(isClaiming);
  const credits = await creditsByLine(given, claiming);
  return claiming.map((line) =>
    issuedLine(line, { claims: detail.claims, credits: credits(line) }),
  );
}

async function creditsByLine(
  given: Given,
  lines: readonly InvoiceLineRecord[],
): Promise<(line: InvoiceLineRecord) => readonly InvoiceLineRecord[]> {
  const credits = await listCreditsOf(given.tx, { lineIds: lines.map((line) => line.id) });
  const byLine = Map.groupBy(credits, (credit) => credit.creditsLineId ?? "");
  return (line) => byLine.get(line.id) ?? [];
}

function creditableLine(
  line: InvoiceLineRecord,
  { claims, credits }: { claims: Claims; credits: readonly InvoiceLineRecord[] },
): CreditableLine {
  return {
    lineId: line.id,
    membershipId: line.membershipId ?? "",
    chargeKind: line.chargeKind,
    patientIds: patientsOf(line, claims),
    netMinor: line.netMinor,
    taxMinor: line.taxMinor,
    grossMinor: line.totalMinor,
    tax: line.tax as CreditableLine["tax"],
    description: line.description,
    creditedGrossMinor: credits.reduce((sum, credit) => sum - credit.totalMinor, 0),
    creditedTaxMinor: credits.reduce((sum, credit) => sum - credit.taxMinor, 0),
  };
}

function issuedLine(
  line: InvoiceLineRecord,
  { claims, credits }: { claims: Claims; credits: readonly InvoiceLineRecord[] },
): IssuedLine {
  const creditedDays = credits.flatMap(({ periodStart, periodEnd }) =>
    periodStart === null || periodEnd === null ? [] : [{ start: periodStart, end: periodEnd }],
  );
  return {
    ...creditableLine(line, { claims, credits }),
    chargeKind: line.chargeKind as IssuedLine["chargeKind"],
    period: { start: line.periodStart, end: line.periodEnd } as Period,
    daysUsed: line.daysUsed ?? 1,
    daysInCycle: line.daysInCycle ?? 1,
    priceMinor: line.priceMinor,
    creditedDays: creditedDays as Period[],
  };
}

function patientsOf(line: InvoiceLineRecord, claims: Claims): string[] {
  const claimed = claims
    .filter((claim) => claim.lineId === line.id)
    .map((claim) => claim.patientId);
  const known = claimed.length > 0 ? claimed : line.patientId === null ? [] : [line.patientId];
  return [...new Set(known)];
}

import { overlaps, type Period } from "../calendar/index.ts";
import { dateInWords } from "../explain/index.ts";
import type { Parked } from "./billingRow.ts";
import type { Charge } from "./charges.ts";

/**
 * What this run already claims, so that two memberships of one patient park the later one here instead of failing the
 * whole run at the database's exclusion (INV-9, INV-10).
 */
export function createClaimRegister(): { take: (charges: readonly Charge[]) => Parked | null } {
  const taken = new Map<string, { period: Period; membershipId: string }[]>();

  const conflictOf = ({ addressed: { line } }: Charge): Parked | null => {
    for (const patientId of line.patientIds) {
      const claims = taken.get(`${line.chargeKind} ${patientId}`);
      const other = claims?.find(({ period }) => overlaps(period, line.period));
      if (other !== undefined) return parkedBehind(other.membershipId, line);
    }
    return null;
  };

  const record = ({ addressed: { line } }: Charge): void => {
    const claim = { period: line.period, membershipId: line.membershipId };
    for (const patientId of line.patientIds) {
      const key = `${line.chargeKind} ${patientId}`;
      const claims = taken.get(key);
      if (claims === undefined) taken.set(key, [claim]);
      else claims.push(claim);
    }
  };

  return {
    take: (charges) => {
      for (const charge of charges) {
        const conflict = conflictOf(charge);
        if (conflict !== null) return conflict;
      }
      for (const charge of charges) record(charge);
      return null;
    },
  };
}

function parkedBehind(other: string, line: Charge["addressed"]["line"]): Parked {
  const { start, end } = line.period;
  return {
    membershipId: line.membershipId,
    rule: "INV-9",
    code: "claimed_elsewhere",
    reason: `Days from ${dateInWords(start)} to ${dateInWords(end)} are billed for this patient by membership ${other} in the same run (INV-9).`,
    wayOut: "End one of the two memberships, or waive these days.",
    period: line.period,
  };
}

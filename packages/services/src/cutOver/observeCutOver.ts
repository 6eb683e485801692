import { addDays, PlainDate, type Period } from "@rollbook/core/calendar";
import type { ComingInvoices } from "@rollbook/core/invoice";
import type { CutOverMember } from "@rollbook/core/migration";
import { membershipTable, type MembershipRecord } from "@rollbook/db/membership";
import * as z from "zod";
import { comingCharges } from "../billing/index.ts";
import type { Given } from "../run/index.ts";

/** A little more than the coming 13 months. */
export const proofDays = 397;

type Charges = { coverage: Period[]; firstChargeOn: PlainDate | null };

const Claimed = z.array(z.looseObject({ start: PlainDate, end: PlainDate }));
const StartInput = z.looseObject({ lastBilled: PlainDate.nullish() }).nullish();

/** The base coverage that is still to be billed, by patient. */
function chargesByPatient({ invoices }: ComingInvoices): Map<string, Charges> {
  const charges = new Map<string, Charges>();
  for (const { chargeOn, lines } of invoices) {
    for (const { chargeKind, patientIds, period } of lines) {
      if (chargeKind !== "base") continue;
      for (const patientId of patientIds) {
        const known = charges.get(patientId) ?? { coverage: [], firstChargeOn: chargeOn };
        known.coverage.push(period);
        charges.set(patientId, known);
      }
    }
  }
  return charges;
}

/** What the old platform billed: from its last bill to the day it covers. */
function oldCoverageOf({ coveredThrough, startInput }: MembershipRecord): {
  days: Period[];
  lastCharge: PlainDate | null;
} {
  const lastCharge = StartInput.parse(startInput)?.lastBilled ?? null;
  const end = coveredThrough as PlainDate | null;
  if (end === null) return { days: [], lastCharge };
  return {
    days: [{ start: lastCharge !== null && lastCharge <= end ? lastCharge : end, end }],
    lastCharge,
  };
}

async function allMemberships({ tx }: Given): Promise<MembershipRecord[]> {
  const found: MembershipRecord[] = [];
  for (;;) {
    const page = await membershipTable.list(tx, { after: found.at(-1)?.id, limit: 1000 });
    found.push(...page);
    if (page.length < 1000) return found;
  }
}

/** Everyone who moves, with the days billed there, the days billed here, and those that will be. */
export async function observeCutOver(
  given: Given,
): Promise<{ members: CutOverMember[]; through: PlainDate }> {
  const through = addDays(given.today, proofDays);
  const charges = chargesByPatient(await comingCharges(given, { through: addDays(through, 400) }));
  const memberships = await allMemberships(given);
  const members = memberships
    .filter(({ archivedOn }) => archivedOn === null)
    .map((membership): CutOverMember => {
      const { days, lastCharge } = oldCoverageOf(membership);
      const coming = charges.get(membership.patientId);
      const issued = Claimed.parse(membership.claimed).map(({ start, end }) => ({ start, end }));
      return {
        membershipId: membership.id,
        oldCoverage: days,
        newCoverage: [...issued, ...(coming?.coverage ?? [])],
        lastChargeThere: lastCharge,
        firstChargeHere: coming?.firstChargeOn ?? null,
        endsOn: membership.endDate as PlainDate | null,
      };
    });
  return { members, through };
}

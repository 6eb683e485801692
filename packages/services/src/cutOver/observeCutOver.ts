import { addDays, PlainDate, type Period } from "@rollbook/core/calendar";
import type { ComingInvoices } from "@rollbook/core/invoice";
import type { CutOverMember } from "@rollbook/core/migration";
import { listBaseClaims, listMemberNames, type MemberNameRow } from "@rollbook/db/cutOver";
import { membershipTable, type MembershipRecord } from "@rollbook/db/membership";
import * as z from "zod";
import { comingCharges } from "../billing/index.ts";
import { coveredThereOf } from "../membershipState/index.ts";
import type { Given } from "../run/index.ts";

/** A little more than the coming 13 months. */
export const proofDays = 397;

type Charges = { coverage: Period[]; firstChargeOn: PlainDate | null };

const Terms = z.array(z.looseObject({ interval: z.string() }));
const Waivers = z.array(z.looseObject({ start: PlainDate, end: PlainDate }));
const Pauses = z.array(z.looseObject({ from: PlainDate, through: PlainDate.nullable() }));

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
function oldCoverageOf(membership: MembershipRecord): {
  days: Period[];
  lastCharge: PlainDate | null;
} {
  const { lastBilled: lastCharge, coveredThrough: end } = coveredThereOf(membership);
  if (end === null) return { days: [], lastCharge };
  return {
    days: [{ start: lastCharge !== null && lastCharge <= end ? lastCharge : end, end }],
    lastCharge,
  };
}

export async function allMemberships({ tx }: Given): Promise<MembershipRecord[]> {
  const found: MembershipRecord[] = [];
  for (;;) {
    const page = await membershipTable.list(tx, { after: found.at(-1)?.id, limit: 1000 });
    found.push(...page);
    if (page.length < 1000) return found.filter(({ archivedOn }) => archivedOn === null);
  }
}

const daysOfUnit: Readonly<Record<string, number>> = { D: 1, W: 7, M: 31, Y: 366 };

/** How long the longest cycle lasts: billed in arrears, its coverage is charged so much later. */
function longestCycleDays(memberships: readonly MembershipRecord[]): number {
  const days = memberships
    .flatMap(({ terms }) => Terms.parse(terms))
    .map(({ interval }) => {
      const [, count = "1", unit = "M"] = /^P(\d+)([DWMY])$/.exec(interval) ?? [];
      return Number(count) * (daysOfUnit[unit] ?? 31);
    });
  return Math.max(31, ...days);
}

/** Paused and waived days, which somebody decided not to bill. */
function excusedOf({ pauses, waivers }: MembershipRecord, through: PlainDate): Period[] {
  return [
    ...Waivers.parse(waivers).map(({ start, end }) => ({ start, end })),
    ...Pauses.parse(pauses).map((pause) => ({ start: pause.from, end: pause.through ?? through })),
  ].filter(({ start, end }) => start <= end);
}

export function nameOf({ firstName, lastName }: MemberNameRow): string {
  return firstName === null || firstName === "" ? lastName : `${firstName} ${lastName}`;
}

/** Whether nobody has to answer anything first: who waits for an answer is billed by nobody until it is given (CUT-1). */
function isBilledByItself(waits: ComingInvoices["parked"][number] | undefined): boolean {
  return waits === undefined || waits.code === "not_read_twice";
}

/** Everyone who moves, with the days billed there, the days billed here, and those that will be. */
export async function observeCutOver(
  given: Given,
): Promise<{ members: CutOverMember[]; through: PlainDate }> {
  const through = addDays(given.today, proofDays);
  const memberships = await allMemberships(given);
  const last = addDays(through, longestCycleDays(memberships) + 31);
  const coming = await comingCharges(given, { through: last });
  const charges = chargesByPatient(coming);
  const claims = Map.groupBy(await listBaseClaims(given.tx), ({ patientId }) => patientId);
  const names = new Map((await listMemberNames(given.tx)).map((row) => [row.membershipId, row]));
  const parked = new Map(coming.parked.map((each) => [each.membershipId, each]));
  const payers = new Map(memberships.map(({ id, coveredBy }) => [id, coveredBy ?? id]));
  const members = memberships.map((membership): CutOverMember => {
    const { days, lastCharge } = oldCoverageOf(membership);
    const waits = parked.get(payers.get(membership.id) ?? membership.id);
    const own = isBilledByItself(waits) ? charges.get(membership.patientId) : undefined;
    const issued = (claims.get(membership.patientId) ?? []).map(
      ({ start, end }) => ({ start, end }) as Period,
    );
    const name = names.get(membership.id);
    return {
      membershipId: membership.id,
      name: name === undefined ? membership.id : nameOf(name),
      oldCoverage: days,
      newCoverage: [...issued, ...(own?.coverage ?? [])],
      excused: excusedOf(membership, through),
      lastChargeThere: lastCharge,
      firstChargeHere: issued[0]?.start ?? own?.firstChargeOn ?? null,
      endsOn: membership.endDate as PlainDate | null,
      waitsFor: waits === undefined ? [] : [`${waits.reason} ${waits.wayOut}`],
    };
  });
  return { members, through };
}

import type { Plan } from "@rollbook/core/plan";
import type { KnownMembership } from "@rollbook/core/reconcile";
import type { RosterValues } from "@rollbook/core/roster";
import type { Transaction } from "@rollbook/db";
import { membershipTable, type MembershipRecord } from "@rollbook/db/membership";
import { employerTable, patientTable, type PatientRecord } from "@rollbook/db/patient";
import { planTable } from "@rollbook/db/plan";
import {
  readMembershipCharges,
  readRosterEntities,
  type MembershipCharges,
  type RosterEntities,
  type RosterRowRecord,
} from "@rollbook/db/roster";
import { membershipOf } from "../membershipState/index.ts";
import { membershipPlanOf } from "../plan/index.ts";
import { knownMembershipOf } from "./knownRows.ts";
import { storedValuesOf } from "./storedValues.ts";

/** What the database says of one roster row now: its fields, and the membership behind its computed cells. */
export type RowView = { stored: RosterValues; membership: KnownMembership | null };

type Entities = {
  patients: ReadonlyMap<string, PatientRecord>;
  memberships: ReadonlyMap<string, MembershipRecord>;
  plans: ReadonlyMap<string, Plan>;
  employers: ReadonlyMap<string, string>;
  charges: ReadonlyMap<string, MembershipCharges>;
};

type Rows = { rows: readonly RosterRowRecord[]; plans: readonly Plan[] };
type Views = ReadonlyMap<string, RowView>;

/** What the database says of all rows of a roster, asked for before they are known. */
export async function readRosterViews(
  tx: Transaction,
  rosterId: string,
): Promise<(given: Rows) => Views> {
  const [found, charges] = await Promise.all([
    readRosterEntities(tx, rosterId),
    readMembershipCharges(tx),
  ]);
  return (given) => viewsOf({ ...given, found, charges });
}

/** What the database says of these rows. */
export async function readViews(tx: Transaction, { rows, plans }: Rows): Promise<Views> {
  if (rows.length === 0) return new Map();
  const [patients, memberships, charges] = await Promise.all([
    patientTable.getMany(tx, idsOf(rows.map((row) => row.patientId))),
    membershipTable.getMany(tx, idsOf(rows.map((row) => row.membershipId))),
    readMembershipCharges(tx),
  ]);
  const employerIds = idsOf(patients.map((one) => one.employerId));
  const employers = employerIds.length === 0 ? [] : await employerTable.getMany(tx, employerIds);
  return viewsOf({ rows, plans, found: { patients, memberships, employers }, charges });
}

function viewsOf(input: Rows & { found: RosterEntities; charges: Entities["charges"] }): Views {
  const { rows, plans, found, charges } = input;
  const entities: Entities = {
    patients: new Map(found.patients.map((one) => [one.id, one])),
    memberships: new Map(found.memberships.map((one) => [one.id, one])),
    plans: new Map(plans.map((plan) => [plan.id, plan])),
    employers: new Map(found.employers.map((one) => [one.id, one.name])),
    charges,
  };
  return new Map(rows.map((row) => [row.rowId, viewOf({ row, entities })]));
}

const idsOf = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];

/** The practice's membership plans; archived ones too, for whoever still has one. */
export async function readPlans(tx: Transaction): Promise<Plan[]> {
  const records = await planTable.list(tx, { limit: 10_000 }, tx`and type = 'membership'`);
  return records.map(membershipPlanOf).filter((plan) => plan !== undefined);
}

function viewOf(input: { row: RosterRowRecord; entities: Entities }): RowView {
  const { row, entities } = input;
  const patient = entities.patients.get(row.patientId ?? "");
  const record = entities.memberships.get(row.membershipId ?? "");
  if (patient === undefined) return { stored: {}, membership: null };
  const membership = record === undefined ? null : membershipOf(record);
  const plan = entities.plans.get(membership?.terms.at(-1)?.planId ?? "") ?? null;
  const employerName = entities.employers.get(patient.employerId ?? "") ?? null;
  const charges = entities.charges.get(row.membershipId ?? "");
  const stored = storedValuesOf({ patient, membership, plan, employerName });
  if (membership === null || record === undefined) return { stored, membership: null };
  return {
    stored,
    membership: knownMembershipOf({
      membership,
      patient,
      plan,
      firstInvoiceOn: record.firstInvoiceOn,
      invoicedThrough: record.invoicedThrough,
      issuedInvoices: charges?.invoices ?? 0,
      balanceMinor: charges?.balanceMinor ?? 0,
    }),
  };
}

import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";
import { membershipTable, type MembershipRecord } from "../membership/index.ts";
import {
  employerTable,
  patientTable,
  type EmployerRecord,
  type PatientRecord,
} from "../patient/index.ts";

export type RosterEntities = {
  readonly patients: readonly PatientRecord[];
  readonly memberships: readonly MembershipRecord[];
  readonly employers: readonly EmployerRecord[];
};

const all = { limit: 1_000_000 };

/** The people and memberships behind a roster's rows, asked for in one go. */
export async function readRosterEntities(
  tx: Transaction,
  rosterId: string,
): Promise<RosterEntities> {
  const behind = (column: "patient_id" | "membership_id") => tx`
    and id in (select ${tx(column)} from roster_row where ${mine(tx)} and roster_id = ${rosterId})`;
  const [patients, memberships, employers] = await Promise.all([
    patientTable.list(tx, all, behind("patient_id")),
    membershipTable.list(tx, all, behind("membership_id")),
    employerTable.list(tx, all),
  ]);
  return { patients, memberships, employers };
}

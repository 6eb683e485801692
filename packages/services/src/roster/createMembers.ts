import type { Payer, Plan } from "@rollbook/core/plan";
import type { NewMembership, SyncOperation } from "@rollbook/core/reconcile";
import { appendMembershipEvents, type MembershipRecord } from "@rollbook/db/membership";
import { createEmployers, listEmployersByName } from "./employersByName.ts";
import { createHouseholds } from "../household/index.ts";
import { membershipKind } from "../membershipState/index.ts";
import { createPatients, type Patient } from "../patient/index.ts";
import { recordOpenings, type AskedOpening } from "../opening/index.ts";
import type { Given } from "../run/index.ts";
import { draftMembership, newMembershipId, recordOfNew } from "./newMembership.ts";
import { personOfRow } from "./person.ts";
import { newRow, type RowDrafts } from "./rowDrafts.ts";

export type Creation = Extract<SyncOperation, { kind: "create_member" }>;

export type CreationSetting = {
  given: Given;
  drafts: RowDrafts;
  plans: ReadonlyMap<string, Plan>;
  isApproved: boolean;
  /** Null: a file was imported, no sheet synced. */
  runId: string | null;
};

/** New people of the roster with their households, employers and memberships, in a few statements for all. */
export async function createMembers(
  setting: CreationSetting,
  creations: readonly Creation[],
): Promise<void> {
  if (creations.length === 0) return;
  const { given, drafts } = setting;
  const households = await createFamilies({ given, creations, drafts });
  const employers = await employersOf({ given, creations });
  const patients = await createPatients(
    given,
    creations.map((creation) => ({
      ...personOfRow(creation.values),
      householdId: households.get(creation.familyRowId ?? creation.rowId) ?? null,
      employerId: employers.get(creation.values.sponsor ?? "") ?? null,
    })),
  );
  const patientOf = new Map(creations.map((creation, at) => [creation.rowId, patients[at]]));
  for (const creation of creations) {
    drafts.add({
      ...newRow({ rowId: creation.rowId, record: creation.record, base: creation.values }),
      patientId: patientOf.get(creation.rowId)?.id ?? null,
      familyRowId: creation.familyRowId,
      payerRowId: creation.membership?.payerRowId ?? null,
      createdByRun: setting.runId,
    });
  }
  await insertMemberships({
    setting,
    asked: creations.flatMap((creation) => {
      const patient = patientOf.get(creation.rowId);
      if (creation.membership === null || patient === undefined) return [];
      return [
        {
          rowId: creation.rowId,
          patient,
          membership: creation.membership,
          sponsor: creation.values.sponsor ?? null,
        },
      ];
    }),
    employers,
  });
  await recordOpenings(given, openingsOf({ creations, drafts }));
}

/** What is owed or was paid is the payer's, where somebody else pays. */
function openingsOf(input: { creations: readonly Creation[]; drafts: RowDrafts }): AskedOpening[] {
  const { creations, drafts } = input;
  return creations.flatMap(({ rowId, membership, openings }) => {
    const personId = drafts.get(rowId)?.patientId ?? null;
    const payerId = drafts.get(membership?.payerRowId ?? rowId)?.patientId ?? personId;
    if (personId === null || payerId === null) return [];
    return openings.map((entry) => ({ personId, payerId, entry }));
  });
}

/** One household for each family of two or more, and for whoever the roster puts in one. */
async function createFamilies(input: {
  given: Given;
  creations: readonly Creation[];
  drafts: RowDrafts;
}): Promise<ReadonlyMap<string, string>> {
  const families = new Map<string, Creation[]>();
  for (const creation of input.creations) {
    const key = creation.familyRowId ?? creation.rowId;
    const family = families.get(key);
    if (family === undefined) families.set(key, [creation]);
    else family.push(creation);
  }
  const wanted = [...families].filter(
    ([, family]) => family.length > 1 || (family[0]?.values.household ?? null) !== null,
  );
  const made = await createHouseholds(
    input.given,
    wanted.map(([, family]) => ({ name: nameOfFamily(family) })),
  );
  return new Map(wanted.map(([key], at) => [key, made[at]?.id ?? ""]));
}

function nameOfFamily(family: readonly Creation[]): string {
  const [first] = family;
  return (
    first?.values.household ?? `${first?.values.last_name ?? first?.values.full_name ?? ""} family`
  );
}

async function employersOf(input: {
  given: Given;
  creations: readonly Creation[];
}): Promise<ReadonlyMap<string, string>> {
  const names = [...new Set(input.creations.flatMap((one) => one.values.sponsor ?? []))];
  if (names.length === 0) return new Map();
  const present = await listEmployersByName(input.given, names);
  const missing = names.filter((name) => !present.has(name));
  const made = await createEmployers(input.given, missing);
  return new Map([...present, ...made]);
}

export type AskedMembership = {
  rowId: string;
  patient: Patient;
  membership: NewMembership;
  sponsor: string | null;
};

export async function insertMemberships(input: {
  setting: CreationSetting;
  asked: readonly AskedMembership[];
  employers: ReadonlyMap<string, string>;
}): Promise<void> {
  const { setting, asked } = input;
  const { given, drafts } = setting;
  const ids = new Map(asked.map((one) => [one.rowId, newMembershipId(given)]));
  const records: MembershipRecord[] = [];
  const events: Parameters<typeof appendMembershipEvents>[2][number][] = [];
  const covered = coveredBy({ asked, drafts, ids });
  for (const one of asked) {
    const plan = setting.plans.get(one.membership.facts.planName ?? "");
    const id = ids.get(one.rowId);
    if (plan === undefined || id === undefined) continue;
    const membership = draftMembership({
      given,
      id,
      plan,
      asked: one.membership,
      patientId: one.patient.id,
      payer: payerOf({ one, drafts, employers: input.employers }),
      coveredBy: covered.payers.get(one.rowId) ?? null,
      alsoCovers: covered.patients.get(id) ?? [],
    });
    records.push(
      recordOfNew({ given, membership, asked: one.membership, isApproved: setting.isApproved }),
    );
    events.push({
      membershipId: id,
      kind: "attached",
      event: { kind: "attached", membership },
      at: given.instant,
      actorId: given.context.actor.id,
    });
    drafts.change(one.rowId, { membershipId: id });
  }
  await membershipKind.table.insert(given.tx, given.context.practiceId, records);
  await appendMembershipEvents(given.tx, given.context.practiceId, events);
}

/** Rows without a price of their own stand on the line of the row that pays. */
function coveredBy(input: {
  asked: readonly AskedMembership[];
  drafts: RowDrafts;
  ids: ReadonlyMap<string, string>;
}) {
  const payers = new Map<string, string>();
  const patients = new Map<string, string[]>();
  for (const one of input.asked) {
    const { payerRowId, facts } = one.membership;
    if (payerRowId === null || facts.priceMinor !== null) continue;
    const payerId = input.ids.get(payerRowId) ?? input.drafts.get(payerRowId)?.membershipId;
    if (payerId === null || payerId === undefined) continue;
    payers.set(one.rowId, payerId);
    patients.set(payerId, [...(patients.get(payerId) ?? []), one.patient.id]);
  }
  return { payers, patients };
}

/** A payer of the roster pays; else the employer that sponsors; else the member. */
function payerOf(input: {
  one: AskedMembership;
  drafts: RowDrafts;
  employers: ReadonlyMap<string, string>;
}): Payer {
  const { one } = input;
  const payerPatient = input.drafts.get(one.membership.payerRowId ?? "")?.patientId ?? null;
  if (payerPatient !== null) return { kind: "patient", id: payerPatient };
  const employer = input.employers.get(one.sponsor ?? "");
  const isPaidByPerson = one.membership.payerName !== null;
  if (employer !== undefined && !isPaidByPerson) return { kind: "employer", id: employer };
  return { kind: "patient", id: one.patient.id };
}

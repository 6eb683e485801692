import { maxDate } from "@rollbook/core/calendar";
import {
  changedTerms,
  nextPeriodStart,
  type LaterEvent,
  type Membership,
} from "@rollbook/core/membership";
import type { Payer, Plan } from "@rollbook/core/plan";
import { canonicalJson, type FieldChange, type SyncOperation } from "@rollbook/core/reconcile";
import type { RosterFieldKey, RosterValues } from "@rollbook/core/roster";
import { patientTable } from "@rollbook/db/patient";
import {
  applyEvents,
  membershipKind,
  membershipOf,
  type MembershipChange,
} from "../membershipState/index.ts";
import { updatePatients, type PatientFields } from "../patient/index.ts";
import type { Given } from "../run/index.ts";
import { insertMemberships, type CreationSetting } from "./createMembers.ts";
import { createEmployers, listEmployersByName } from "./employersByName.ts";
import { paymentOf, termsOf } from "./newMembership.ts";
import { personOfRow } from "./person.ts";

export type Update = Extract<SyncOperation, { kind: "update_member" }>;

/** Accepted edits of the sheet, applied to people and memberships in a few statements for all. */
export async function updateMembers(
  setting: CreationSetting,
  updates: readonly Update[],
): Promise<void> {
  if (updates.length === 0) return;
  const { given, drafts } = setting;
  const employers = await employersOf({ given, updates });
  await updatePatients(
    given,
    updates.flatMap((update) => {
      const id = drafts.get(update.rowId)?.patientId ?? null;
      const changes = personChanges({ update, employers });
      return id === null || Object.keys(changes).length === 0 ? [] : [{ id, changes }];
    }),
  );
  await changeMemberships({ setting, updates });
  await attachMissing({ setting, updates, employers });
}

async function employersOf(input: {
  given: Given;
  updates: readonly Update[];
}): Promise<ReadonlyMap<string, string>> {
  const names = [
    ...new Set(
      input.updates.flatMap((update) =>
        update.changes.some((change) => change.field === "sponsor")
          ? (update.agreed.sponsor ?? [])
          : [],
      ),
    ),
  ];
  if (names.length === 0) return new Map();
  const present = await listEmployersByName(input.given, names);
  const made = await createEmployers(
    input.given,
    names.filter((name) => !present.has(name)),
  );
  return new Map([...present, ...made]);
}

type PersonColumn = keyof ReturnType<typeof personOfRow>;

const columnsOfField: Partial<Record<RosterFieldKey, readonly PersonColumn[]>> = {
  external_id: ["externalId"],
  first_name: ["firstName", "middleName", "lastName"],
  middle_name: ["firstName", "middleName", "lastName"],
  last_name: ["firstName", "middleName", "lastName"],
  full_name: ["firstName", "middleName", "lastName"],
  dob: ["birthDate"],
  sex: ["sex"],
  email: ["email"],
  phone: ["phone"],
  address_line1: ["addressLine1"],
  city: ["city"],
  state: ["state"],
  zip: ["zip"],
  country: ["country"],
  role: ["householdRole"],
  division: ["division"],
  notes: ["notes"],
};

function personChanges(input: {
  update: Update;
  employers: ReadonlyMap<string, string>;
}): Partial<PatientFields> {
  const { changes, agreed } = input.update;
  const person = personOfRow(agreed);
  const columns = changes.flatMap((change) => columnsOfField[change.field] ?? []);
  const entries = [...new Set(columns)].map((column) => [column, person[column]] as const);
  const sponsor = changes.some((change) => change.field === "sponsor")
    ? { employerId: input.employers.get(agreed.sponsor ?? "") ?? null }
    : {};
  return { ...Object.fromEntries(entries), ...sponsor };
}

async function changeMemberships(input: {
  setting: CreationSetting;
  updates: readonly Update[];
}): Promise<void> {
  const { given, drafts, plans } = input.setting;
  const ids = input.updates.flatMap((update) => drafts.get(update.rowId)?.membershipId ?? []);
  const records = await membershipKind.table.getForUpdate(given.tx, ids);
  const present = new Map(records.map((record) => [record.id, membershipOf(record)]));
  const changes = input.updates.flatMap((update): MembershipChange[] => {
    const id = drafts.get(update.rowId)?.membershipId ?? null;
    const membership = present.get(id ?? "");
    if (id === null || membership === undefined || update.membership === null) return [];
    const plan = plans.get(update.membership.facts.planName ?? "");
    const events = eventsOf({ update, membership, plan: plan ?? null, given });
    if (events.length === 0) return [];
    const { facts, startInput } = update.membership;
    const { firstInvoiceOn } = facts;
    const evidence = { kind: "equal_reads", firstReadAt: given.instant, lastReadAt: given.instant };
    const start = startInput === null ? {} : { startInput };
    return [{ id, events, columns: { firstInvoiceOn, evidence, ...start } }];
  });
  await applyEvents(given, changes);
}

function eventsOf(input: {
  update: Update;
  membership: Membership;
  plan: Plan | null;
  given: Given;
}): LaterEvent[] {
  const { update, membership } = input;
  if (update.membership === null) return [];
  return [
    ...termsEvents(input),
    ...paymentEvents({ update, membership }),
    ...endEvents({ membership, agreed: update.agreed, changes: update.changes }),
  ];
}

/** Before the first invoice the start itself is set anew; after it, terms change from the next period (MEM-6). */
function termsEvents(input: {
  update: Update;
  membership: Membership;
  plan: Plan | null;
  given: Given;
}): LaterEvent[] {
  const { update, membership, plan, given } = input;
  const last = membership.terms.at(-1);
  if (update.membership === null || plan === null || last === undefined) return [];
  const { facts } = update.membership;
  const payer: Payer = last.payer;
  const terms = termsOf({ asked: update.membership, payer, plan });
  if (membership.claimed.length === 0) {
    const { careFrom, billFrom, coveredThrough } = facts;
    const { openQuestions, holds } = facts;
    const start = { careFrom, billFrom, coveredThrough };
    const event: LaterEvent = {
      kind: "start_set",
      ...start,
      terms,
      openQuestions: [...openQuestions],
      holds: [...holds],
    };
    return [event];
  }
  const { planId, interval, ownPriceMinor } = terms;
  const change = { planId, interval, ownPriceMinor };
  if (canonicalJson({ ...last, ...change }) === canonicalJson(last)) return [];
  // The row shows the last terms: where they are planned for a later day, that day stays.
  const from = maxDate(nextPeriodStart(membership, given.today), last.from);
  return [{ kind: "terms_changed", terms: changedTerms(last, change, from) }];
}

function paymentEvents(input: { update: Update; membership: Membership }): LaterEvent[] {
  const { update, membership } = input;
  const isEdited = update.changes.some(
    ({ field }) => field === "payment_method" || field === "autopay",
  );
  if (!isEdited || update.membership === null) return [];
  const { method, isAutopay } = paymentOf(update.membership);
  return [{ kind: "payment_changed", payment: { ...membership.payment, method, isAutopay } }];
}

/**
 * The billed days after an end are credited once it was read twice (INV-2); an end that moves keeps what a person decided of
 * the last invoice (MEM-9).
 */
function endEvents(input: {
  membership: Membership;
  agreed: RosterValues;
  changes: readonly FieldChange[];
}): LaterEvent[] {
  if (!input.changes.some((change) => change.field === "end_date")) return [];
  const endDate = input.agreed.end_date ?? null;
  if (endDate === input.membership.endDate) return [];
  if (endDate === null) return [{ kind: "end_withdrawn" }];
  const { isLastInvoiceAdjusted } = input.membership;
  return [{ kind: "ended", endDate, reason: "End date of the roster", isLastInvoiceAdjusted }];
}

/** People who were on the roster without a membership and now ask for one. */
async function attachMissing(input: {
  setting: CreationSetting;
  updates: readonly Update[];
  employers: ReadonlyMap<string, string>;
}): Promise<void> {
  const { setting } = input;
  const { drafts, given } = setting;
  const wanted = input.updates.filter(
    (update) =>
      update.membership !== null && (drafts.get(update.rowId)?.membershipId ?? null) === null,
  );
  if (wanted.length === 0) return;
  const ids = wanted.flatMap((update) => drafts.get(update.rowId)?.patientId ?? []);
  const patients = new Map((await patientTable.getMany(given.tx, ids)).map((one) => [one.id, one]));
  await insertMemberships({
    setting,
    employers: input.employers,
    asked: wanted.flatMap((update) => {
      const patient = patients.get(drafts.get(update.rowId)?.patientId ?? "");
      if (patient === undefined || update.membership === null) return [];
      return [
        {
          rowId: update.rowId,
          patient,
          membership: update.membership,
          sponsor: update.agreed.sponsor ?? null,
        },
      ];
    }),
  });
}

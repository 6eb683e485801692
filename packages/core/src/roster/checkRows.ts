import type { PlainDate } from "../calendar/index.ts";
import type { RosterFieldKey } from "./fields.ts";
import { issue, missing } from "./messages.ts";
import { hasErrorIn, requireValue, type DraftRow } from "./readRows.ts";
import type { RosterValues } from "./reading.ts";
import { isGiven } from "./given.ts";

export type MappedFields = ReadonlyMap<RosterFieldKey, number>;

/** Whether the row makes a membership at all: not for those who left, died, or are switched off (ROS-19). */
export function settleMembership(row: DraftRow, today: PlainDate): void {
  const { source_status: status, membership_enabled: isEnabled, end_date: endDate } = row.values;
  const hasLeft =
    status === "cancelled" || isEnabled === false || (isGiven(endDate) && endDate < today);
  row.hasMembership = !hasLeft;
}

/** What a member's row cannot do without, and what does not go together in it (ROS-20). */
export function checkRow(row: DraftRow, mapped: MappedFields): void {
  checkName(row, mapped);
  if (row.hasMembership) {
    if (mapped.has("dob")) requireValue({ row, field: "dob", column: mapped.get("dob") });
    if (mapped.has("role")) requireValue({ row, field: "role", column: mapped.get("role") });
    checkStatus(row, mapped);
  }
  const { autopay, payment_method: method } = row.values;
  if (autopay === true && (method === "cash" || method === "check")) {
    row.issues.push(
      issue({
        code: "autopay_with_cash_or_check",
        field: "autopay",
        level: "warn",
        column: mapped.get("autopay"),
        found: "yes",
        wanted: "no",
        message: `Autopay is on, and ${method} cannot be charged by itself; autopay stays off until another payment method is given.`,
      }),
    );
  }
}

function checkName(row: DraftRow, mapped: MappedFields): void {
  const { values } = row;
  if (mapped.has("full_name")) {
    if (!isGiven(values.full_name) && isGiven(values.payer_name) && !hasErrorIn(row, "full_name"))
      values.full_name = values.payer_name;
    requireValue({ row, field: "full_name", column: mapped.get("full_name") });
    return;
  }
  const parts: RosterFieldKey[] = ["first_name", "last_name"];
  const known = parts.filter((field) => mapped.has(field));
  if (known.length === 0) {
    if (!isGiven(values.payer_name)) row.issues.push(missing("full_name"));
    return;
  }
  if (known.every((field) => !isGiven(values[field])) && hasErrorIn(row, "first_name")) return;
  for (const field of known) requireValue({ row, field, column: mapped.get(field) });
}

const statusIssues = {
  paused: {
    code: "source_paused",
    message:
      "Paused in the old system: whether it is active here is not asserted until someone says so.",
  },
  grace: {
    code: "source_grace",
    message: "In grace or past due in the old system: look at it before anything is billed.",
  },
  pending: {
    code: "source_pending",
    message: "Pending in the old system: look at it before anything is billed.",
  },
} as const;

function checkStatus(row: DraftRow, mapped: MappedFields): void {
  const status = row.values.source_status;
  if (status !== "paused" && status !== "grace" && status !== "pending") return;
  row.issues.push(
    issue({
      ...statusIssues[status],
      field: "source_status",
      level: "warn",
      column: mapped.get("source_status"),
      found: status,
    }),
  );
}

export function nameOf(values: RosterValues): string {
  if (isGiven(values.full_name)) return values.full_name;
  return [values.first_name, values.middle_name, values.last_name]
    .filter((part) => isGiven(part) && part !== "")
    .join(" ");
}

/** Second rows of one person, and one ID on two people (ROS-21). The first row stands, the second is held. */
export function markDuplicates(rows: readonly DraftRow[], mapped: MappedFields): void {
  const byId = new Map<string, DraftRow>();
  const byMark = new Map<string, Alike>();
  for (const row of rows) {
    const id = row.values.external_id;
    const mark = markOf(row.values, mapped);
    const sameId = !isGiven(id) ? undefined : byId.get(id);
    const alike = mark === null ? undefined : byMark.get(mark);
    const samePerson =
      alike === undefined ? undefined : byNameOf(alike).get(simpleName(row.values));
    if (sameId !== undefined && samePerson !== sameId && !isSamePerson(sameId.values, row.values))
      addClash(row, sameId, id ?? "");
    else if (sameId !== undefined || samePerson !== undefined)
      addRepeat(row, sameId ?? samePerson ?? row);
    if (isGiven(id) && sameId === undefined) byId.set(id, row);
    if (mark === null || samePerson !== undefined) continue;
    if (alike === undefined) byMark.set(mark, { first: row, byName: null });
    else byNameOf(alike).set(simpleName(row.values), row);
  }
}

/** Rows with one birth date: most dates stand once, and then no name is compared. */
type Alike = { first: DraftRow; byName: Map<string, DraftRow> | null };

function byNameOf(alike: Alike): Map<string, DraftRow> {
  alike.byName ??= new Map([[simpleName(alike.first.values), alike.first]]);
  return alike.byName;
}

function isSamePerson(first: RosterValues, second: RosterValues): boolean {
  return (
    simpleName(first) === simpleName(second) &&
    (!isGiven(first.dob) || !isGiven(second.dob) || first.dob === second.dob)
  );
}

function simpleName(values: RosterValues): string {
  const name =
    `${values.first_name ?? ""} ${values.last_name ?? ""} ${values.full_name ?? ""}`.toLowerCase();
  return /^[\x20-\x7e]*$/.test(name)
    ? name
    : name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
}

/** What a person has beside the name that tells them apart from others of that name. */
function markOf(values: RosterValues, mapped: MappedFields): string | null {
  const { dob, email, phone } = values;
  if (isGiven(dob)) return dob;
  if (mapped.has("dob") || mapped.has("external_id")) return null;
  const contact = email ?? phone;
  return isGiven(contact) ? contact : null;
}

function addClash(row: DraftRow, first: DraftRow, id: string): void {
  row.issues.push(
    issue({
      code: "duplicate_external_id",
      field: null,
      level: "error",
      found: id,
      wanted: "an ID of its own",
      duplicateOf: first.record,
      message: `The ID "${id}" belongs to ${nameOf(first.values)} in row ${first.record} already; one of the two is wrong.`,
    }),
  );
}

function addRepeat(row: DraftRow, first: DraftRow): void {
  row.issues.push(
    issue({
      code: "duplicate_row",
      field: null,
      level: "error",
      found: nameOf(row.values),
      wanted: "one row per person",
      duplicateOf: first.record,
      message: `${nameOf(row.values)} is in row ${first.record} already; this row is held so that nobody is billed twice.`,
    }),
  );
}

/** One email on two who pay for themselves: allowed, and worth a look. */
export function markSharedEmails(rows: readonly DraftRow[]): void {
  const byEmail = new Map<string, DraftRow>();
  const marked = new Set<DraftRow>();
  for (const row of rows) {
    const { email } = row.values;
    if (!isGiven(email) || row.payerRecord !== undefined) continue;
    const first = byEmail.get(email);
    if (first === undefined) byEmail.set(email, row);
    else if (first.familyRecord !== row.familyRecord) marked.add(first).add(row);
  }
  for (const row of marked) {
    row.issues.push(
      issue({
        code: "email_shared_by_two_people",
        field: "email",
        level: "warn",
        found: row.values.email ?? "",
        message: `Two people who pay for themselves have the email ${row.values.email}. Right if they share it.`,
      }),
    );
  }
}

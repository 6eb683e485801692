import { toDayNumber, type PlainDate } from "../calendar/index.ts";
import type { MappedFields } from "./checkRows.ts";
import { nameOf } from "./checkRows.ts";
import { issue, missing } from "./messages.ts";
import type { DraftRow } from "./readRows.ts";
import type { RosterIssue } from "./reading.ts";
import type { RosterSettings } from "./settings.ts";
import { nameKey } from "./values/name.ts";
import { isGiven } from "./given.ts";

type Index = {
  byId: Map<string, DraftRow>;
  byEmail: Map<string, DraftRow[]>;
  byName: Map<string, DraftRow[]>;
  byHousehold: Map<string, DraftRow[]>;
  mapped: MappedFields;
};

type Link = { payer: DraftRow | null; issue?: RosterIssue };

const self: Link = { payer: null };
const dependantRoles = new Set(["spouse", "child", "dependent"]);
const headRoles = new Set(["head", "employee"]);

/** Who pays for whom, by payer or household columns and nothing else: families have several last names (ROS-22). */
export function linkFamilies(
  rows: readonly DraftRow[],
  mapped: MappedFields,
  { today, families_by: familiesBy }: RosterSettings,
): void {
  if (familiesBy === "indentation") linkIndented(rows);
  const hasLinks = ["payer_external_id", "payer_email", "payer_name", "household"].some((field) =>
    mapped.has(field as never),
  );
  if (!hasLinks) return;
  const index = buildIndex(rows, mapped);
  const links = new Map<DraftRow, DraftRow>();
  for (const row of rows) {
    const link = linkOf(row, index);
    if (link.issue !== undefined) row.issues.push(link.issue);
    if (link.payer !== null && link.payer !== row) links.set(row, link.payer);
  }
  for (const [row, payer] of links) {
    const head = headOf(payer, row, links);
    row.payerRecord = head.record;
    row.familyRecord = head.record;
  }
  if (!mapped.has("role") && mapped.has("household")) deriveRoles(rows, today);
}

/** A name further in belongs to the one above it that is not. */
function linkIndented(rows: readonly DraftRow[]): void {
  let head: DraftRow | undefined;
  for (const row of rows) {
    if (row.isIndented !== true) head = row;
    else if (head !== undefined) {
      row.payerRecord = head.record;
      row.familyRecord = head.record;
    }
  }
}

/** The payer of a payer is the one who pays; a ring stops where it began. */
function headOf(payer: DraftRow, row: DraftRow, links: Map<DraftRow, DraftRow>): DraftRow {
  const next = links.get(payer);
  return next === undefined || next === row ? payer : next;
}

function buildIndex(rows: readonly DraftRow[], mapped: MappedFields): Index {
  const index: Index = {
    byId: new Map(),
    byEmail: new Map(),
    byName: new Map(),
    byHousehold: new Map(),
    mapped,
  };
  const hasPayerId = mapped.has("payer_external_id");
  const hasPayerEmail = mapped.has("payer_email");
  const hasPayerName = mapped.has("payer_name");
  for (const row of rows) {
    const { external_id: id, membership_external_id: membershipId, email, household } = row.values;
    if (isGiven(id) && !index.byId.has(id)) index.byId.set(id, row);
    if (isGiven(membershipId) && hasPayerId && !index.byId.has(membershipId))
      index.byId.set(membershipId, row);
    if (isGiven(email) && hasPayerEmail) push(index.byEmail, email, row);
    if (isGiven(household)) push(index.byHousehold, household, row);
    if (hasPayerName) {
      push(index.byName, nameKey(nameOf(row.values)), row);
      for (const name of row.values.member_names ?? []) push(index.byName, nameKey(name), row);
    }
  }
  return index;
}

function push(map: Map<string, DraftRow[]>, key: string, row: DraftRow): void {
  const rows = map.get(key);
  if (rows === undefined) map.set(key, [row]);
  else rows.push(row);
}

function linkOf(row: DraftRow, index: Index): Link {
  const { values } = row;
  if (isGiven(values.payer_external_id)) return byPayerId(row, values.payer_external_id, index);
  if (isGiven(values.payer_email)) return byPayerEmail(row, values.payer_email, index);
  if (isGiven(values.payer_name)) return byPayerName(row, values.payer_name, index);
  if (isGiven(values.household)) return byHousehold(row, values.household, index);
  return withoutLink(row, index.mapped);
}

function withoutLink(row: DraftRow, mapped: MappedFields): Link {
  const isDependant = dependantRoles.has(row.values.role ?? "");
  if (mapped.has("payer_external_id") && isDependant) {
    return {
      payer: null,
      issue: missing("payer_external_id", {
        column: mapped.get("payer_external_id"),
        wanted: "Name the ID of the person who pays.",
      }),
    };
  }
  // A blank plan and no billing of one's own: a member of a family whose payer was left out.
  const isBundled = row.hasMembership && !row.hasOwnBilling && !isGiven(row.values.plan_name);
  const link = mapped.has("payer_email")
    ? "payer_email"
    : mapped.has("payer_name")
      ? "payer_name"
      : null;
  if (isBundled && link !== null)
    return {
      payer: null,
      issue: missing(link, {
        column: mapped.get(link),
        wanted: "Name the payer, or give the row a plan of its own.",
      }),
    };
  return self;
}

function byPayerId(
  row: DraftRow,
  id: string,
  { byId, byHousehold: households, mapped }: Index,
): Link {
  if (id === row.values.external_id || id === row.values.membership_external_id) return self;
  const payer = byId.get(id) ?? households.get(id)?.[0];
  if (payer !== undefined) return { payer };
  const bare = id.replace(/^0+/, "");
  const alike = [...byId.keys()].find((known) => known.replace(/^0+/, "") === bare);
  const hint = alike === undefined ? "" : ` Did you mean ${alike}? Leading zeros count.`;
  const message = `No row has the ID "${id}" that this one depends on.${hint}`;
  return {
    payer: null,
    issue: issue({
      code: "subscriber_not_found",
      field: "payer_external_id",
      level: "error",
      column: mapped.get("payer_external_id"),
      found: id,
      wanted: alike ?? "the ID of a row in this file",
      message,
    }),
  };
}

function byPayerEmail(row: DraftRow, email: string, { byEmail, mapped }: Index): Link {
  const owners = byEmail.get(email) ?? [];
  if (row.values.email === email && (row.hasOwnBilling || owners.length === 1)) return self;
  const payer =
    owners.find((owner) => owner !== row && owner.hasOwnBilling) ??
    owners.find((owner) => owner !== row);
  if (payer !== undefined) return { payer };
  return {
    payer: null,
    issue: notFound({ field: "payer_email", found: email, column: mapped.get("payer_email") }),
  };
}

function notFound({
  field,
  found,
  column,
  people = [],
}: {
  field: "payer_email" | "payer_name";
  found: string;
  column: number | undefined;
  people?: readonly DraftRow[];
}): RosterIssue {
  const rows = people.map(({ record }) => record).join(", ");
  const message =
    people.length > 1
      ? `Several rows (${rows}) are called "${found}". Name the payer by ID, email or household.`
      : `The payer "${found}" has no row in this file. Add one, or correct the payer.`;
  return issue({
    code: "payer_not_found",
    field,
    level: "error",
    column,
    found,
    wanted: "a person who has a row in this file",
    message,
  });
}

const company =
  /\b(?:inc|llc|ltd|gmbh|ag|corp|co-?op|company|foundation|trust|church|school|group|insurance|kasse|versicherung|sarl|sas|s\.?a\.?|s\.?l\.?)\b/i;

function byPayerName(
  row: DraftRow,
  name: string,
  { byName, byHousehold: households, mapped }: Index,
): Link {
  const key = nameKey(name);
  if (key === nameKey(nameOf(row.values))) return self;
  const isSponsor = isGiven(row.values.sponsor) && nameKey(row.values.sponsor) === key;
  if (isSponsor || company.test(name)) return self;
  const people = byName.get(key) ?? [];
  if (people.includes(row)) return self;
  const family = !isGiven(row.values.household) ? [] : (households.get(row.values.household) ?? []);
  const payer =
    people.find((person) => family.includes(person)) ??
    (people.length === 1 ? people[0] : onlyBilled(people));
  if (payer !== undefined) return { payer };
  const column = mapped.get("payer_name");
  return { payer: null, issue: notFound({ field: "payer_name", found: name, column, people }) };
}

function onlyBilled(people: DraftRow[]): DraftRow | undefined {
  const billed = people.filter(({ hasOwnBilling }) => hasOwnBilling);
  return billed.length === 1 ? billed[0] : undefined;
}

function byHousehold(row: DraftRow, household: string, { byHousehold: households }: Index): Link {
  const family = households.get(household) ?? [];
  if (family.length < 2) return self;
  const head =
    family.find(({ values }) => headRoles.has(values.role ?? "")) ??
    family.find(({ hasOwnBilling }) => hasOwnBilling) ??
    family[0];
  if (head === undefined || head === row) return self;
  const isDependant = dependantRoles.has(row.values.role ?? "") || !row.hasOwnBilling;
  return isDependant ? { payer: head } : self;
}

/** In a family without a role column: the payer is its head, the first other adult the spouse, the rest children. */
function deriveRoles(rows: readonly DraftRow[], today: PlainDate): void {
  const adultBefore = toDayNumber(today) - Math.round(18 * 365.2425);
  const withSpouse = new Set<number>();
  for (const row of rows) {
    const { values } = row;
    if (row.payerRecord === undefined) {
      values.role = "head";
      continue;
    }
    const isAdult = isGiven(values.dob) && toDayNumber(values.dob) <= adultBefore;
    const isSpouse = isAdult && !withSpouse.has(row.familyRecord);
    if (isSpouse) withSpouse.add(row.familyRecord);
    values.role = isSpouse ? "spouse" : isAdult ? "dependent" : "child";
  }
}

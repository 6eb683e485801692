import { sameValue, valueOf, type FieldValue } from "./fieldValue.ts";
import { hashText } from "./hash.ts";
import { displayNameOf, personKey, type Matching, type RowMatch } from "./identity.ts";
import type { RosterFieldKey } from "../roster/index.ts";
import type { KnownRow, SheetRow } from "./syncState.ts";

/** Rows that name another member than their hidden ID says, each with the one member it can be (SYN-5). */
export type Rebinding = {
  members: ReadonlyMap<SheetRow, KnownRow>;
  message: string;
  approval: string;
};

type HeldRow = Extract<RowMatch, { kind: "held" }> & { known: KnownRow };

const isChanged = (match: RowMatch): match is HeldRow =>
  match.kind === "held" && match.hold.kind === "identity_changed" && match.known !== null;

/**
 * Whoever stands in a row whose ID is somebody else's, where only one member can be meant and has no row of their own.
 * Proposed, never taken: a sort that left columns out looks alike.
 */
export function proposeRebinding(matching: Matching): Rebinding | null {
  const changed = matching.matches.filter(isChanged);
  if (changed.length === 0) return null;
  const homeless = onlyOnes([...changed.map(({ known }) => known), ...matching.absent], (known) =>
    personKey(known.base),
  );
  const rows = onlyOnes(matching.matches, ({ sheet }) => personKey(sheet.row.values));
  const pairs = changed.flatMap((match) => {
    const person = personKey(match.sheet.row.values);
    const member = homeless.get(person);
    const isSure = member !== undefined && rows.has(person) && isIdentified(member);
    return isSure && member !== match.known ? [{ ...match, member }] : [];
  });
  if (pairs.length === 0) return null;
  const about = pairs.map(({ known, member }) => [known.rowId, member.rowId].join(">")).sort();
  return {
    members: new Map(pairs.map(({ sheet, member }) => [sheet, member])),
    message: messageOf(pairs),
    approval: `identities_changed-${hashText(JSON.stringify(about))}`,
  };
}

/** The matching once somebody said that the rows are right as they stand: the IDs follow their people. */
export function rebound(input: { matching: Matching; rebinding: Rebinding }): Matching {
  const { matching, rebinding } = input;
  const { members } = rebinding;
  const present = new Set(members.values());
  const matches = matching.matches.map((match): RowMatch => {
    const known = members.get(match.sheet);
    return known === undefined
      ? match
      : { kind: "known", sheet: match.sheet, known, isIdMissing: true };
  });
  const left = matching.matches.flatMap((match) =>
    members.has(match.sheet) && isChanged(match) && !present.has(match.known) ? [match.known] : [],
  );
  return { matches, absent: [...matching.absent.filter((row) => !present.has(row)), ...left] };
}

const isIdentified = ({ base }: KnownRow) => (base.dob ?? base.email ?? null) !== null;

type Pair = HeldRow & { member: KnownRow };

function messageOf(pairs: readonly Pair[]): string {
  const names = pairs
    .flatMap(({ member }) => displayNameOf(member.base) ?? [])
    .sort((a, b) => (a < b ? -1 : 1));
  const shown = names.length > 3 ? `${names.slice(0, 3).join(", ")} and others` : names.join(", ");
  const rows = pairs.length === 1 ? "1 row names" : `${pairs.length} rows name`;
  return isWhole(pairs)
    ? `${rows} another member than the hidden ID beside it (${shown}), as after a sort that was undone. If each row is right as it stands, say so: the IDs follow their people.`
    : `${rows} another member than before (${shown}), as after a sort that left columns out. Undo that sort; only if each row is right as it stands now, say so.`;
}

const identityFields: ReadonlySet<string> = new Set([
  "full_name",
  "first_name",
  "last_name",
  "dob",
  "email",
]);

/** Whether the other cells went with the name, or stayed with the ID. */
function isWhole(pairs: readonly Pair[]): boolean {
  const alike = (base: KnownRow["base"], { row }: SheetRow) =>
    (Object.entries(base) as [RosterFieldKey, FieldValue][]).filter(
      ([field, value]) =>
        !identityFields.has(field) && sameValue(value, valueOf(row.values, field)),
    ).length;
  const sum = (count: (pair: Pair) => number) => pairs.reduce((all, one) => all + count(one), 0);
  return (
    sum(({ member, sheet }) => alike(member.base, sheet)) >=
    sum(({ known, sheet }) => alike(known.base, sheet))
  );
}

/** The items of a key that stands once. */
function onlyOnes<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | null,
): Map<string | null, Item> {
  const found = new Map<string | null, Item>();
  const repeated = new Set<string | null>([null]);
  for (const item of items) {
    const key = keyOf(item);
    if (found.has(key)) repeated.add(key);
    found.set(key, item);
  }
  for (const key of repeated) found.delete(key);
  return found;
}

import { sameValue, valueOf } from "./fieldValue.ts";
import type { RosterFieldKey, RosterValues } from "../roster/index.ts";
import { isRowHeld } from "./attention.ts";
import { hashText } from "./hash.ts";
import type { KnownRow, SheetRow, SyncState, UnlistedMember } from "./syncState.ts";

export type RowHold =
  | { kind: "copied_row"; of: number | null }
  | { kind: "fits_member"; of: number | null }
  | { kind: "member_without_row" }
  | { kind: "foreign_id" }
  | { kind: "identity_changed" };

export type RowMatch =
  | { kind: "known"; sheet: SheetRow; known: KnownRow; isIdMissing: boolean }
  | { kind: "new"; sheet: SheetRow }
  /** The only member of that name and birth date who has no row yet. */
  | { kind: "adopted"; sheet: SheetRow; member: UnlistedMember }
  | { kind: "held"; sheet: SheetRow; known: KnownRow | null; hold: RowHold };

export type Matching = { matches: RowMatch[]; absent: KnownRow[] };

type MatchedState = Pick<SyncState, "rows" | "known" | "unlisted" | "isFirstSync" | "approvals">;

/** Which row of the sheet is which row of the database (SYN-4). Does not depend on the order of rows. */
export function matchRows(all: MatchedState): Matching {
  const { inPlace, state } = rowsInPlace(all);
  const known = new Map(state.known.map((row) => [row.rowId, row]));
  const { single, repeated } = rowsByIdOf(state.rows);
  const isTakenOver = takenOver(all);
  const seen = new Set<string>();
  const held: RowMatch[] = [];
  const matched: RowMatch[] = [];
  const loose: SheetRow[] = state.rows.filter((sheet) => sheet.rowId === null);
  for (const [rowId, only] of single) {
    const row = known.get(rowId);
    const isOnlyOne = !repeated.has(rowId);
    if (row?.isConfirmed === true && isOnlyOne) {
      seen.add(row.rowId);
      matched.push(knownRow({ sheet: only, known: row, isIdMissing: false }));
      continue;
    }
    const sheets = repeated.get(rowId) ?? [only];
    if (row === undefined) {
      for (const sheet of sheets) {
        if (isTakenOver(sheet)) loose.push(sheet);
        else held.push(heldRow({ sheet, known: null, kind: "foreign_id" }));
      }
      continue;
    }
    const astray = sheets.filter(
      (sheet) => !row.isConfirmed && isSomebodyElse({ sheet, known: row }),
    );
    loose.push(...astray);
    const atHome = sheets.filter((sheet) => !astray.includes(sheet));
    if (atHome.length === 0) continue;
    seen.add(row.rowId);
    const keeper = keeperOf({ sheets: atHome, known: row });
    if (keeper !== null) matched.push(knownRow({ sheet: keeper, known: row, isIdMissing: false }));
    for (const sheet of atHome) {
      if (sheet === keeper) continue;
      if (keeper !== null && isSomebodyElse({ sheet, known: row })) loose.push(sheet);
      else held.push(copiedRow({ sheet, known: row, keeper, first: lowestRecord(atHome) }));
    }
  }
  const absent = state.known.filter((row) => !seen.has(row.rowId));
  const rebound = matchLooseRows({ loose, absent, present: () => [...inPlace, ...matched] });
  const reboundIds = new Set(
    rebound.flatMap((match) => (match.kind === "known" ? match.known.rowId : [])),
  );
  const settled = settleUnlisted({ matches: rebound, unlisted: state.unlisted });
  return {
    matches: holdChangedIdentities([...inPlace, ...matched, ...held, ...settled]),
    absent: absent.filter((row) => !reboundIds.has(row.rowId)),
  };
}

/**
 * Nearly every row stands where it was last seen, and its ID stands nowhere else: those need no search, and the state is
 * that of the others.
 */
function rowsInPlace(all: MatchedState): { inPlace: readonly RowMatch[]; state: MatchedState } {
  const lastAt: (KnownRow | undefined)[] = [];
  for (const row of all.known) {
    if (row.isConfirmed && row.lastRecord !== null) lastAt[row.lastRecord] = row;
  }
  const placed: Extract<RowMatch, { kind: "known" }>[] = [];
  const others: SheetRow[] = [];
  for (const sheet of all.rows) {
    const known = lastAt[sheet.record];
    if (known !== undefined && known.rowId === sheet.rowId)
      placed.push({ kind: "known", sheet, known, isIdMissing: false });
    else others.push(sheet);
  }
  const movedIds = new Set(others.flatMap(({ rowId }) => rowId ?? []));
  const inPlace =
    movedIds.size === 0 ? placed : placed.filter(({ known }) => !movedIds.has(known.rowId));
  if (inPlace.length === all.known.length)
    return { inPlace, state: { ...all, rows: others, known: [] } };
  const settled = new Set(inPlace.map(({ known }) => known));
  const rows =
    inPlace.length === placed.length
      ? others
      : all.rows.filter(({ rowId, record }) => {
          const known = lastAt[record];
          return known === undefined || known.rowId !== rowId || !settled.has(known);
        });
  const known = all.known.filter((row) => !settled.has(row));
  return { inPlace, state: { ...all, rows, known } };
}

/** The rows of each ID; nearly every ID stands once. */
function rowsByIdOf(rows: readonly SheetRow[]) {
  const single = new Map<string, SheetRow>();
  const repeated = new Map<string, SheetRow[]>();
  for (const sheet of rows) {
    if (sheet.rowId === null) continue;
    const first = single.get(sheet.rowId);
    if (first === undefined) single.set(sheet.rowId, sheet);
    else repeated.set(sheet.rowId, [...(repeated.get(sheet.rowId) ?? [first]), sheet]);
  }
  return { single, repeated };
}

/**
 * Rows that somebody who is a member already has: theirs, where name and birth date leave no doubt, else held.
 */
function settleUnlisted(input: {
  matches: readonly RowMatch[];
  unlisted: readonly UnlistedMember[];
}): readonly RowMatch[] {
  const { matches, unlisted } = input;
  if (unlisted.length === 0) return matches;
  const names = new Set(unlisted.map((member) => nameOf(member.stored)));
  const members = groupBy(unlisted, (member) => personKey(member.stored));
  const rows = groupBy(matches, ({ sheet }) => personKey(sheet.row.values));
  return matches.map((match) => {
    const { values } = match.sheet.row;
    if (match.kind !== "new" || !names.has(nameOf(values))) return match;
    const person = personKey(values);
    const [member, ...others] = members.get(person) ?? [];
    const isSure = (values.dob ?? null) !== null && rows.get(person)?.length === 1;
    return member !== undefined && others.length === 0 && isSure && !isRowHeld(match.sheet)
      ? { kind: "adopted", sheet: match.sheet, member }
      : { kind: "held", sheet: match.sheet, known: null, hold: { kind: "member_without_row" } };
  });
}

/** IDs that another roster gave, as in a copy of its file: names exactly these. */
export function foreignIds(state: Pick<SyncState, "rows" | "known">) {
  const known = new Set(state.known.map((row) => row.rowId));
  const ids = state.rows.flatMap(({ rowId }) =>
    rowId === null || known.has(rowId) ? [] : [rowId],
  );
  return { count: ids.length, approval: `foreign_ids-${hashText(JSON.stringify(ids.sort()))}` };
}

/** Rows of another roster that are this roster's now: somebody said so, or they were given an ID here that never arrived. */
function takenOver(state: MatchedState): (sheet: SheetRow) => boolean {
  const isApproved =
    state.isFirstSync && state.approvals.approvedGuards.includes(foreignIds(state).approval);
  const given = new Set(
    state.known.filter((row) => !row.isConfirmed).map((row) => personKey(row.base)),
  );
  return ({ row }) => isApproved || given.has(personKey(row.values));
}

const knownRow = (input: { sheet: SheetRow; known: KnownRow; isIdMissing: boolean }): RowMatch => ({
  kind: "known",
  ...input,
});

const heldRow = (input: {
  sheet: SheetRow;
  known: KnownRow | null;
  kind: "foreign_id" | "identity_changed";
}): RowMatch => ({
  kind: "held",
  sheet: input.sheet,
  known: input.known,
  hold: { kind: input.kind },
});

/** Where no copy can be told to be the member's row, the first one stands for it. */
const copiedRow = (input: {
  sheet: SheetRow;
  known: KnownRow;
  keeper: SheetRow | null;
  first: SheetRow | null;
}): RowMatch => ({
  kind: "held",
  sheet: input.sheet,
  known: input.keeper === null && input.sheet === input.first ? input.known : null,
  hold: { kind: "copied_row", of: input.keeper?.record ?? null },
});

/** Of several rows with one ID: the only one that is still that person, or of equal copies the one that stood there. */
function keeperOf(input: { sheets: readonly SheetRow[]; known: KnownRow }): SheetRow | null {
  const { sheets, known } = input;
  if (sheets.length === 1) return sheets[0] ?? null;
  const same = sheets.filter((sheet) => !isSomebodyElse({ sheet, known }));
  if (same.length <= 1) return same[0] ?? null;
  const untouched = same.filter((sheet) => isEqualToBase({ sheet, known }));
  if (untouched.length !== same.length) return null;
  return untouched.find((sheet) => sheet.record === known.lastRecord) ?? lowestRecord(untouched);
}

function lowestRecord(sheets: readonly SheetRow[]): SheetRow | null {
  return sheets.reduce<SheetRow | null>(
    (lowest, sheet) => (lowest === null || sheet.record < lowest.record ? sheet : lowest),
    null,
  );
}

function isEqualToBase(input: { sheet: SheetRow; known: KnownRow }): boolean {
  const fields = Object.keys({
    ...input.known.base,
    ...input.sheet.row.values,
  }) as RosterFieldKey[];
  return fields.every((field) =>
    sameValue(valueOf(input.sheet.row.values, field), valueOf(input.known.base, field)),
  );
}

type IdentityField = "name" | "dob" | "email";

/** Which of name, birth date and email now say something else. A first value for an empty one is no change. */
export function identityDrift(input: { sheet: SheetRow; known: KnownRow }): IdentityField[] {
  const before = input.known.base;
  const now = input.sheet.row.values;
  const drift: IdentityField[] = [];
  if (!isWrittenAlike(before, now) && differs(nameOf(before), nameOf(now))) drift.push("name");
  if (differs(before.dob ?? null, now.dob ?? null)) drift.push("dob");
  if (differs(before.email ?? null, now.email ?? null)) drift.push("email");
  return drift;
}

const isSamePerson = ({ sheet, known }: { sheet: SheetRow; known: KnownRow }) =>
  isWrittenAlike(known.base, sheet.row.values) &&
  known.base.dob === sheet.row.values.dob &&
  known.base.email === sheet.row.values.email;

/** Nearly every row: its name stands as it stood, and nothing of it needs to be put together. */
const isWrittenAlike = (before: RosterValues, now: RosterValues) =>
  before.full_name === now.full_name &&
  before.first_name === now.first_name &&
  before.last_name === now.last_name;

const differs = (before: string | null, now: string | null) =>
  before !== null && now !== null && before !== now;

const names = new WeakMap<RosterValues, string | null>();

/** The person's name as one text, however many columns it stands in; kept, for it is asked several times a row. */
export function nameOf(values: RosterValues): string | null {
  const kept = names.get(values);
  if (kept !== undefined) return kept;
  const full = values.full_name ?? [values.first_name, values.last_name].filter(Boolean).join(" ");
  const text = full.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const name = text === "" ? null : text;
  names.set(values, name);
  return name;
}

/** The person as people read it. */
export function displayNameOf(values: RosterValues): string | null {
  const name = values.full_name ?? [values.first_name, values.last_name].filter(Boolean).join(" ");
  return name.trim() === "" ? null : name.trim();
}

function isSomebodyElse(input: { sheet: SheetRow; known: KnownRow }): boolean {
  return identityDrift(input).some((field) => field !== "email");
}

export const personKey = (values: RosterValues): string | null => {
  const name = nameOf(values);
  return name === null ? null : `${name}|${values.dob ?? ""}`;
};

function matchLooseRows(input: {
  loose: readonly SheetRow[];
  absent: readonly KnownRow[];
  present: () => readonly RowMatch[];
}): RowMatch[] {
  if (input.loose.length === 0) return [];
  const absentByPerson = groupBy(input.absent, (row) => personKey(row.base));
  const looseByPerson = groupBy(input.loose, (sheet) => personKey(sheet.row.values));
  const presentByPerson = new Map(
    input
      .present()
      .flatMap((match) =>
        match.kind === "known" ? [[personKey(match.known.base), match.sheet.record] as const] : [],
      ),
  );
  const absentNames = new Set(input.absent.map((row) => nameOf(row.base)));
  const unconfirmed = new Map(
    input.absent.flatMap((row) =>
      !row.isConfirmed && row.lastRecord !== null ? [[row.lastRecord, row] as const] : [],
    ),
  );
  const taken = new Set<string>();
  return input.loose.map((sheet) => {
    const person = personKey(sheet.row.values);
    const isOnlyOne = (looseByPerson.get(person) ?? []).length === 1;
    const candidates = person === null ? [] : (absentByPerson.get(person) ?? []);
    const [candidate] = candidates;
    const isSure = candidate !== undefined && (!candidate.isConfirmed || hasBirthDate(candidate));
    if (isOnlyOne && candidates.length === 1 && candidate !== undefined && isSure) {
      taken.add(candidate.rowId);
      return knownRow({ sheet, known: candidate, isIdMissing: true });
    }
    const journalled = unconfirmed.get(sheet.record);
    if (
      journalled !== undefined &&
      !taken.has(journalled.rowId) &&
      isStillNear({ sheet, known: journalled })
    ) {
      taken.add(journalled.rowId);
      return knownRow({ sheet, known: journalled, isIdMissing: true });
    }
    const twin = person === null ? undefined : presentByPerson.get(person);
    const name = nameOf(sheet.row.values);
    const isLikeAnAbsentOne = name !== null && absentNames.has(name);
    if (twin === undefined && !isLikeAnAbsentOne) return { kind: "new", sheet } satisfies RowMatch;
    return {
      kind: "held",
      sheet,
      known: null,
      hold: { kind: "fits_member", of: twin ?? null },
    } satisfies RowMatch;
  });
}

const hasBirthDate = (known: KnownRow) => (known.base.dob ?? null) !== null;

/** An ID we gave but never saw confirmed belongs to the row where it was meant to stand, if that is still the person. */
function isStillNear(input: { sheet: SheetRow; known: KnownRow }): boolean {
  const { sheet, known } = input;
  return identityDrift(input).length <= 1 && sharesIdentity({ sheet, known });
}

function sharesIdentity(input: { sheet: SheetRow; known: KnownRow }): boolean {
  const before = input.known.base;
  const now = input.sheet.row.values;
  const sameName = nameOf(before) !== null && nameOf(before) === nameOf(now);
  const sameBirthDate = (before.dob ?? null) !== null && before.dob === now.dob;
  return sameName || sameBirthDate;
}

/** Nobody is renamed into somebody else (SYN-5): two of three changed, or the name of another member of the roster. */
function holdChangedIdentities(matches: readonly RowMatch[]): RowMatch[] {
  let kept: Map<string | null, KnownRow[]> | null = null;
  const rowsByName = () =>
    (kept ??= groupBy(
      matches.flatMap((match) => (match.kind === "known" ? [match.known] : [])),
      (known) => nameOf(known.base),
    ));
  return matches.map((match) => {
    if (match.kind !== "known" || isSamePerson(match)) return match;
    const drift = identityDrift(match);
    if (drift.length === 0) return match;
    const others = (rowsByName().get(nameOf(match.sheet.row.values)) ?? []).filter(
      (known) => known !== match.known,
    );
    const takesAnothersName = drift.includes("name") && others.length > 0;
    if (drift.length < 2 && !takesAnothersName) return match;
    return heldRow({ sheet: match.sheet, known: match.known, kind: "identity_changed" });
  });
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

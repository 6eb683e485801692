import type { PlainDate } from "../calendar/index.ts";
import {
  fillingOf,
  medianAge,
  profileColumn,
  shareOf,
  type ColumnProfile,
} from "./columnProfile.ts";
import { rosterField, type RosterFieldKey } from "./fields.ts";
import { headersOf } from "./findHeader.ts";
import type { RosterGrid } from "./grid.ts";
import { foldHeader, matchHeader, type HeaderMatch } from "./headerDictionary.ts";
import { headerTexts } from "./joinedHeader.ts";
import { meaningsByValues } from "./columnMeaning.ts";
import type { ColumnBinding } from "./reading.ts";
import type { RosterColumnSetting } from "./settings.ts";

export type MappedColumn = ColumnBinding & { index: number; profile: ColumnProfile };

type Candidate = { index: number; field: RosterFieldKey; score: number };

const threshold = 0.5;

/** A field for each column, with a confidence and samples (ROS-3). What was confirmed before stands. */
export function mapColumns({
  grid,
  headerRow,
  today,
  confirmed,
}: {
  grid: RosterGrid;
  headerRow: number;
  today: PlainDate;
  confirmed: readonly RosterColumnSetting[] | undefined;
}): MappedColumn[] {
  const headers = headersOf(grid, headerRow);
  const settled = settle(headers, confirmed ?? []);
  const firstRow = headerRow + 1;
  const filling = fillingOf(grid, firstRow, headers.length);
  const profiles = headers.map((_, column) =>
    profileColumn({ grid, firstRow, column, today, filling, ...sampleOf(settled, column) }),
  );
  const texts = headerTexts(grid, headerRow);
  const matches = headers.map((header, index) =>
    settled.has(index) ? [] : meaningsOf(texts[index] ?? header, profiles[index]),
  );
  const open = reconcileNames(matches);
  const taken = new Set([...settled.values()].flatMap((field) => field ?? []));
  const chosen = assign(open, profiles, taken);
  addByValues({ headers, profiles, settled, chosen, taken });
  return headers.map((header, index): MappedColumn => {
    const profile =
      profiles[index] ?? profileColumn({ grid, firstRow: grid.rows.length, column: index, today });
    const alternatives = (open[index] ?? [])
      .slice(0, 4)
      .map(({ field, confidence }) => ({ field, confidence: round(confidence) }));
    const base = {
      index,
      column: index + 1,
      header,
      samples: profile.samples,
      profile,
      alternatives,
    };
    if (settled.has(index))
      return { ...base, field: settled.get(index) ?? null, confidence: 1, source: "settings" };
    const choice = chosen.get(index);
    if (choice === undefined) return { ...base, field: null, confidence: 0, source: "none" };
    return { ...base, field: choice.field, confidence: round(choice.score), source: choice.source };
  });
}

/** A column that was answered for needs samples to show, and no more; an interval may still be one of a pair. */
function sampleOf(
  settled: ReadonlyMap<number, RosterFieldKey | null>,
  column: number,
): { sampleSize?: number } {
  return settled.has(column) && settled.get(column) !== "interval" ? { sampleSize: 3 } : {};
}

function round(confidence: number): number {
  return Math.round(Math.min(1, confidence) * 100) / 100;
}

/** Columns that were answered for: by header, since columns move, and by number where the header is empty or doubled. */
function settle(
  headers: string[],
  confirmed: readonly RosterColumnSetting[],
): Map<number, RosterFieldKey | null> {
  const settled = new Map<number, RosterFieldKey | null>();
  const folded = headers.map(foldHeader);
  for (const { column, header, field } of confirmed) {
    const wanted = foldHeader(header);
    const isThere = folded[column - 1] === wanted && !settled.has(column - 1);
    const index = isThere
      ? column - 1
      : folded.findIndex((text, at) => text === wanted && wanted !== "" && !settled.has(at));
    if (index >= 0) settled.set(index, field);
  }
  return settled;
}

function meaningsOf(header: string, profile: ColumnProfile | undefined): HeaderMatch[] {
  const matches = matchHeader(header);
  if (profile === undefined || matches.length === 0) return matches;
  return meaningsByValues({ header, matches, profile })
    .map(({ field, confidence }) => ({ field, confidence: confidence * fit(field, profile) }))
    .sort((left, right) => right.confidence - left.confidence);
}

/** How well the cells of a column suit a field: 1 as they should be, less where they speak against it. */
export function fit(field: RosterFieldKey, profile: ColumnProfile): number {
  if (profile.sampled === 0) return 0.9;
  const needs = (share: number, enough: number): number =>
    share >= enough ? 1 : share > enough / 3 ? 0.6 : 0.25;
  switch (rosterField(field).type) {
    case "date":
    case "birth_date":
      return needs(Math.max(profile.dates, profile.integers * 0.5), 0.5);
    case "money":
      return needs(profile.dates > 0.5 ? 0 : profile.amounts, 0.5);
    case "balance":
      return profile.dates > 0.5 ? 0.25 : needs(profile.signed, 0.5);
    case "interval":
      return needs(Math.max(profile.intervals, profile.smallIntegers, profile.units), 0.5);
    case "count":
      return needs(profile.integers, 0.5);
    case "phone":
      return needs(profile.phones, 0.4);
    case "email":
      return needs(profile.emails, 0.3);
    case "boolean":
      return needs(profile.booleans, 0.5);
    case "sex":
      return needs(profile.sexes, 0.4);
    case "role":
      // A site's user role is the same for everyone and tells nothing of a family.
      return profile.distinct === 1 && profile.sampled > 3 ? 0.3 : needs(profile.roles, 0.4);
    case "payment_method":
      return needs(profile.methods, 0.3);
    case "status":
      // Unknown words are no reason to leave a status unread: someone who has left would be billed.
      return Math.max(0.6, needs(profile.statuses, 0.3));
    case "id":
      return profile.dates > 0.6 && profile.integers < 0.5 ? 0.4 : 1;
    case "name":
    case "names":
      return profile.emails > 0.5 ||
        profile.dates > 0.5 ||
        (field === "full_name" && profile.codes > 0.6)
        ? 0.4
        : 1;
    case "text":
      return profile.emails > 0.5 || profile.dates > 0.7 ? 0.5 : 1;
  }
}

/** "Name" beside "Vorname" is a last name, "Nombre" without "Apellidos" a whole one. */
function reconcileNames(matches: HeaderMatch[][]): HeaderMatch[][] {
  const top = (list: HeaderMatch[]): RosterFieldKey | undefined => list[0]?.field;
  const has = (field: RosterFieldKey): boolean => matches.some((list) => top(list) === field);
  const rename = (from: RosterFieldKey, to: RosterFieldKey): HeaderMatch[][] =>
    matches.map((list) => {
      const [first] = list;
      if (first?.field !== from) return list;
      return [
        { field: to, confidence: first.confidence * 0.95 },
        ...list.filter(({ field }) => field !== from && field !== to),
      ];
    });
  if (has("first_name") && !has("last_name") && has("full_name"))
    return rename("full_name", "last_name");
  if (has("last_name") && !has("first_name") && !has("full_name"))
    return rename("last_name", "full_name");
  if (has("first_name") && !has("last_name") && !has("full_name"))
    return rename("first_name", "full_name");
  return matches;
}

type Choice = { field: RosterFieldKey; score: number; source: "header" | "values" };

function assign(
  matches: HeaderMatch[][],
  profiles: ColumnProfile[],
  taken: Set<RosterFieldKey>,
): Map<number, Choice> {
  const candidates: Candidate[] = matches.flatMap((list, index) =>
    list.map(({ field, confidence }) => ({
      index,
      field,
      score: confidence + emptiness(profiles[index]),
    })),
  );
  candidates.sort((left, right) => right.score - left.score || left.index - right.index);
  const chosen = new Map<number, Choice>();
  for (const { index, field, score } of candidates) {
    if (score < threshold || chosen.has(index)) continue;
    const isShared =
      field === "member_names" ||
      (field === "interval" && completesInterval(index, chosen, profiles));
    if (taken.has(field) && !isShared) continue;
    taken.add(field);
    chosen.set(index, { field, score, source: "header" });
  }
  return chosen;
}

/** Of two columns with equal claims, the one that says more. */
function emptiness(profile: ColumnProfile | undefined): number {
  return profile === undefined || profile.sampled === 0 ? -0.02 : 0;
}

/** A column of numbers and a column of units make one interval. */
function completesInterval(
  index: number,
  chosen: Map<number, Choice>,
  profiles: ColumnProfile[],
): boolean {
  const others = [...chosen].filter(([, choice]) => choice.field === "interval");
  const [other] = others;
  const mine = profiles[index];
  const theirs = other === undefined ? undefined : profiles[other[0]];
  if (others.length !== 1 || mine === undefined || theirs === undefined) return false;
  const isPair = (count: ColumnProfile, unit: ColumnProfile): boolean =>
    count.smallIntegers > 0.7 && unit.units > 0.7;
  return isPair(mine, theirs) || isPair(theirs, mine);
}

/** A column whose header says nothing, and whose cells can be only one thing. */
function addByValues({
  headers,
  profiles,
  settled,
  chosen,
  taken,
}: {
  headers: string[];
  profiles: ColumnProfile[];
  settled: Map<number, RosterFieldKey | null>;
  chosen: Map<number, Choice>;
  taken: Set<RosterFieldKey>;
}): void {
  headers.forEach((_, index) => {
    const profile = profiles[index];
    if (settled.has(index) || chosen.has(index) || profile === undefined || profile.sampled < 5)
      return;
    const field = fieldOfValues(profile);
    if (field === null || taken.has(field)) return;
    taken.add(field);
    chosen.set(index, { field, score: 0.55, source: "values" });
  });
}

function fieldOfValues(profile: ColumnProfile): RosterFieldKey | null {
  if (profile.emails > 0.8) return "email";
  if (isBirthDates(profile)) return "dob";
  const isChosen = profile.distinct > 1 && profile.distinct <= profile.sampled / 2;
  if (!isChosen || profile.booleans > 0.5 || profile.sexes > 0.9) return null;
  if (profile.intervals > 0.9) return "interval";
  // Somebody who has left must not be billed because nobody knew the word above.
  return profile.statuses > 0.9 && profile.leavers > 0 ? "source_status" : null;
}

function isBirthDates(profile: ColumnProfile): boolean {
  return (
    profile.dates > 0.8 &&
    (medianAge(profile) ?? 0) > 15 * 365 &&
    shareOf(profile.ages, (age) => age < 0) === 0
  );
}

export type Mutant = {
  name: string;
  /** The guarantee that must notice it. */
  property: string;
  edits: { file: string; find: string; replace: string }[];
};

const core = "packages/core/src/reconcile";
const roster = "packages/services/src/roster";
const sheets = "packages/sheets/src";
const sync = "apps/sync/src";

const mutant = (
  name: string,
  property: string,
  ...edits: [file: string, find: string, replace: string][]
): Mutant => ({
  name,
  property,
  edits: edits.map(([file, find, replace]) => ({ file, find, replace })),
});

/** Known faults, planted one at a time: a simulation that lets one live proves nothing. */
export const mutants: readonly Mutant[] = [
  mutant("drop the lease", "P8", [
    `${roster}/runs.ts`,
    'if (!isMine) return { kind: "busy", rosterId };',
    "",
  ]),
  mutant("drop the fence", "P8", [
    `${sync}/bookkeepingTab.ts`,
    "metadataId: fenceId(input),",
    "metadataId: fenceId(input) + Math.floor(performance.now() * 1000) % 1_000_000,",
  ]),
  mutant("skip the read-back", "P6", [
    `${sync}/verifyWrite.ts`,
    'if (idFound !== (rowId ?? "") || (isIdGiven && !isSamePerson(input))) {',
    "if (false) {",
  ]),
  mutant("trust a new ID without its person", "P6", [
    `${sync}/verifyWrite.ts`,
    "(isIdGiven && !isSamePerson(input))",
    "false",
  ]),
  mutant("skip the pre-image", "P3", [
    `${sync}/verifyWrite.ts`,
    'cellText(kept("id_found")) === cellText(idRead) &&',
    "true ||",
  ]),
  mutant("forget to repair what was covered", "P3", [
    `${sync}/preImageRepairs.ts`,
    "if (open.size === 0) return [];",
    "return [];",
  ]),
  mutant("resend after a lost answer", "P8", [
    `${sheets}/failure.ts`,
    'kind: input.isWrite ? "outcome_unknown" : "unavailable",',
    'kind: "unavailable",',
  ]),
  mutant("resend after an answer that was cut off", "P8", [
    `${sheets}/retry.ts`,
    'if (!input.isWrite || failure.kind !== "unreadable_answer") return failure;',
    "return failure;",
  ]),
  mutant("ignore the row IDs", "P6", [
    `${sync}/observeSheet.ts`,
    'return cell?.kind === "text" && cell.text.trim() !== "" ? cell.text.trim() : null;',
    "return cell === undefined ? null : null;",
  ]),
  mutant("commit the base before verifying", "P3", [
    `${roster}/applySync.ts`,
    "drafts.change(rowId, { intendedInputs: { ...open, [field]: { value, present } } });",
    "drafts.change(rowId, { intendedInputs: { ...open, [field]: { value, present } }, base: { ...drafts.get(rowId)?.base, [field]: value } });",
  ]),
  mutant("make members of held rows", "P14", [
    `${core}/planRow.ts`,
    "if (isRowHeld(sheet)) return heldWithoutMember(sheet);",
    "",
  ]),
  mutant(
    "make members of copied rows",
    "P14",
    [
      `${core}/identity.ts`,
      "else held.push(copiedRow({ sheet, known: row, keeper }));",
      "else loose.push(sheet);",
    ],
    [
      `${core}/identity.ts`,
      "const twin = person === null ? undefined : presentByPerson.get(person);",
      "const twin = person === null ? undefined : presentByPerson.get(null);",
    ],
  ),
  mutant("keep no history", "P3", [
    `${roster}/applySync.ts`,
    "await insertHistory(tx, given.context.practiceId, {",
    "if (tx === null) await insertHistory(tx, given.context.practiceId, {",
  ]),
  mutant("leave what was typed over our cells", "P1", [
    `${core}/planSync.ts`,
    "if (value !== before) writes.push({ record: sheet.record, rowId, key, value, before });",
    "if (value !== before && before === null) writes.push({ record: sheet.record, rowId, key, value, before });",
  ]),
  mutant("write every cell every time", "P16", [
    `${core}/planSync.ts`,
    "if (value !== before) writes.push({ record: sheet.record, rowId, key, value, before });",
    "writes.push({ record: sheet.record, rowId, key, value, before });",
  ]),
  mutant("let a text become a formula", "P12", [
    `${sheets}/requests.ts`,
    "return { userEnteredValue: { stringValue: value.text } };",
    'return { userEnteredValue: value.text.startsWith("=") ? { formulaValue: value.text } : { stringValue: value.text } };',
  ]),
  mutant("write one row too low", "P6", [
    `${sync}/rosterEdits.ts`,
    "row: write.record - 1,",
    "row: write.record,",
  ]),
  mutant("forget IDs that were never confirmed", "P8", [
    `${core}/identity.ts`,
    "const absent = state.known.filter((row) => !seen.has(row.rowId));",
    "const absent = state.known.filter((row) => !seen.has(row.rowId) && row.isConfirmed);",
  ]),
  mutant("let a dry run write", "P10", [
    `${sync}/syncPractice.ts`,
    "if (input.isDryRun === true) return dryRun(run);",
    "if (input.isDryRun === undefined && run === null) return dryRun(run);",
  ]),
  mutant("follow columns by their place", "P6", [
    `${sync}/columnMapping.ts`,
    "const { column, headers, own, taken } = input;",
    "const { column, headers, own, taken } = input;\n  if (column.column > 0) return column.column - 1;",
  ]),
  mutant("ignore what the database changed", "P1", [
    `${roster}/knownRows.ts`,
    "if (!sameValue(before, value ?? null)) result[field] = value ?? null;",
    "if (!sameValue(before, value ?? null)) result[field] ??= null;",
  ]),
  mutant("ignore what the sheet changed", "P1", [
    `${core}/merge.ts`,
    'if (sameValue(storedValue, base)) return "sheet";',
    'if (sameValue(storedValue, base)) return "equal";',
  ]),
  mutant("number batches by the database alone", "P8", [
    `${sync}/bookkeepingTab.ts`,
    "return Math.max(generation ?? input.roster.confirmedGeneration, ...fences) + 1;",
    "return input.roster.confirmedGeneration + 1 + (generation === null ? 0 : 0 * fences.length);",
  ]),
  mutant("rename members into others", "P6", [
    `${core}/identity.ts`,
    "if (drift.length < 2 && !takesAnothersName) return match;",
    "if (drift.length < 9 || !takesAnothersName) return match;",
  ]),
  mutant("settle what was not read back", "P1", [
    `${sync}/verifyWrite.ts`,
    "if (found !== write.value) continue;",
    "",
  ]),
  mutant("give the whole roster new IDs", "P8", [
    `${core}/planSync.ts`,
    "if (sheet.rowId !== rowId) {",
    "if (sheet.rowId !== null || rowId !== null) {",
  ]),
];

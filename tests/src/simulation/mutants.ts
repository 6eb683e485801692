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
    "packages/db/src/roster/roster.ts",
    "and (lease_holder is null or lease_holder = ${holder} or lease_until <= ${now})",
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
  mutant("forget what landed elsewhere as it was put back", "P6", [
    `${sync}/preImageRepairs.ts`,
    "[...guessed, ...stillCovered, ...certain].map(",
    "[...guessed, ...stillCovered.slice(999), ...certain].map(",
  ]),
  mutant("leave values of ours beside nobody", "P5", [
    `${sync}/strayValues.ts`,
    "if (latest.length === 0) return [];",
    "return [];",
  ]),
  mutant("forget a value of ours that was missed as it was taken back", "P5", [
    `${sync}/strayValues.ts`,
    "if (!isStray) return [];",
    "return [];",
  ]),
  mutant("leave values of ours where a column was cut", "P4", [
    `${sync}/leftBehind.ts`,
    'if (kind !== "moved" || isOldPlaceBlank) return [];',
    "return [];",
  ]),
  mutant("write wherever columns moved", "P5", [
    `${sync}/columnGuards.ts`,
    "if (written.length === 0) return [];",
    "return [];",
  ]),
  mutant("take columns instead of inserting them", "P5", [
    `${sheets}/columns.ts`,
    '{ kind: "insert_columns", sheetId, at, count },',
    '{ kind: "append_columns", sheetId, count },',
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
    "drafts.change(rowId, { intendedInputs: { ...open, [field]: { value, present, ...covered } } });",
    "drafts.change(rowId, { intendedInputs: { ...open, [field]: { value, present, ...covered } }, base: { ...drafts.get(rowId)?.base, [field]: value } });",
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
      "else held.push(copiedRow({ sheet, known: row, keeper, first: lowestRecord(atHome) }));",
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
    "insertHistory(tx, practiceId, { rosterId, entries }),",
    "",
  ]),
  mutant("leave what was typed over our cells", "P1", [
    `${core}/planSync.ts`,
    "if (value === before) continue;",
    "if (value === before || before !== null) continue;",
  ]),
  mutant(
    "write every cell every time",
    "P16",
    [`${core}/planSync.ts`, "if (value === before) continue;", ""],
    [
      `${core}/planRow.ts`,
      "if (sheet.rowId === rowId && sameCells(sheet.computed, wanted)) return null;",
      "",
    ],
  ),
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
    "result[field] = value ?? null;",
    "result[field] ??= null;",
  ]),
  mutant("ignore what the sheet changed", "P1", [
    `${core}/merge.ts`,
    'if (sameValue(storedValue, base)) return "sheet";',
    'if (sameValue(storedValue, base)) return "equal";',
  ]),
  mutant("number batches by what was given out", "P8", [
    `${sync}/bookkeepingTab.ts`,
    "return Math.max(generation ?? input.roster.confirmedGeneration, ...fences) + 1;",
    "return Math.max(generation ?? 0, ...fences, (input.roster as { generation?: number }).generation ?? 0) + 1;",
  ]),
  mutant("rename members into others", "P6", [
    `${core}/identity.ts`,
    "if (drift.length < 2 && !takesAnothersName) return match;",
    "if (drift.length < 9 || !takesAnothersName) return match;",
  ]),
  mutant("give the whole roster new IDs", "P8", [
    `${core}/planSync.ts`,
    "if (sheet.rowId !== rowId) {",
    "if (sheet.rowId !== null || rowId !== null) {",
  ]),
  mutant("take a lost answer for a yes", "P8", [
    `${sync}/writeChunks.ts`,
    "writeOrRefuse({ run, spreadsheetId, batch, generation, isRefusalTheEnd }),",
    "writeOrRefuse({ run, spreadsheetId, batch, generation, isRefusalTheEnd }).catch(() => ({ cellAt: (at: { row: number; column: number }) => input.observed.tab.rows[at.row]?.[at.column] })),",
  ]),
  mutant("hold a row anew in every run", "P2", [
    `${core}/rowOperations.ts`,
    "return known.heldReason === reason ? [] : [",
    "return known.heldReason === reason && reason === null ? [] : [",
  ]),
  mutant("cut what was typed", "P4", [
    `${core}/merge.ts`,
    "const change = { field, from: storedValue, to: sheetValue };",
    'const change = { field, from: storedValue, to: typeof sheetValue === "string" ? sheetValue.slice(0, -1) : sheetValue };',
  ]),
  mutant("let the database win a conflict", "P3", [
    `${core}/merge.ts`,
    'return input.keep ?? "both";',
    'return input.keep ?? "database";',
  ]),
  mutant("write over formulas", "P5", [
    `${sync}/inputEdits.ts`,
    "if (present.formula !== undefined || isCovered({ tab: observed.tab, row, column })) return null;",
    "if (isCovered({ tab: observed.tab, row, column })) return null;",
  ]),
  mutant("heal by email alone", "P6", [
    `${core}/identity.ts`,
    'return name === null ? null : `${name}|${values.dob ?? ""}`;',
    'return name === null ? null : (values.email ?? "");',
  ]),
  mutant("wipe the remarks of cells that it writes", "P5", [
    `${sheets}/requests.ts`,
    '          : "userEnteredValue",',
    '          : "userEnteredValue,note",',
  ]),
  mutant("take the colours of cells that it writes", "P5", [
    `${sheets}/requests.ts`,
    '          : "userEnteredValue",',
    '          : "userEnteredValue,userEnteredFormat",',
  ]),
  mutant("dress a roster that stood already", "P5", [
    `${sync}/spreadsheetEdits.ts`,
    "const look = observation.roster.isMadeHere",
    "const look = observation !== undefined",
  ]),
  mutant("leave IDs beside other people", "P6", [
    `${core}/rebinding.ts`,
    "if (pairs.length === 0) return null;",
    "if (pairs.length < 999) return null;",
  ]),
  mutant("take a column gone blank for an edit", "P3", [
    `${core}/pausedColumns.ts`,
    "if (emptied.length < fewestBlanks) return [];",
    "if (emptied.length < 9999) return [];",
  ]),
  mutant("hold every row of members made over the API", "P14", [
    `${core}/planRow.ts`,
    "if (errors.length > 0 && errors.every(isMissingDate) && hasStartElsewhere(input)) return false;",
    "",
  ]),
  mutant("write beside an ID that is only on its way", "P6", [
    `${core}/planSync.ts`,
    "if (rowId === null || rowId !== sheet.rowId) return [];",
    "if (rowId === null) return [];",
  ]),
  mutant("use row numbers", "P6", [
    `${core}/identity.ts`,
    "const known = new Map(state.known.map((row) => [row.rowId, row]));",
    "const known = new Map(state.known.map((row) => [state.rows.find((sheet) => sheet.record === row.lastRecord)?.rowId ?? row.rowId, row]));",
  ]),
  mutant("take the last of several equal rows", "P7", [
    `${core}/identity.ts`,
    "const isOnlyOne = (looseByPerson.get(person) ?? []).length === 1;",
    "const isOnlyOne = (looseByPerson.get(person) ?? []).at(-1) === sheet;",
  ]),
  mutant(
    "treat an empty read as deletion",
    "P9",
    [`${core}/guards.ts`, "    emptyGuard(state),\n", ""],
    [`${core}/guards.ts`, "    rowsGoneGuard({ state, matching }),\n", ""],
    [
      `${core}/planSync.ts`,
      "const isGone = known.absentReads >= 1 && since <= state.absenceGraceEnd;",
      "const isGone = since !== undefined;",
    ],
  ),
  mutant(
    "let an emptied roster pass",
    "P9",
    [`${core}/guards.ts`, "    emptyGuard(state),\n", ""],
    [`${core}/guards.ts`, "    rowsGoneGuard({ state, matching }),\n", ""],
  ),
  mutant("name a plan by its rows alone", "P10", [
    `${core}/planSync.ts`,
    "const hash = planHash({ operations, computedWrites, inputWrites, appends });",
    "const hash = planHash({ operations: [], computedWrites: [], inputWrites: [], appends });",
  ]),
  mutant(
    "take back what was changed since",
    "P11",
    [
      `${core}/revert.ts`,
      'if (!sameValue(stored, change.after)) return conflict(stored, "Changed in Rollbook since.");',
      "",
    ],
    [
      `${core}/revert.ts`,
      'if (!sameValue(now, change.after)) return conflict(now, "Changed in the sheet since.");',
      "",
    ],
    [
      `${core}/revert.ts`,
      'if (!sameValue(base, change.after)) return conflict(base, "Changed since.");',
      "",
    ],
  ),
  mutant("take nothing back", "P11", [
    `${core}/revert.ts`,
    'return { kind: "cell", cell };',
    'return cell.rowId === "" ? { kind: "cell", cell } : { kind: "nothing" };',
  ]),
  mutant("count days from another day", "P13", [
    "packages/core/src/calendar/serial.ts",
    "const serialOfUnixEpoch = 25_569;",
    "const serialOfUnixEpoch = 25_568;",
  ]),
  mutant("read every date as in America", "P13", [
    `${sync}/observeAndPlan.ts`,
    "    ...roster.settings,\n",
    '    ...roster.settings,\n    date_order: "MDY",\n',
  ]),
  mutant("bill a held row", "P14", [
    "packages/core/src/invoice/parked.ts",
    "const [hold] = holds;",
    "const [hold] = holds.slice(0, 0);",
  ]),
  mutant("read a price that is none as no price", "P14", [
    `${core}/planRow.ts`,
    "hasLostPrice(match)",
    "false",
  ]),
  mutant("read a copied tab", "P14", [
    `${sync}/rosterTab.ts`,
    "const tab = snapshot.tabs.find((candidate) => candidate.sheetId === sheetId);",
    'const tab = snapshot.tabs.find((candidate) => candidate.title.startsWith("Members"));',
  ]),
  mutant("come back before Retry-After", "P15", [
    `${sheets}/retry.ts`,
    "return Math.max(jittered, input.failure.retryAfterMs ?? 0);",
    "return jittered;",
  ]),
];

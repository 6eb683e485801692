import {
  checkRow,
  markDuplicates,
  markSharedEmails,
  settleMembership,
  type MappedFields,
} from "./checkRows.ts";
import { linkFamilies } from "./families.ts";
import { makeFillDown } from "./fillDown.ts";
import { findHeader, headersOf } from "./findHeader.ts";
import { cellText, type RosterGrid } from "./grid.ts";
import { mapColumns, type MappedColumn } from "./mapColumns.ts";
import { settleOpenings } from "./openings.ts";
import { checkPlans, type RosterPlan } from "./plans.ts";
import { askQuestions } from "./questions.ts";
import { preferReferencedId } from "./referencedId.ts";
import { makeReaders, type ColumnReaders } from "./readers.ts";
import {
  blankValues,
  intervalPairOf,
  isHeld,
  readRow,
  rowColumnOf,
  skippedRow,
  type DraftRow,
} from "./readRows.ts";
import type { ColumnBinding, RosterQuestion, RosterReading, RosterRow } from "./reading.ts";
import { makeRowKind } from "./rowKind.ts";
import { decideStarts } from "./rowStarts.ts";
import type { RosterSettings } from "./settings.ts";
import { tally } from "./tally.ts";
import { isGiven } from "./given.ts";

type Input = {
  grid: RosterGrid;
  settings: RosterSettings;
  plans?: readonly RosterPlan[] | undefined;
};

/**
 * A practice's roster as typed, linked and decided rows: header found, columns mapped, values read, families and
 * duplicates told apart, a start for each who has one (ROS-1 to ROS-24). Pure: the same grid and settings give the same.
 * Nothing is guessed: what has two readings is a question, what has none is an issue of its row.
 */
export function readRoster({ grid, settings, plans }: Input): RosterReading {
  const header = headerRowOf(grid, settings);
  if (header === null) return withoutHeader(grid, settings);
  const columns = preferReferencedId({
    grid,
    headerRow: header.row,
    columns: mapColumns({
      grid,
      headerRow: header.row,
      today: settings.today,
      confirmed: settings.columns,
    }),
  });
  const readers = makeReaders({ grid, headerRow: header.row, columns, settings });
  const rows = readRows({ grid, headerRow: header.row, readers, settings });
  const members = rows.filter(({ outcome }) => outcome !== "skip");
  const mapped: MappedFields = new Map(readers.columns.map(({ field, column }) => [field, column]));
  judge({ members, settings, mapped, plans, grid });
  const hasMerges =
    grid.areMergesKnown === true || grid.merges.some(({ startRow }) => startRow > header.row);
  const questions = [
    ...askHeader(header, grid),
    ...askQuestions({
      columns,
      unordered: readers.unordered,
      unclearBalance: readers.unclearBalance,
      rows,
      indented: members.filter(({ isIndented }) => isIndented === true),
      exclusive: new Set(members.filter(({ isCoverExclusive }) => isCoverExclusive === true)),
      settings,
      hasMerges,
      phoneRegion: readers.phoneRegion,
    }),
  ];
  settleOutcomes(
    members,
    questions.some(({ isBlocking }) => isBlocking),
  );
  return {
    asOf: settings.today,
    currency: settings.currency,
    headerRecord: header.row + 1,
    columns: columns.map((column) => bindingOf(column, readers)),
    questions,
    rows: rows.map(published),
    ...tally(rows),
  };
}

type Header = { row: number; isSure: boolean };

function headerRowOf(grid: RosterGrid, settings: RosterSettings): Header | null {
  if (settings.header_record !== undefined) {
    const row = settings.header_record - 1;
    return grid.rows[row]?.some((cell) => cell.kind !== "empty") === true
      ? { row, isSure: true }
      : null;
  }
  return findHeader(grid);
}

function withoutHeader(grid: RosterGrid, settings: RosterSettings): RosterReading {
  const question: RosterQuestion = {
    code: "header_not_found",
    column: null,
    isBlocking: true,
    message:
      grid.rows.length === 0
        ? "The sheet is empty."
        : "No row was found that names the columns, such as Name, Date of birth, Plan, Last billed. Which row is the header?",
    answer: { key: "header_record", choices: [] },
  };
  const rows = grid.rows.map((_, row) => skippedRow(row + 1, "note"));
  return {
    asOf: settings.today,
    currency: settings.currency,
    headerRecord: null,
    columns: [],
    questions: [question],
    rows,
    ...tally(rows),
  };
}

function askHeader(header: Header, grid: RosterGrid): RosterQuestion[] {
  if (header.isSure) return [];
  const names = (grid.rows[header.row] ?? [])
    .map(cellText)
    .filter((text) => text !== "")
    .join(", ");
  return [
    {
      code: "header_uncertain",
      column: null,
      isBlocking: false,
      message: `Row ${header.row + 1} was taken as the header: ${names}. Is it?`,
      answer: {
        key: "header_record",
        choices: [{ value: String(header.row + 1), label: `row ${header.row + 1}` }],
      },
    },
  ];
}

function readRows({
  grid,
  headerRow,
  readers,
  settings,
}: {
  grid: RosterGrid;
  headerRow: number;
  readers: ColumnReaders;
  settings: RosterSettings;
}): DraftRow[] {
  const { columns } = readers;
  const fillDown = makeFillDown({
    grid,
    firstRow: headerRow + 1,
    columns,
    fields: settings.fill_down ?? [],
  });
  const pair = intervalPairOf(columns);
  const blank = blankValues(columns);
  const reader = { columns: columns.map(rowColumnOf), pair, blank, fillDown, settings };
  const kindOf = makeRowKind(columns, headersOf(grid, headerRow));
  const rows: DraftRow[] = [];
  for (let row = 0; row < grid.rows.length; row += 1) {
    const cells = grid.rows[row] ?? [];
    if (row <= headerRow) {
      rows.push(
        skippedRow(
          row + 1,
          row === headerRow
            ? "header"
            : cells.every(({ kind }) => kind === "empty")
              ? "blank"
              : "title",
        ),
      );
      continue;
    }
    const skipReason = kindOf(cells);
    fillDown.enter(row, skipReason === null);
    rows.push(
      skipReason === null ? readRow({ grid, row, reader }) : skippedRow(row + 1, skipReason),
    );
  }
  return rows;
}

type Judged = {
  members: DraftRow[];
  settings: RosterSettings;
  mapped: MappedFields;
  plans: readonly RosterPlan[] | undefined;
  grid: RosterGrid;
};

function judge({ members, settings, mapped, plans, grid }: Judged): void {
  for (const row of members) {
    settleMembership(row, settings.today);
    checkRow(row, mapped);
  }
  markHidden(members, grid);
  const intervalOfPlan = checkPlans({
    rows: members,
    plans,
    settings,
    column: mapped.get("plan_name"),
  });
  markDuplicates(members, mapped);
  linkFamilies(members, mapped, settings);
  decideStarts({ rows: members, settings, mapped, intervalOfPlan });
  markSharedEmails(members);
  markDivisions(members, mapped);
  settleOpenings({ rows: members, settings, mapped });
}

function markHidden(rows: readonly DraftRow[], grid: RosterGrid): void {
  if (grid.hiddenRows.length === 0) return;
  const hidden = new Set(grid.hiddenRows);
  for (const row of rows) {
    if (!hidden.has(row.record - 1)) continue;
    row.isHidden = true;
    row.issues.push({
      code: "hidden_row",
      field: null,
      level: "warn",
      message: "This row is hidden in the sheet, by hand or by a filter. It is read all the same.",
    });
  }
}

function markDivisions(rows: readonly DraftRow[], mapped: MappedFields): void {
  if (!mapped.has("division")) return;
  const byRecord = new Map(rows.map((row) => [row.record, row]));
  for (const row of rows) {
    const payer = row.payerRecord === undefined ? undefined : byRecord.get(row.payerRecord);
    const { division } = row.values;
    const expected = payer?.values.division;
    if (
      !isGiven(division) ||
      !isGiven(expected) ||
      division.toLowerCase() === expected.toLowerCase()
    )
      continue;
    row.issues.push({
      code: "division_mismatch",
      field: "division",
      level: "warn",
      found: division,
      wanted: expected,
      message: `The division "${division}" differs from "${expected}" of the person who pays, in row ${payer?.record}.`,
    });
  }
}

function settleOutcomes(rows: readonly DraftRow[], isBlocked: boolean): void {
  for (const row of rows) {
    row.outcome = isBlocked
      ? "needs_choice"
      : isHeld(row)
        ? "error"
        : row.issues.length > 0
          ? "warn"
          : "ok";
    if (row.outcome === "ok" || row.outcome === "warn") continue;
    row.start = null;
    row.openings = [];
    row.startDate = null;
    row.status = null;
  }
}

function published(row: DraftRow): RosterRow {
  return row;
}

function bindingOf(column: MappedColumn, readers: ColumnReaders): ColumnBinding {
  const dateOrder = readers.columns.find(({ index }) => index === column.index)?.dateOrder;
  const { column: number, header, field, confidence, source, samples, alternatives } = column;
  const binding = { column: number, header, field, confidence, source, samples, alternatives };
  return dateOrder === undefined ? binding : { ...binding, dateOrder };
}

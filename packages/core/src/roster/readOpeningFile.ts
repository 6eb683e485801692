import { nameOf } from "./checkRows.ts";
import { makeFillDown } from "./fillDown.ts";
import { findHeader, headersOf } from "./findHeader.ts";
import { cellText, type RosterCell, type RosterGrid } from "./grid.ts";
import { askBalanceSign, askPayments } from "./balanceQuestions.ts";
import { askDateOrder } from "./dateQuestions.ts";
import { mapColumns, type MappedColumn } from "./mapColumns.ts";
import { issue } from "./messages.ts";
import { openingsOf } from "./openings.ts";
import { indexPeople, personOf, type KnownPerson } from "./present.ts";
import { makeReaders, type ColumnReaders } from "./readers.ts";
import { blankValues, readRow, rowColumnOf, type DraftRow } from "./readRows.ts";
import type {
  ColumnBinding,
  OpeningEntry,
  RosterIssue,
  RosterQuestion,
  SkipReason,
} from "./reading.ts";
import { makeRowKind } from "./rowKind.ts";
import type { RosterSettings } from "./settings.ts";
import { cleanText, foldWords } from "./values/text.ts";

/** One row of a file of balances or payments. `personId`: whose it is; null while nobody can be told. */
export type OpeningRow = {
  record: number;
  outcome: "ok" | "error" | "needs_choice" | "skip";
  skipReason?: SkipReason;
  name: string;
  personId: string | null;
  openings: readonly OpeningEntry[];
  issues: readonly RosterIssue[];
};

export type OpeningReading = {
  headerRecord: number | null;
  columns: ColumnBinding[];
  questions: RosterQuestion[];
  rows: OpeningRow[];
};

type Input = {
  grid: RosterGrid;
  settings: RosterSettings;
  people: readonly KnownPerson[];
};

/**
 * A second file that holds what people owe, have in credit or paid, each row for one person of the practice (ROS-26).
 * What is no such amount, whose person cannot be told, or that stands there twice is held, with what would be right.
 */
export function readOpeningFile({ grid, settings, people }: Input): OpeningReading {
  const header =
    settings.header_record === undefined ? findHeader(grid) : { row: settings.header_record - 1 };
  if (header === null) return withoutHeader();
  const columns = asOpenings(
    mapColumns({
      grid,
      headerRow: header.row,
      today: settings.today,
      confirmed: settings.columns,
    }),
    grid,
    header.row,
  );
  const readers = makeReaders({ grid, headerRow: header.row, columns, settings });
  const drafts = readDrafts({ grid, headerRow: header.row, readers, settings });
  const questions = questionsOf({ columns, readers, drafts, settings });
  const isBlocked = questions.some(({ isBlocking }) => isBlocking);
  return {
    headerRecord: header.row + 1,
    columns: columns.map(({ index: _index, profile: _profile, ...binding }) => binding),
    questions,
    rows: judged({ drafts, settings, people, grid, columns, isBlocked }),
  };
}

function withoutHeader(): OpeningReading {
  const question: RosterQuestion = {
    code: "header_not_found",
    column: null,
    isBlocking: true,
    message:
      "No row of the payments file was found that names its columns, such as Patient ID, Date, Amount or Balance. Which row is the header?",
    answer: { key: "header_record", choices: [] },
  };
  return { headerRecord: null, columns: [], questions: [question], rows: [] };
}

const amounts = new Set<ColumnBinding["field"]>([
  "balance_cents",
  "credit_cents",
  "last_payment_cents",
]);

/** "Amount" and "Date" of a file that holds no memberships are those of a payment. */
function asOpenings(columns: MappedColumn[], grid: RosterGrid, headerRow: number): MappedColumn[] {
  const has = (field: ColumnBinding["field"]): boolean =>
    columns.some((column) => column.field === field);
  const hasAmount = [...amounts].some(has);
  return columns.map((column): MappedColumn => {
    if (column.field === "price_cents" && !hasAmount)
      return { ...column, field: "last_payment_cents" };
    if (column.field === "last_billed" && !has("last_payment_on"))
      return { ...column, field: "last_payment_on" };
    const isDate = column.field === null && column.profile.dates > 0.7;
    const isOnly = !has("last_billed") && !has("last_payment_on");
    if (
      isDate &&
      isOnly &&
      dateHeader.test(foldWords(cellText(grid.rows[headerRow]?.[column.index])))
    )
      return { ...column, field: "last_payment_on", source: "values", confidence: 0.6 };
    return column;
  });
}

const dateHeader =
  /^(?:date|datum|fecha|data|dia|jour|tag|received|received on|posted|posted on|booked|value date|buchungstag|valuta|eingang|recibido)$/;

const keys = new Set<RosterIssue["field"]>([
  "external_id",
  "full_name",
  "first_name",
  "last_name",
  "dob",
  ...amounts,
  "last_payment_on",
]);

function readDrafts({
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
  const fillDown = makeFillDown({ grid, firstRow: headerRow + 1, columns, fields: [] });
  const blank = blankValues(columns);
  const reader = { columns: columns.map(rowColumnOf), pair: null, blank, fillDown, settings };
  const kindOf = makeRowKind(columns, headersOf(grid, headerRow));
  return grid.rows.flatMap((cells, row) => {
    if (row <= headerRow) return [];
    const skipReason = kindOf(cells);
    const draft = readRow({ grid, row, reader });
    return [skipReason === null ? draft : { ...draft, outcome: "skip", skipReason }];
  });
}

function questionsOf({
  columns,
  readers,
  drafts,
  settings,
}: {
  columns: MappedColumn[];
  readers: ColumnReaders;
  drafts: readonly DraftRow[];
  settings: RosterSettings;
}): RosterQuestion[] {
  const { unordered, unclearBalance, phoneRegion } = readers;
  const rows = drafts.filter(({ outcome }) => outcome !== "skip");
  const facts = {
    columns,
    unordered,
    unclearBalance,
    rows,
    settings,
    phoneRegion,
    hasMerges: false,
    indented: [],
    exclusive: new Set<never>(),
  };
  const dates = askDateOrder({
    ...facts,
    unordered: unordered.filter(({ field }) => field === "last_payment_on" || field === "dob"),
  });
  return [...askAmounts(columns), ...dates, ...askBalanceSign(facts), ...askPayments(facts)];
}

function askAmounts(columns: readonly MappedColumn[]): RosterQuestion[] {
  if (columns.some(({ field }) => amounts.has(field))) return [];
  return [
    {
      code: "columns_missing",
      column: null,
      isBlocking: true,
      message:
        "No column of the payments file was found that holds a balance, a credit or a payment. Which one does?",
      answer: { key: "columns", choices: [] },
    },
  ];
}

type Judging = {
  drafts: readonly DraftRow[];
  settings: RosterSettings;
  people: readonly KnownPerson[];
  grid: RosterGrid;
  columns: readonly MappedColumn[];
  isBlocked: boolean;
};

function judged({ drafts, settings, people, grid, columns, isBlocked }: Judging): OpeningRow[] {
  const index = indexPeople(people);
  const kinds = kindColumn(columns, grid, drafts);
  const seen = new Map<string, number>();
  return drafts.map((draft): OpeningRow => {
    const { record, values } = draft;
    const base = { record, name: nameOf(values), personId: null, openings: [] };
    if (draft.outcome === "skip") return { ...base, outcome: "skip", issues: [], ...skipOf(draft) };
    const cells = grid.rows[record - 1] ?? [];
    const found = personOf(values, index);
    const issues = [
      ...draft.issues.filter(({ field }) => keys.has(field)).map(hardened),
      ...(kinds === null ? [] : wrongKind(cells[kinds.index], kinds.column)),
      ...("reason" in found ? [unknownPerson(found.reason, base.name, columns)] : []),
      ...repeated(cells, record, seen),
    ];
    if (issues.some(({ level }) => level === "error")) return { ...base, outcome: "error", issues };
    if (isBlocked || "reason" in found) return { ...base, outcome: "needs_choice", issues };
    const openings = openingsOf({ values, settings });
    return { ...base, outcome: "ok", personId: found.id, openings, issues };
  });
}

function skipOf({ skipReason }: DraftRow): { skipReason?: SkipReason } {
  return skipReason === undefined ? {} : { skipReason };
}

/** In a roster a bad payment date is a side matter; here it would put money on a day that nobody wrote. */
function hardened(found: RosterIssue): RosterIssue {
  const isDate = found.field === "last_payment_on" && found.code.startsWith("date_");
  return isDate && found.code !== "date_serial" ? { ...found, level: "error" } : found;
}

function unknownPerson(
  reason: string,
  name: string,
  columns: readonly MappedColumn[],
): RosterIssue {
  const field = columns.some((column) => column.field === "external_id")
    ? "external_id"
    : "full_name";
  return issue({
    code: "payer_not_found",
    field,
    level: "error",
    column: columns.find((column) => column.field === field)?.column,
    found: name,
    wanted: "somebody who is a patient here",
    message: reason,
  });
}

/** A row that stands there twice, cell by cell, is one payment typed twice or two that look alike: not for us to say. */
function repeated(
  cells: readonly RosterCell[],
  record: number,
  seen: Map<string, number>,
): RosterIssue[] {
  const text = cells.map((cell) => cleanText(cellText(cell))).join("\u0000");
  const first = seen.get(text);
  if (first === undefined) {
    seen.set(text, record);
    return [];
  }
  return [
    issue({
      code: "duplicate_row",
      field: null,
      level: "error",
      duplicateOf: first,
      wanted: "one row for each payment, told apart by a number or a note",
      message: `The same row stands in row ${first} already. If it is a second payment, tell the two apart by a number or a note.`,
    }),
  ];
}

const paymentWords =
  /^(?:payment|payments|paid|receipt|balance|opening balance|zahlung|zahlungseingang|saldo|paiement|reglement|pago|cobro|solde|pagamento|betaling)$/;
const otherWords =
  /^(?:charge|invoice|bill|refund|adjustment|credit memo|credit note|write ?off|fee|rechnung|gutschrift|erstattung|facture|remboursement|avoir|factura|reembolso|abono|fattura|rimborso|factuur|terugbetaling)s?$/;

/** A column that says what each row is: only payments and balances can be taken over. */
function kindColumn(
  columns: readonly MappedColumn[],
  grid: RosterGrid,
  drafts: readonly DraftRow[],
): MappedColumn | null {
  const rows = drafts.filter(({ outcome }) => outcome !== "skip");
  const isKind = (column: MappedColumn): boolean => {
    const words = rows.map(({ record }) =>
      foldWords(cellText(grid.rows[record - 1]?.[column.index])),
    );
    const known = words.filter((word) => paymentWords.test(word) || otherWords.test(word));
    return known.length > 0 && known.length >= words.length * 0.6;
  };
  return columns.find(isKind) ?? null;
}

function wrongKind(cell: RosterCell | undefined, column: number): RosterIssue[] {
  const found = cleanText(cellText(cell));
  if (found === "" || paymentWords.test(foldWords(found))) return [];
  return [
    issue({
      code: "balance_unparsed",
      field: null,
      level: "error",
      column,
      found,
      wanted: "payments, or the balance that is left",
      message: `"${found}" cannot be taken over: only payments and balances are. Give what is left to pay as a balance.`,
    }),
  ];
}

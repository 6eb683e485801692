import { exponentOf } from "../../money/index.ts";
import type { RosterCell } from "../grid.ts";
import { readFigures, type MoneyCell, type MoneyContext } from "./money.ts";
import { bad, blank, doubtful, good, type Parsed } from "./parsed.ts";
import { cleanText, foldWords, formulaErrorFound, isFormulaError, isPlaceholder } from "./text.ts";

/** Which way a column counts: what is owed, what is in credit, or what was paid. */
export type BalanceColumn = "owed" | "credit" | "payment";

export type BalanceContext = MoneyContext & {
  column: BalanceColumn;
  /** Some exports write what is owed with a minus. */
  isPositiveCredit: boolean;
};

const nothingWords = new Set(
  "paid,settled,paid in full,paid up,clear,cleared,current,zero,up to date,ok,bezahlt,ausgeglichen,beglichen,alles bezahlt,null,solde,paye,regle,a jour,al dia,pagado,liquidado,saldado,sin deuda,en cero".split(
    ",",
  ),
);
// Haben and Soll, crédit and débit, as they stand beside an amount in ledgers of four languages.
const creditWords = new Set(
  "cr crd credit h hb haben guthaben avoir crediteur favor haber acreedor prepaid".split(" "),
);
const owedWords = new Set(
  "dr debit due owed owes owing outstanding overdue s soll offen schuldet du dus debiteur debe deudor pendiente".split(
    " ",
  ),
);
const besideMarks = new Set("in a past balance saldo solde".split(" "));

type Marks = { isCredit: boolean; isOwed: boolean; hasOtherWords: boolean };

function marksIn(rest: string): Marks {
  const words = foldWords(rest)
    .split(" ")
    .filter((word) => word !== "");
  const isCredit = words.some((word) => creditWords.has(word));
  const isOwed = words.some((word) => owedWords.has(word));
  const isMark = (word: string): boolean => creditWords.has(word) || owedWords.has(word);
  const isBeside = (word: string): boolean => (isCredit || isOwed) && besideMarks.has(word);
  return {
    isCredit,
    isOwed,
    hasOtherWords: words.some((word) => !isMark(word) && !isBeside(word)),
  };
}

/** A balance as minor units: owed when positive, credit when negative. Credit and payments are never negative (ROS-26). */
export function parseBalanceCell(cell: RosterCell, context: BalanceContext): Parsed<MoneyCell> {
  switch (cell.kind) {
    case "empty":
      return blank;
    case "text":
      return parseBalanceText(cell.text, context);
    case "number":
      return ofNumber(cell.number, context);
    case "boolean":
      return refused(cell.value ? "TRUE" : "FALSE", context);
    case "error":
      return formulaErrorFound(cell.code, wantedOf(context));
  }
}

function wantedOf({ column, currency }: BalanceContext): string {
  if (column === "payment") return `what was paid, as an amount in ${currency} above 0`;
  if (column === "credit") return `the credit, as an amount in ${currency} above 0`;
  return `what is owed, as an amount in ${currency}, with CR or a minus where it is credit`;
}

function refused(found: string, context: BalanceContext): Parsed<never> {
  return bad({ code: "balance_unparsed", level: "error", found, wanted: wantedOf(context) });
}

function ofNumber(number: number, context: BalanceContext): Parsed<MoneyCell> {
  const factor = context.isMinor ? 1 : 10 ** exponentOf(context.currency);
  const minor = Math.round(number * factor);
  const isWhole = Math.abs(number * factor - minor) <= 1e-6 * Math.max(1, Math.abs(minor));
  if (!isWhole || !Number.isSafeInteger(minor)) return refused(String(number), context);
  return directed(minor, String(number), context);
}

function parseBalanceText(text: string, context: BalanceContext): Parsed<MoneyCell> {
  const value = cleanText(text);
  if (value === "" || isPlaceholder(value) || nothingWords.has(foldWords(value))) return blank;
  if (isFormulaError(value)) return formulaErrorFound(value, wantedOf(context));
  const figures = readFigures(value, context);
  if (figures === null) return refused(value, context);
  const marks = marksIn(figures.rest);
  if (marks.hasOtherWords || (marks.isCredit && marks.isOwed)) return refused(value, context);
  const read = marked({ ...figures, ...marks }, value, context);
  if (read.value === null || !figures.isAmbiguous) return read;
  return doubtful(read.value, {
    code: "amount_ambiguous",
    level: "warn",
    found: value,
    wanted: `${wantedOf(context)} with its decimals; read as ${figures.minor} minor units`,
  });
}

type Marked = { minor: number; isNegative: boolean; isCredit: boolean; isOwed: boolean };

function marked(
  { minor, isNegative, isCredit, isOwed }: Marked,
  found: string,
  context: BalanceContext,
): Parsed<MoneyCell> {
  if (context.column !== "owed")
    return isOwed ? refused(found, context) : directed(isNegative ? -minor : minor, found, context);
  if (isCredit) return good({ minor: -minor });
  if (isOwed) return isNegative ? refused(found, context) : good({ minor });
  return directed(isNegative ? -minor : minor, found, context);
}

function directed(minor: number, found: string, context: BalanceContext): Parsed<MoneyCell> {
  if (context.column !== "owed") return minor < 0 ? refused(found, context) : good({ minor });
  return good({ minor: minor === 0 ? 0 : context.isPositiveCredit ? -minor : minor });
}

/** Whether a cell of a balance column has a sign that its header does not explain: a minus or brackets, and no CR or DR. */
export function isUnexplainedSign(cell: RosterCell, context: MoneyContext): boolean {
  if (cell.kind === "number") return cell.number < 0;
  if (cell.kind !== "text") return false;
  const value = cleanText(cell.text);
  const figures = readFigures(value, context);
  if (figures === null) return false;
  const { isCredit, isOwed } = marksIn(figures.rest);
  if (isCredit || isOwed) return false;
  return figures.isNegative && figures.minor > 0 && !/^\(.*\)$/.test(value);
}

import type { RosterFieldKey } from "./fields.ts";
import { foldHeader } from "./headerDictionary.ts";
import type { MappedColumn } from "./mapColumns.ts";
import type { BoundColumn, CellReader, ReaderContext } from "./readerContext.ts";
import { isUnexplainedSign, parseBalanceCell, type BalanceColumn } from "./values/balance.ts";
import { decimalOf, parseMoneyCell, type Decimal, type MoneyContext } from "./values/money.ts";

/** Said in the header, or known of exports that give whole cents in a column of this name. */
export function isInMinorUnits({ header, profile, samples }: MappedColumn): boolean {
  if (/cents|pence|minor/i.test(header)) return profile.sampled === 0 || profile.integers > 0.5;
  const isOfExport = /^(?:plan|unit)[_ ]amount$/i.test(header.trim());
  return (
    isOfExport &&
    profile.integers === 1 &&
    samples.every((sample) => Number(sample) === 0 || Number(sample) >= 500)
  );
}

const languagesWithComma = /^(?:de|fr|es|it|nl|pt|pl|sv|da|nb|no|fi|cs)(?:[-_]|$)/;

export function moneyReader(column: BoundColumn, context: ReaderContext): CellReader {
  const money = moneyContextOf(column, context);
  return (cell) => parseMoneyCell(cell, money);
}

export function balanceReader(column: BoundColumn, context: ReaderContext): CellReader {
  const money = moneyContextOf(column, context);
  const isPositiveCredit = context.settings.balance_sign === "positive_is_credit";
  const balance = { ...money, column: balanceColumnOf(column.field), isPositiveCredit };
  return (cell) => parseBalanceCell(cell, balance);
}

function balanceColumnOf(field: RosterFieldKey): BalanceColumn {
  return field === "credit_cents" ? "credit" : field === "last_payment_cents" ? "payment" : "owed";
}

// A header that says who owes whom; "Balance" and "Saldo" alone do not.
const owedHeader =
  /due|ow(?:ed|ing|es)|outstand|unpaid|arrear|overdue|debt|receivable|offen|ruckst|schuld|forderung|aussenst|restbetrag|du\b|reste|a payer|impay|arrier|dette|debit|creance|pend|adeud|deud|por pagar|atras|debe|vencid/;

/** Amounts with a minus under a header that does not say who owes whom. */
export function isUnclear(column: BoundColumn, context: ReaderContext): boolean {
  if (column.field !== "balance_cents" || context.settings.balance_sign !== undefined) return false;
  if (owedHeader.test(foldHeader(column.header))) return false;
  const money = moneyContextOf(column, context);
  return context.grid.rows.some((cells, row) => {
    const cell = row < context.firstRow ? undefined : cells[column.index];
    return cell !== undefined && isUnexplainedSign(cell, money);
  });
}

function moneyContextOf(
  column: BoundColumn,
  { grid, firstRow, settings, locale }: ReaderContext,
): MoneyContext {
  const isFee = column.field === "enrolment_fee_cents";
  const stated = settings.amounts_in === undefined ? undefined : settings.amounts_in === "minor";
  const isMinor = stated ?? isInMinorUnits(column);
  const texts = function* (): Generator<string> {
    for (let row = firstRow; row < Math.min(grid.rows.length, firstRow + 2000); row += 1) {
      const cell = grid.rows[row]?.[column.index];
      if (cell?.kind === "text") yield cell.text;
    }
  };
  const byLocale: Decimal =
    locale !== undefined &&
    languagesWithComma.test(locale) &&
    !/^(?:es[-_](?:MX|US)|de[-_](?:CH|LI))/.test(locale)
      ? ","
      : ".";
  const decimal = settings.decimal ?? decimalOf(texts()) ?? byLocale;
  return { currency: settings.currency, decimal, isMinor, isFee };
}

import type { CellData } from "../google/types.ts";

const millisecondsPerDay = 86_400_000;
const serialOfEpoch = 25_569;

/** What stands in the editor when a cell is opened: the formula, the whole number, or the date written out. */
export function editTextOf({
  cell,
  locale,
}: {
  cell: CellData | undefined;
  locale: string;
}): string | undefined {
  const entered = cell?.userEnteredValue;
  if (entered === undefined) return undefined;
  if (entered.formulaValue !== undefined) return entered.formulaValue;
  if (entered.boolValue !== undefined) return entered.boolValue ? "TRUE" : "FALSE";
  if (entered.stringValue !== undefined) return quoteIfNeeded(entered.stringValue);
  if (entered.numberValue === undefined) return undefined;
  const number = entered.numberValue;
  switch (cell?.userEnteredFormat?.numberFormat?.type) {
    case "DATE":
      return dateText(number, locale);
    case "DATE_TIME":
      return Number.isInteger(number)
        ? dateText(number, locale)
        : `${dateText(number, locale)} ${timeText(number)}`;
    case "TIME":
      return timeText(number);
    case "PERCENT":
      return `${Number((number * 100).toPrecision(15))}%`;
    default:
      return String(number);
  }
}

/** A text that would be read as something else when typed again gets its apostrophe back. */
function quoteIfNeeded(text: string): string {
  const looksLikeMore =
    /^[=+'-]/.test(text) || /^[\d.,/:%$€£ -]+$/.test(text) || /^(true|false)$/i.test(text);
  return looksLikeMore ? `'${text}` : text;
}

function dateText(serial: number, locale: string): string {
  const date = new Date((Math.floor(serial) - serialOfEpoch) * millisecondsPerDay);
  return new Intl.DateTimeFormat(locale.replace("_", "-"), {
    timeZone: "UTC",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(date);
}

function timeText(serial: number): string {
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

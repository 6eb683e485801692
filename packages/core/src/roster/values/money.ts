import { exponentOf } from "../../money/index.ts";
import type { Interval } from "../../calendar/index.ts";
import type { RosterCell } from "../grid.ts";
import { parseIntervalText } from "./interval.ts";
import {
  currencyCode as code,
  currencySigns as symbols,
  isOfAnotherCurrency,
} from "./currencySigns.ts";
import { bad, blank, doubtful, good, type Parsed, type Problem } from "./parsed.ts";
import { cleanText, foldWords, formulaErrorFound, isFormulaError, isPlaceholder } from "./text.ts";

export type Decimal = "," | ".";

export type MoneyContext = { currency: string; decimal: Decimal; isMinor: boolean; isFee: boolean };

/** A price cell may also say how often and how many times: "£32.50 (Monthly x12)". */
export type MoneyCell = { minor: number; interval?: Interval; periods?: number };

const freeWords = new Set(
  (
    "comp,comped,complimentary,free,waived,waive,no charge,nc,n c,no fee,included,gratis,kostenlos,umsonst,frei,kostenfrei,erlassen," +
    "entfallt,inklusive,beitragsfrei,gratuit,gratuite,offert,offerte,exonere,exoneree,inclus,gratuito,gratuita,exento,exenta,incluido,incluida,sin cargo," +
    "sin costo,sin coste,zero,nil charge,pro bono,charity,scholarship,bonificado,ausgesetzt"
  ).split(","),
);

const amount = /-?\(?-?\d[\d.,'’ ]*\)?-?/;

export function parseMoneyCell(cell: RosterCell, context: MoneyContext): Parsed<MoneyCell> {
  switch (cell.kind) {
    case "empty":
      return blank;
    case "text":
      return parseMoneyText(cell.text, context);
    case "number":
      return ofNumber(cell.number, context);
    case "boolean":
      return unparsed(cell.value ? "TRUE" : "FALSE", context);
    case "error":
      return formulaErrorFound(cell.code, wantedOf(context));
  }
}

function wantedOf({ currency }: MoneyContext): string {
  return `an amount in ${currency}`;
}

function ofNumber(number: number, context: MoneyContext): Parsed<MoneyCell> {
  const factor = context.isMinor ? 1 : 10 ** exponentOf(context.currency);
  const minor = Math.round(number * factor);
  if (Math.abs(number * factor - minor) > 1e-6 * Math.max(1, Math.abs(minor)))
    return unparsed(String(number), context);
  return inRange(minor, String(number), context);
}

function inRange(minor: number, found: string, context: MoneyContext): Parsed<MoneyCell> {
  if (!Number.isSafeInteger(minor)) return unparsed(found, context);
  if (minor >= 0) return good({ minor });
  return bad({
    code: "price_negative",
    level: "error",
    found,
    wanted: `${wantedOf(context)} that is not negative`,
  });
}

function unparsed(found: string, context: MoneyContext): Parsed<never> {
  return bad({
    code: "price_unparsed",
    level: "warn",
    found,
    wanted: `${wantedOf(context)}; the plan's price is used`,
  });
}

function foreign(found: string, context: MoneyContext): Parsed<never> {
  return bad({
    code: "price_unparsed",
    level: "error",
    found,
    wanted: `${wantedOf(context)}, the currency of the practice's books`,
  });
}

export function parseMoneyText(text: string, context: MoneyContext): Parsed<MoneyCell> {
  const value = cleanText(text);
  if (value === "") return blank;
  if (isPlaceholder(value)) return context.isFee ? blank : unparsed(value, context);
  if (isFormulaError(value)) return formulaErrorFound(value, wantedOf(context));
  if (!amount.test(value)) return ofWords(value, context);
  if (isOfAnotherCurrency(value, context.currency)) return foreign(value, context);
  const read = readFigures(value, context);
  if (read === null) return unparsed(value, context);
  const money = inRange(read.isNegative ? -Math.max(1, read.minor) : read.minor, value, context);
  if (money.value === null) return money;
  const rest = readRest(read.rest);
  if (rest === null) return unparsed(value, context);
  const problems: Problem[] = read.isAmbiguous
    ? [
        {
          code: "amount_ambiguous",
          level: "warn",
          found: value,
          wanted: `${wantedOf(context)} with its decimals; read as ${read.minor} minor units`,
        },
      ]
    : [];
  return { value: { ...money.value, ...rest }, problems };
}

type Figures = Amount & {
  isNegative: boolean;
  /** What stands around the figures, its currency taken out. */
  rest: string;
};

/** The one amount of a cell and its sign. Null: no amount, one of another currency, or figures that cannot be grouped so. */
export function readFigures(value: string, context: MoneyContext): Figures | null {
  const figures = amount.exec(value);
  if (figures === null || isOfAnotherCurrency(value, context.currency)) return null;
  const read = readAmount(figures[0], context);
  if (read === null) return null;
  const rest = value.replace(figures[0], " ").replace(symbols, " ");
  return {
    ...read,
    isNegative: isNegative(value),
    rest: code.exec(value)?.[1] === context.currency ? rest.replace(context.currency, " ") : rest,
  };
}

function ofWords(value: string, context: MoneyContext): Parsed<MoneyCell> {
  if (!freeWords.has(foldWords(value))) return unparsed(value, context);
  if (context.isFee) return good({ minor: 0 });
  return doubtful(
    { minor: 0 },
    {
      code: "price_word_zero",
      level: "warn",
      found: value,
      wanted: `${wantedOf(context)}; the word was read as 0`,
    },
  );
}

/** The sign may stand before the currency, after the figures, or be a pair of brackets. */
function isNegative(value: string): boolean {
  const bare = value.replace(symbols, "").replace(code, "").trim();
  return /^[-–−]\s*\d|^\(\s*-?\d[\d.,'’\s]*\)|\d\s*[-–−]$/.test(bare);
}

type Amount = { minor: number; isAmbiguous: boolean };

/** Grouping is checked: "1.200,00" is twelve hundred where the comma is the decimal sign, and "12.34.5" is nothing. */
export function readAmount(figures: string, context: MoneyContext): Amount | null {
  const compact = figures.replace(/[\s'’]/g, "");
  const digits = compact.replace(/[()-]/g, "").replace(/[.,]$/, "");
  const parts = splitDecimals(digits, context.decimal);
  if (parts === null) return null;
  const exponent = context.isMinor ? 0 : exponentOf(context.currency);
  // "1.200" where the point is the decimal sign is 1.20 or 1,200: not for us to say.
  if (parts.fraction.length === 3 && exponent < 3) return null;
  const fraction = parts.fraction.replace(/0+$/, "");
  if (fraction.length > exponent) return null;
  const minor = Number(parts.whole + fraction.padEnd(exponent, "0"));
  return { minor, isAmbiguous: parts.isAmbiguous };
}

type Parts = { whole: string; fraction: string; isAmbiguous: boolean };

function splitDecimals(digits: string, decimal: Decimal): Parts | null {
  const group = decimal === "." ? "," : ".";
  const isGrouped = (text: string): boolean => /^\d{1,3}(?:[.,]\d{3})+$/.test(text);
  const dots = digits.split(".").length - 1;
  const commas = digits.split(",").length - 1;
  if (dots === 0 && commas === 0) return { whole: digits, fraction: "", isAmbiguous: false };
  if (dots > 0 && commas > 0) {
    const sign = digits.lastIndexOf(".") > digits.lastIndexOf(",") ? "." : ",";
    const [whole = "", fraction = "", ...more] = digits.split(sign);
    if (more.length > 0 || !isGrouped(whole)) return null;
    return { whole: whole.replace(/[.,]/g, ""), fraction, isAmbiguous: false };
  }
  if (digits.includes(group)) return groupedOrForeign(digits, group, isGrouped(digits));
  const [whole = "", fraction = "", ...more] = digits.split(decimal);
  if (more.length > 0)
    return isGrouped(digits)
      ? { whole: digits.replace(/[.,]/g, ""), fraction: "", isAmbiguous: true }
      : null;
  return { whole: whole === "" ? "0" : whole, fraction, isAmbiguous: fraction.length === 3 };
}

/** "1.200" in a comma file is twelve hundred, said aloud; "12.50" there can only be a decimal point. */
function groupedOrForeign(digits: string, group: string, isGrouped: boolean): Parts | null {
  if (isGrouped) {
    const isAmbiguous = group === "." && digits.split(".").length === 2;
    return { whole: digits.replace(/[.,]/g, ""), fraction: "", isAmbiguous };
  }
  const [whole = "", fraction = "", ...more] = digits.split(group);
  return more.length === 0 && fraction.length <= 2 ? { whole, fraction, isAmbiguous: false } : null;
}

const repeats = /[x×*]\s?(\d{1,3})\b|\b(\d{1,3})\s?[x×](?!\w)/i;

/** What stands around the amount: nothing, a currency, "per month", "(Monthly x12)". Null: words that say something else. */
function readRest(text: string): { interval?: Interval; periods?: number } | null {
  const times = repeats.exec(text);
  const words = foldWords(text.replace(repeats, " ").replace(symbols, " ").replace(code, " "));
  const periods = times === null ? {} : { periods: Number(times[1] ?? times[2]) };
  const essential = words
    .replace(
      /\b(?:per|pro|par|por|each|every|le|la|el|al|a|incl|inc|vat|tax|mwst|ttc|iva|plus|membership|fee|plan|person|pp|only|payments?|of|rate|legacy|grandfathered|discount|discounted)\b/g,
      " ",
    )
    .trim();
  if (essential === "") return periods;
  const interval = parseIntervalText(essential).value;
  if (interval !== null) return { ...periods, interval };
  return /\d/.test(essential) ? null : periods;
}

/** The decimal sign of a column from amounts that can be read only one way; null when none can. */
export function decimalOf(texts: Iterable<string>): Decimal | null {
  let comma = 0;
  let point = 0;
  for (const text of texts) {
    const digits = amount.exec(text)?.[0].replace(/[\s'’()-]/g, "") ?? "";
    const sign = /([.,])\d{1,2}$/.exec(digits)?.[1];
    if (sign === ",") comma += 1;
    if (sign === ".") point += 1;
  }
  if (comma === point) return null;
  return comma > point ? "," : ".";
}

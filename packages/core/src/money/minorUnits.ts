import * as z from "zod";
import { exponentOf, type Currency } from "./currency.ts";

/** An amount in the smallest unit of its currency: cents for USD, yen for JPY (MONEY-1). */
export const MinorUnits = z.int().brand("MinorUnits");
export type MinorUnits = z.infer<typeof MinorUnits>;

/** The largest amount of one price, line or payment: sums of thousands of them stay exact (MONEY-1). */
export const mostMinor = 1_000_000_000_000;

/** Throws RangeError when `minor` is not a safe whole number. */
export function minorUnits(minor: number): MinorUnits {
  if (!Number.isSafeInteger(minor))
    throw new RangeError(`${minor} is not a whole number of minor units`);
  return minor as MinorUnits;
}

/**
 * Minor units of a plain decimal such as '249.95' or '-3'. Undefined when it is not one, or has more digits than the
 * currency: nothing is rounded on the way in.
 */
export function minorFromDecimal({
  decimal,
  currency,
}: {
  decimal: string;
  currency: Currency;
}): MinorUnits | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = ""] = match;
  const exponent = exponentOf(currency);
  if (fraction.length > exponent && /[^0]/.test(fraction.slice(exponent))) return undefined;
  const minor = Number(whole + fraction.slice(0, exponent).padEnd(exponent, "0"));
  if (!Number.isSafeInteger(minor)) return undefined;
  return (sign === "-" && minor !== 0 ? -minor : minor) as MinorUnits;
}

/** The amount as a plain decimal with the currency's own number of digits: 24995 USD is '249.95'. */
export function decimalOf({ minor, currency }: { minor: number; currency: string }): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const sign = minor < 0 ? "-" : "";
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

const formatters = new Map<string, Intl.NumberFormat>();

/** The amount as people of `locale` write it. */
export function formatMoney({
  minor,
  currency,
  locale,
}: {
  minor: number;
  currency: string;
  locale: string;
}): string {
  const key = `${locale} ${currency}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    const digits = exponentOf(currency);
    formatter = new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formatters.set(key, formatter);
  }
  return formatter.format(decimalOf({ minor, currency }) as `${number}`);
}

export type Money = { minor: number; currency: string };

/** Throws RangeError for amounts of different currencies: they have no sum (MONEY-2). */
export function sumMoney(amounts: readonly [Money, ...Money[]]): Money {
  const [{ currency }] = amounts;
  let minor = 0;
  for (const amount of amounts) {
    if (amount.currency !== currency) {
      throw new RangeError(`${amount.currency} and ${currency} have no sum`);
    }
    minor = minorUnits(minor + amount.minor);
  }
  return { minor, currency };
}

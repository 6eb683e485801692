import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min";
import { bad, blank, good, type Parsed } from "./parsed.ts";
import { cleanText, isFormulaError, isPlaceholder, isScientific } from "./text.ts";

const wanted = "a whole phone number with its area code";

/** A phone number as E.164 in the practice's region (ROS-16). What cannot be called is dropped with a warning. */
export function parsePhoneText(text: string, region: string | undefined): Parsed<string> {
  const quick = quickNorthAmerican(text, region);
  if (quick !== null) return good(quick);
  const value = cleanText(text);
  if (value === "" || isPlaceholder(value)) return blank;
  if (isFormulaError(value))
    return bad({ code: "formula_error", level: "warn", found: value, wanted });
  if (isScientific(value)) {
    return bad({
      code: "phone_unrecoverable",
      level: "warn",
      found: value,
      wanted: `${wanted}; the spreadsheet kept only its first digits`,
    });
  }
  const called = callable(withoutNotes(value), region);
  return called === null
    ? bad({ code: "phone_invalid", level: "warn", found: value, wanted })
    : good(called);
}

// Nine of ten numbers of a US or Canadian practice have one of these forms; the library takes 20 times as long.
const northAmerican = /^(?:\+?1[ .-]?)?\(?([2-9]\d{2})\)?[ .-]?([2-9]\d{2})[ .-]?(\d{4})$/;

function quickNorthAmerican(text: string, region: string | undefined): string | null {
  if (region !== "US" && region !== "CA") return null;
  const parts = northAmerican.exec(text);
  return parts === null ? null : `+1${parts[1]}${parts[2]}${parts[3]}`;
}

function withoutNotes(value: string): string {
  const bare = value
    .replace(/\.0+$/, "")
    .replace(
      /^(?:tel|phone|ph|cell|mobile|mob|m|t|c|h|w|fon|handy|mobil|tél|port|móvil)[.:]?\s*(?=[+(\d])/i,
      "",
    )
    .replace(/^00(?=[1-9])/, "+");
  const first = /^\+?[\d\s().\-/–]{6,}\d/.exec(bare)?.[0] ?? bare;
  const oneOf = first.length > 16 ? (first.split(/\s+[/–-]\s+|\s{2,}/)[0] ?? first) : first;
  return oneOf.replace("(0)", "").trim();
}

function callable(digits: string, region: string | undefined): string | null {
  const quick = quickNorthAmerican(digits, region);
  if (quick !== null) return quick;
  if (!/\d{5}/.test(digits.replace(/\D/g, ""))) return null;
  const options = region === undefined ? {} : { defaultCountry: region as CountryCode };
  const number = parsePhoneNumberFromString(digits, { ...options, extract: false });
  if (number === undefined || !number.isPossible()) return null;
  return keepsTrunkPrefix(digits, region) ? number.number : null;
}

const trunkRegions = new Set(["GB", "DE", "FR", "AT", "CH", "NL", "BE", "AU", "NZ", "IE", "SE"]);

/** Where numbers begin with 0, one without it has lost it in a spreadsheet, and nobody knows what else. */
function keepsTrunkPrefix(digits: string, region: string | undefined): boolean {
  return (
    region === undefined || !trunkRegions.has(region) || /^[+0]/.test(digits.replace(/^\(/, ""))
  );
}

const byCurrency: Record<string, string> = {
  USD: "US",
  GBP: "GB",
  CAD: "CA",
  AUD: "AU",
  NZD: "NZ",
  CHF: "CH",
  SEK: "SE",
  NOK: "NO",
  DKK: "DK",
  PLN: "PL",
  MXN: "MX",
};
const byLanguage: Record<string, string> = {
  de: "DE",
  fr: "FR",
  es: "ES",
  it: "IT",
  nl: "NL",
  pt: "PT",
};

/** The region whose numbers need no country code: as set, else of the locale, else of the currency. */
export function phoneRegionOf({
  region,
  locale,
  currency,
}: {
  region?: string | undefined;
  locale?: string | undefined;
  currency: string;
}): string | undefined {
  if (region !== undefined) return region;
  const [language = "", country] = (locale ?? "").split(/[-_]/);
  if (country !== undefined && /^[A-Z]{2}$/.test(country)) return country;
  return byLanguage[language] ?? byCurrency[currency];
}

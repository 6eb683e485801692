import { cellText, type RosterGrid } from "../grid.ts";

/** What each sign stands for; of a sign that several countries write, all of them. */
const currenciesOfSign: Readonly<Record<string, readonly string[]>> = {
  $: "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU DOP BBD BSD BZD FJD JMD TTD XCD BMD KYD LRD NAD".split(
    " ",
  ),
  us$: ["USD"],
  ca$: ["CAD"],
  c$: ["CAD"],
  au$: ["AUD"],
  a$: ["AUD"],
  nz$: ["NZD"],
  r$: ["BRL"],
  "£": ["GBP", "EGP", "GIP", "FKP", "SHP"],
  pfund: ["GBP"],
  pound: ["GBP"],
  pounds: ["GBP"],
  "€": ["EUR"],
  euro: ["EUR"],
  euros: ["EUR"],
  "¥": ["JPY", "CNY"],
  "₹": ["INR"],
  "₽": ["RUB"],
  "₩": ["KRW"],
  "₺": ["TRY"],
  "₪": ["ILS"],
  "₫": ["VND"],
  "฿": ["THB"],
  zł: ["PLN"],
  fr: ["CHF"],
  kr: ["SEK", "NOK", "DKK", "ISK"],
};

export const currencySigns =
  /[$£€¥₹₽₩₺₪₫฿]|\b(?:US|CA|AU|NZ|C|A|R)\$|\b(?:Fr\.?|kr\.?|zł|Euros?|Dollars?|Pfund|Pounds?)(?![\p{L}])/giu;

const commonCodes = new Set(
  "USD EUR GBP CHF CAD AUD NZD SEK NOK DKK PLN CZK JPY MXN BRL INR ZAR SGD HKD CNY KWD AED".split(
    " ",
  ),
);

export const currencyCode = /(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])/;

/** Whether the amount says by its code or its sign that it is of another currency; "$99" is no more American than Canadian. */
export function isOfAnotherCurrency(text: string, currency: string): boolean {
  const written = currenciesWritten(text);
  return written !== null && !written.includes(currency);
}

function currenciesWritten(text: string): readonly string[] | null {
  const code = currencyCode.exec(text)?.[1];
  if (code !== undefined && commonCodes.has(code)) return [code];
  const [sign] = text.match(currencySigns) ?? [];
  return sign === undefined
    ? null
    : (currenciesOfSign[sign.toLowerCase().replace(/\.$/, "")] ?? null);
}

/** A cell that is an amount with its currency, and nothing else. */
const isAmount = (text: string): boolean =>
  /\d/.test(text) &&
  /^[-–−()\d.,'’\s]*$/.test(text.replace(currencySigns, "").replace(currencyCode, ""));

/** The one currency that the file's amounts are written in, where they say so and agree (ROS-14). */
export function currencyOfFile({ rows }: Pick<RosterGrid, "rows">): string | null {
  const found = new Set<string | null>();
  for (const row of rows)
    for (const cell of row) {
      const text = cellText(cell);
      const written = isAmount(text) ? currenciesWritten(text) : null;
      if (written !== null) found.add(likeliest(written));
    }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/** "$" and "£" have a likely reading, "kr" and "¥" none. */
const likeliest = (currencies: readonly string[]): string | null =>
  currencies.length === 1
    ? (currencies[0] ?? null)
    : (currencies.find((currency) => currency === "USD" || currency === "GBP") ?? null);

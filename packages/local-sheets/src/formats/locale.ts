/** What a spreadsheet's locale says about how people write numbers and dates. */
export interface LocaleFacts {
  readonly tag: string;
  readonly decimal: string;
  readonly group: string;
  readonly dateOrder: "mdy" | "dmy" | "ymd";
  readonly datePattern: string;
  readonly timePattern: string;
  readonly currencyPattern: string;
  /** Lower-case names and short names of months to their number. */
  readonly months: ReadonlyMap<string, number>;
}

const currencies: Readonly<Record<string, string>> = {
  US: "USD",
  GB: "GBP",
  IE: "EUR",
  DE: "EUR",
  FR: "EUR",
  ES: "EUR",
  IT: "EUR",
  NL: "EUR",
  AT: "EUR",
  BE: "EUR",
  PT: "EUR",
  FI: "EUR",
  GR: "EUR",
  CA: "CAD",
  AU: "AUD",
  NZ: "NZD",
  JP: "JPY",
  CN: "CNY",
  CH: "CHF",
  IN: "INR",
  BR: "BRL",
  SE: "SEK",
  DK: "DKK",
  NO: "NOK",
  PL: "PLN",
  CZ: "CZK",
  MX: "MXN",
  ZA: "ZAR",
  KR: "KRW",
  TR: "TRY",
  HU: "HUF",
  IL: "ILS",
  SG: "SGD",
  HK: "HKD",
};

const regions: Readonly<Record<string, string>> = {
  en: "US",
  de: "DE",
  fr: "FR",
  es: "ES",
  it: "IT",
  nl: "NL",
  pt: "BR",
  ja: "JP",
  sv: "SE",
  da: "DK",
  pl: "PL",
};

function tagOf(locale: string): string {
  const tag = locale.replace("_", "-");
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([tag])[0] ?? "en-US";
  } catch {
    return "en-US";
  }
}

function dateFacts(tag: string): Pick<LocaleFacts, "dateOrder" | "datePattern"> {
  const parts = new Intl.DateTimeFormat(tag, {
    dateStyle: "short",
    timeZone: "UTC",
    calendar: "gregory",
    numberingSystem: "latn",
  }).formatToParts(Date.UTC(2026, 2, 4));
  const letters: Readonly<Record<string, string>> = { day: "d", month: "M", year: "y" };
  const dateOrder = parts
    .map(({ type }) => letters[type] ?? "")
    .join("")
    .toLowerCase();
  const pattern = parts.map(({ type, value }) => {
    if (type === "year") return "yyyy";
    const letter = letters[type];
    return letter === undefined ? value.replaceAll(/[^./\- ]/g, "") : letter.repeat(value.length);
  });
  const known = dateOrder === "dmy" || dateOrder === "ymd" ? dateOrder : "mdy";
  return { dateOrder: known, datePattern: pattern.join("").trim() };
}

function currencyPattern(tag: string): string {
  const [language = "en", region] = tag.split("-");
  const currency = currencies[region ?? regions[language] ?? "US"] ?? "USD";
  const parts = new Intl.NumberFormat(tag, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  }).formatToParts(1);
  const symbol = parts.find(({ type }) => type === "currency")?.value ?? "$";
  const digits = parts.some(({ type }) => type === "fraction") ? "#,##0.00" : "#,##0";
  if (tag === "en-US") return `"${symbol}"${digits}`;
  return parts[0]?.type === "currency" ? `[$${symbol}]${digits}` : `${digits}\\ [$${symbol}]`;
}

function monthNames(tag: string): Map<string, number> {
  const names = new Map<string, number>();
  for (const style of ["long", "short"] as const) {
    for (const language of ["en", tag]) {
      const format = new Intl.DateTimeFormat(language, { month: style, timeZone: "UTC" });
      for (let month = 1; month <= 12; month += 1)
        names.set(
          format
            .format(Date.UTC(2026, month - 1, 1))
            .toLowerCase()
            .replace(/\.$/, ""),
          month,
        );
    }
  }
  return names.set("sept", 9);
}

const known = new Map<string, LocaleFacts>();

export function localeOf(locale: string): LocaleFacts {
  const kept = known.get(locale);
  if (kept) return kept;
  const tag = tagOf(locale);
  const parts = new Intl.NumberFormat(tag, {
    numberingSystem: "latn",
    useGrouping: true,
  }).formatToParts(123_456.7);
  const part = (type: string, fallback: string): string =>
    parts.find((entry) => entry.type === type)?.value ?? fallback;
  const is12Hours =
    new Intl.DateTimeFormat(tag, { hour: "numeric" }).resolvedOptions().hour12 === true;
  const facts: LocaleFacts = {
    tag,
    decimal: part("decimal", "."),
    group: part("group", ","),
    ...dateFacts(tag),
    timePattern: is12Hours ? "h:mm:ss am/pm" : "HH:mm:ss",
    currencyPattern: currencyPattern(tag),
    months: monthNames(tag),
  };
  known.set(locale, facts);
  return facts;
}

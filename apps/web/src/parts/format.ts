/** Minor units as the practice's locale writes the amount. */
export function formatMinor({
  minor,
  currency,
  locale,
}: {
  minor: number;
  currency: string;
  locale: string;
}): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

/** A plain date (YYYY-MM-DD) in words; no time zone can move it. */
export function formatDay({ day, locale }: { day: string; locale: string }): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** What a cell holds: a day as people write it, anything else as it is. */
export const dayOrText = ({ text, locale }: { text: string; locale: string }): string =>
  isDay(text) ? formatDay({ day: text, locale }) : text;

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

export function formatInstant({
  instant,
  locale,
  timeZone,
}: {
  instant: string;
  locale: string;
  timeZone: string;
}): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  }).format(new Date(instant));
}

const interval: Record<string, string> = {
  P1M: "monthly",
  P2M: "every 2 months",
  P3M: "quarterly",
  P6M: "every 6 months",
  P1Y: "yearly",
  P1W: "weekly",
  P2W: "every 2 weeks",
  P30D: "every 30 days",
};

export function formatInterval(text: string): string {
  const months = /^P(\d+)M$/.exec(text)?.[1];
  return interval[text] ?? (months === undefined ? text : `every ${months} months`);
}

/** "partially_paid" as people read it. */
export const inWords = (code: string): string => {
  const words = code.replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

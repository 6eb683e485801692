const midnightOf = (text: string): Date => new Date(`${text}T00:00:00Z`);

/** Writes plain dates as the locale writes them. */
export function datesIn(locale: string) {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  return {
    date: (text: string): string => format.format(midnightOf(text)),
    days: (start: string, end: string): string =>
      format.formatRange(midnightOf(start), midnightOf(end)),
  };
}

import { format as formatPattern } from "numfmt";
import { generalNumber } from "./generalNumber.ts";
import { localeOf } from "./locale.ts";
import type { NumberFormat } from "./numberFormatOf.ts";
import { patternOf } from "./patterns.ts";

const dateTypes = new Set(["DATE", "TIME", "DATE_TIME"]);

export const isDateFormat = (format: NumberFormat | undefined): boolean =>
  format !== undefined && dateTypes.has(format.type);

/** A number as a cell shows it. */
export function formatNumber(input: {
  value: number;
  format: NumberFormat | undefined;
  locale: string;
}): string {
  const { value, format, locale } = input;
  const { tag, decimal } = localeOf(locale);
  const pattern = format && patternOf({ type: format.type, pattern: format.pattern, locale });
  if (pattern === undefined || pattern === "@" || /^general$/i.test(pattern))
    return generalNumber(value, decimal);
  try {
    return formatPattern(pattern, value, {
      locale: tag,
      leap1900: false,
      nbsp: false,
      dateSpanLarge: true,
      overflow: "###",
    });
  } catch {
    return generalNumber(value, decimal);
  }
}

import { format as formatPattern } from "numfmt";
import { generalNumber } from "./generalNumber.ts";
import { localeOf } from "./locale.ts";
import type { NumberFormat } from "./numberFormatOf.ts";
import { patternOf } from "./patterns.ts";

const dateTypes = new Set(["DATE", "TIME", "DATE_TIME"]);

export const isDateFormat = (format: NumberFormat | undefined): boolean =>
  format !== undefined && dateTypes.has(format.type);

function formatted(input: { value: number; pattern: string; locale: string }): string {
  const { tag, decimal } = localeOf(input.locale);
  try {
    return formatPattern(input.pattern, input.value, {
      locale: tag,
      leap1900: false,
      nbsp: false,
      dateSpanLarge: true,
      overflow: "###",
    });
  } catch {
    return generalNumber(input.value, decimal);
  }
}

const shown = new Map<string, Map<number, string>>();
const keptTexts = 50_000;

/** The same dates and amounts come again and again: their texts are kept. */
function keptText(input: { value: number; pattern: string; locale: string }): string {
  const key = `${input.locale} ${input.pattern}`;
  const texts = shown.get(key) ?? new Map<number, string>();
  shown.set(key, texts);
  const known = texts.get(input.value);
  if (known !== undefined) return known;
  const text = formatted(input);
  if (texts.size > keptTexts) texts.clear();
  texts.set(input.value, text);
  return text;
}

/** A number as a cell shows it. */
export function formatNumber(input: {
  value: number;
  format: NumberFormat | undefined;
  locale: string;
}): string {
  const { value, format, locale } = input;
  const pattern = format && patternOf({ type: format.type, pattern: format.pattern, locale });
  if (pattern === undefined || pattern === "@" || /^general$/i.test(pattern)) {
    return generalNumber(value, localeOf(locale).decimal);
  }
  return keptText({ value, pattern, locale });
}

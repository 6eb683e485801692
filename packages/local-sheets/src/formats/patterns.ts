import { localeOf } from "./locale.ts";

/** The pattern of a number format; a type without one takes its locale's. */
export function patternOf(input: {
  type: unknown;
  pattern: unknown;
  locale: string;
}): string | undefined {
  const { type, pattern } = input;
  if (typeof pattern === "string" && pattern !== "") return pattern;
  const { datePattern, timePattern, currencyPattern } = localeOf(input.locale);
  switch (type) {
    case "NUMBER":
      return "#,##0.00";
    case "PERCENT":
      return "0.00%";
    case "CURRENCY":
      return currencyPattern;
    case "DATE":
      return datePattern;
    case "TIME":
      return timePattern;
    case "DATE_TIME":
      return `${datePattern} ${timePattern.replace("h:mm:ss am/pm", "H:mm:ss")}`;
    case "SCIENTIFIC":
      return "0.00E+00";
    case "TEXT":
      return "@";
    default:
      return undefined;
  }
}

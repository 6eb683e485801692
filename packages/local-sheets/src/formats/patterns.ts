import type { JsonObject } from "../model/cell.ts";

const defaults: Readonly<Record<string, string>> = {
  NUMBER: "#,##0.00",
  PERCENT: "0.00%",
  CURRENCY: '"$"#,##0.00',
  DATE: "M/d/yyyy",
  TIME: "h:mm:ss am/pm",
  DATE_TIME: "M/d/yyyy h:mm:ss",
  SCIENTIFIC: "0.00E+00",
  TEXT: "@",
};

export function patternOf(input: { format: JsonObject; locale: string }): string | undefined {
  const { type, pattern } = input.format;
  if (typeof pattern === "string" && pattern !== "") return pattern;
  return typeof type === "string" ? defaults[type] : undefined;
}

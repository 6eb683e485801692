import type { Practice } from "../session.ts";
import { dayOrText, formatInterval, formatMinor, inWords } from "./format.ts";

/** "price_cents" as people call it. */
export const fieldInWords = (field: string): string => inWords(field.replace(/_cents$/, ""));

/** A value as the API gives it (minor units, ISO days and intervals) in the practice's own writing. */
export function rosterValue({
  field,
  value,
  practice: { locale, currency },
}: {
  field: string | null;
  value: unknown;
  practice: Pick<Practice, "locale" | "currency">;
}): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number" && field?.endsWith("_cents") === true)
    return formatMinor({ minor: value, currency, locale });
  const text = String(value as string | number);
  return /^P\d+[DWMY]$/.test(text) ? formatInterval(text) : dayOrText({ text, locale });
}

/** What a person typed, in minor units: "1,234.50", "1.234,50" or "45". Null where it is no amount above nothing. */
export function minorFromTyped({
  text,
  currency,
}: {
  text: string;
  currency: string;
}): number | null {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const typed = text.replaceAll(/[^\d.,]/g, "");
  const [, whole = "", decimals = ""] = /^(.*?)(?:[.,](\d{0,3}))?$/.exec(typed) ?? [];
  const isGroup = decimals.length === 3 && digits < 3;
  const number = isGroup ? `${whole}${decimals}` : whole;
  const fraction = isGroup ? "" : decimals;
  if (fraction.length > digits) return null;
  const minor = Number(`${number.replaceAll(/[.,]/g, "")}${fraction.padEnd(digits, "0")}`);
  return Number.isSafeInteger(minor) && minor > 0 ? minor : null;
}

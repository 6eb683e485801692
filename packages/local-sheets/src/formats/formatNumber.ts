import type { NumberFormat } from "./numberFormatOf.ts";
import { generalNumber } from "./generalNumber.ts";

const dateTypes = new Set(["DATE", "TIME", "DATE_TIME"]);

export const isDateFormat = (format: NumberFormat | undefined): boolean =>
  format !== undefined && dateTypes.has(format.type);

export function formatNumber(input: {
  value: number;
  format: NumberFormat | undefined;
  locale: string;
}): string {
  return generalNumber(input.value, ".");
}

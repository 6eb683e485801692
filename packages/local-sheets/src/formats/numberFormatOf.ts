import type { Slot } from "../model/cell.ts";
import { isJsonObject, type Document } from "../model/document.ts";

export interface NumberFormat {
  readonly type: string;
  readonly pattern: string | undefined;
}

export function numberFormatOf(input: {
  slot: Slot;
  document: Document;
}): NumberFormat | undefined {
  const format = typeof input.slot === "object" ? input.slot.format?.["numberFormat"] : undefined;
  if (!isJsonObject(format) || typeof format["type"] !== "string") return undefined;
  const pattern = format["pattern"];
  return {
    type: format["type"],
    pattern: typeof pattern === "string" && pattern !== "" ? pattern : undefined,
  };
}

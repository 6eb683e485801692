import type { RosterNumberFormat } from "@rollbook/core/roster";
import { attribute, elements } from "./xml.ts";

const builtIn: Record<number, RosterNumberFormat> = {
  9: "percent",
  10: "percent",
  14: "date",
  15: "date",
  16: "date",
  17: "date",
  18: "time",
  19: "time",
  20: "time",
  21: "time",
  22: "date_time",
  5: "currency",
  6: "currency",
  7: "currency",
  8: "currency",
  42: "currency",
  44: "currency",
  45: "time",
  46: "time",
  47: "time",
};

/** The kind of number each cell style shows, by the index that cells refer to. */
export function readFormats(styles: string): RosterNumberFormat[] {
  const custom = new Map<number, RosterNumberFormat>();
  for (const { tag } of elements(styles, "numFmt"))
    custom.set(
      Number(attribute(tag, "numFmtId")),
      formatOfCode(attribute(tag, "formatCode") ?? ""),
    );
  const [cellFormats] = elements(styles, "cellXfs");
  if (cellFormats === undefined) return [];
  return [...elements(cellFormats.content, "xf")].map(({ tag }) => {
    const id = Number(attribute(tag, "numFmtId") ?? 0);
    return custom.get(id) ?? builtIn[id] ?? (id >= 27 && id <= 36 ? "date" : "number");
  });
}

/** "[$-409]m/d/yy h:mm" is a moment, "0.00 \"days\"" a number: what is quoted or in brackets does not count. */
export function formatOfCode(code: string): RosterNumberFormat {
  const bare = code
    .replace(/"[^"]*"|\\.|_./g, "")
    .replace(/\[(?!h|m|s)[^\]]*\]/gi, (part) => (/\[\$[^-\]]/.test(part) ? "$" : ""));
  const isDay = /[yd]/i.test(bare);
  const isClock = /[hs]|\[m/i.test(bare);
  if (isDay && isClock) return "date_time";
  if (isDay || (/m/i.test(bare) && !isClock && !/[0#]/.test(bare))) return "date";
  if (isClock) return "time";
  if (bare.includes("%")) return "percent";
  return /[$€£¥]/.test(bare) ? "currency" : "number";
}

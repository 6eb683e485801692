import {
  emptyCell,
  type RosterCell,
  type RosterGrid,
  type RosterNumberFormat,
} from "@rollbook/core/roster";
import * as z from "zod";

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Values = z.object({ values: z.array(z.array(Value)).default([]) });

/** A sheet as two answers of values.get and one of spreadsheets.get: formatted, unformatted with day serials, merges. */
const GridFile = z.object({
  properties: z
    .object({ locale: z.string().optional(), timeZone: z.string().optional() })
    .optional(),
  sheet: z
    .object({
      properties: z.object({ title: z.string().optional() }).optional(),
      merges: z
        .array(
          z.object({
            startRowIndex: z.int(),
            endRowIndex: z.int(),
            startColumnIndex: z.int(),
            endColumnIndex: z.int(),
          }),
        )
        .optional(),
      hiddenRecords: z.array(z.int()).optional(),
    })
    .optional(),
  formatted: Values.optional(),
  unformatted: Values,
});

/** Null when the text is no such file. */
export function readGridJson(text: string): RosterGrid | null {
  const parsed = GridFile.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { properties, sheet, formatted, unformatted } = parsed.data;
  const shown = formatted?.values ?? [];
  const title = sheet?.properties?.title;
  return {
    ...(title === undefined ? {} : { sheetName: title }),
    ...(properties?.locale === undefined ? {} : { locale: properties.locale }),
    ...(properties?.timeZone === undefined ? {} : { timeZone: properties.timeZone }),
    rows: unformatted.values.map((cells, row) =>
      cells.map((value, column) => cellOf(value, shown[row]?.[column])),
    ),
    merges: (sheet?.merges ?? []).map((merge) => ({
      startRow: merge.startRowIndex,
      endRow: merge.endRowIndex,
      startColumn: merge.startColumnIndex,
      endColumn: merge.endColumnIndex,
    })),
    areMergesKnown: sheet?.merges !== undefined,
    hiddenRows: (sheet?.hiddenRecords ?? []).map((record) => record - 1),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return null;
  }
}

type CellValue = z.infer<typeof Value>;

function cellOf(value: CellValue, shown: CellValue | undefined): RosterCell {
  if (value === null || value === "") return emptyCell;
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (typeof value === "string")
    return isErrorValue(value) ? { kind: "error", code: value } : { kind: "text", text: value };
  const formatted = typeof shown === "string" ? shown : String(value);
  return { kind: "number", number: value, format: formatOf(formatted), formatted };
}

function isErrorValue(text: string): boolean {
  return /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|ERROR!)$/.test(text);
}

/** values.get names no format: what is shown tells a date from a number. */
export function formatOf(shown: string): RosterNumberFormat {
  const isClock = /\d{1,2}:\d{2}/.test(shown);
  const isDay =
    /\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(shown) ||
    /\d.*\p{L}{3,}.*\d{2}|\p{L}{3,}.*\d.*\d{2}/u.test(shown);
  if (isDay && !/[$€£¥%]/.test(shown)) return isClock ? "date_time" : "date";
  if (isClock) return "time";
  if (/%/.test(shown)) return "percent";
  return /[$€£¥]|[A-Z]{3}/.test(shown) ? "currency" : "number";
}

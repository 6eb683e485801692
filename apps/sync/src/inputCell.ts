import { dateToSerial, isPlainDate, type PlainDate } from "@rollbook/core/calendar";
import { exponentOf, type Currency } from "@rollbook/core/money";
import { sameValue, type FieldValue } from "@rollbook/core/reconcile";
import {
  rosterField,
  type RosterCell,
  type RosterFieldKey,
  type RosterReading,
} from "@rollbook/core/roster";
import type { TypedValue } from "@rollbook/sheets";

export type InputCell = { value: TypedValue; isDateFormatNeeded: boolean };

/** How a value of the database is typed into one of their columns: as its neighbours write it. */
export function inputCellOf(input: {
  field: RosterFieldKey;
  value: FieldValue;
  present: RosterCell | undefined;
  likeThis: RosterCell | undefined;
  currency: Currency;
  dateOrder: string | undefined;
}): InputCell {
  const { field, value, likeThis } = input;
  if (value === null) return plain({ kind: "empty" });
  if (likeThis !== undefined) return plain(typedAs(likeThis));
  switch (rosterField(field).type) {
    case "date":
    case "birth_date":
      return dateCell(input);
    case "money":
      return plain({ kind: "number", number: Number(value) / 10 ** exponentOf(input.currency) });
    case "name":
      return plain({
        kind: "text",
        text: nameLike({ name: String(value), present: input.present }),
      });
    default:
      return plain(
        typeof value === "boolean"
          ? { kind: "boolean", value }
          : { kind: "text", text: Array.isArray(value) ? value.join(", ") : String(value) },
      );
  }
}

const plain = (value: TypedValue): InputCell => ({ value, isDateFormatNeeded: false });

export function typedAs(cell: RosterCell): TypedValue {
  switch (cell.kind) {
    case "empty":
    case "error":
      return { kind: "empty" };
    case "text":
      return { kind: "text", text: cell.text };
    case "number":
      return { kind: "number", number: cell.number };
    case "boolean":
      return { kind: "boolean", value: cell.value };
  }
}

function dateCell(input: {
  value: FieldValue;
  present: RosterCell | undefined;
  dateOrder: string | undefined;
}): InputCell {
  const { present, value } = input;
  if (typeof value !== "string" || !isPlainDate(value)) return plain({ kind: "empty" });
  if (present?.kind === "text") {
    const order = /^\s*\d{4}-/u.test(present.text) ? "YMD" : input.dateOrder;
    return plain({ kind: "text", text: dateText({ date: value, order }) });
  }
  const isDateFormatNeeded = !(present?.kind === "number" && present.format === "date");
  return { value: { kind: "date", serial: dateToSerial(value) }, isDateFormatNeeded };
}

function dateText(input: { date: PlainDate; order: string | undefined }): string {
  const [year = "", month = "", day = ""] = input.date.split("-");
  switch (input.order) {
    case "MDY":
      return `${Number(month)}/${Number(day)}/${year}`;
    case "DMY":
      return `${day}/${month}/${year}`;
    default:
      return input.date;
  }
}

/** "Lovelace, Ada" where the cell was written so. */
function nameLike(input: { name: string; present: RosterCell | undefined }): string {
  const { name, present } = input;
  if (present?.kind !== "text" || !present.text.includes(",")) return name;
  const words = name.split(" ");
  const last = words.pop() ?? "";
  return `${last}, ${words.join(" ")}`;
}

/** A cell of the same column that says the same value already: plans, intervals and methods keep the roster's own words. */
export function cellLike(input: {
  reading: RosterReading;
  rows: readonly (readonly RosterCell[])[];
  field: RosterFieldKey;
  column: number;
  value: FieldValue;
}): RosterCell | undefined {
  const { type } = rosterField(input.field);
  if (!["text", "interval", "payment_method", "boolean", "status", "sex", "role"].includes(type))
    return undefined;
  const twin = input.reading.rows.find((row) => {
    const values = row.values as Partial<Record<RosterFieldKey, FieldValue>>;
    const cell = input.rows[row.record - 1]?.[input.column];
    const isPlain = cell !== undefined && cell.kind !== "empty" && cell.formula === undefined;
    return row.outcome === "ok" && isPlain && sameValue(values[input.field] ?? null, input.value);
  });
  return twin === undefined ? undefined : input.rows[twin.record - 1]?.[input.column];
}

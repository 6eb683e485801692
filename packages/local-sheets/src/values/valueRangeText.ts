import type { Json, JsonObject } from "../model/cell.ts";

const texts = new WeakMap<Json[], string>();

/** Nothing in it has to be escaped. */
const isPlain = /^[ !#-[\]-~]*$/;

function scalarText(value: Json | undefined): string {
  if (typeof value === "string") return isPlain.test(value) ? `"${value}"` : JSON.stringify(value);
  return JSON.stringify(value ?? null);
}

/** Joined at once, so that the kept text is one piece of memory and not a tree. */
function newText(row: readonly Json[]): string {
  const parts = row.map(scalarText);
  parts[0] = `[${parts[0] ?? ""}`;
  parts.push(`${parts.pop() ?? ""}]`);
  return parts.join(",");
}

/** The lists of unchanged rows stay the same objects, so their text is kept with them. */
function rowText(row: Json): string {
  if (!Array.isArray(row)) return JSON.stringify(row);
  const known = texts.get(row);
  if (known !== undefined) return known;
  const text = newText(row);
  texts.set(row, text);
  return text;
}

/** The same as JSON.stringify of the body. */
export function valueRangeText(body: JsonObject): string {
  const { values, ...rest } = body;
  const head = JSON.stringify(rest);
  return Array.isArray(values)
    ? `${head.slice(0, -1)},"values":[${values.map(rowText).join(",")}]}`
    : head;
}

import type { Json, JsonObject } from "../model/cell.ts";
import { isJsonObject } from "../model/document.ts";

const colorNames = new Set([
  "backgroundColor",
  "foregroundColor",
  "color",
  "tabColor",
  "headerColor",
  "firstBandColor",
  "secondBandColor",
  "footerColor",
  "visibleBackgroundColor",
]);

const withoutZeros = (color: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(color).filter(([, share]) => share !== 0));

function single(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => single(item) ?? null);
  return isJsonObject(value) ? pairColors(value) : value;
}

/** A colour and its style always stand together, as the API gives them back; the style wins. */
export function pairColors(source: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(source)) {
    if (colorNames.has(name) && isJsonObject(value)) result[name] = withoutZeros(value);
    else if (name.endsWith("Style") && isJsonObject(value) && isJsonObject(value["rgbColor"]))
      result[name] = { rgbColor: withoutZeros(value["rgbColor"]) };
    else result[name] = single(value);
  }
  for (const [name, value] of Object.entries(result)) {
    if (colorNames.has(name) && result[`${name}Style`] === undefined)
      result[`${name}Style`] = { rgbColor: value };
    const plain = name.slice(0, -"Style".length);
    if (
      name.endsWith("Style") &&
      colorNames.has(plain) &&
      isJsonObject(value) &&
      value["rgbColor"] !== undefined
    )
      result[plain] = value["rgbColor"];
  }
  return result;
}

/** Paths that name a colour, joined by those of its style, and the other way round. */
export function withColorPairs(paths: readonly string[][]): string[][] {
  const all = new Map(paths.map((path) => [path.join("."), path]));
  for (const path of paths) {
    const at = path.findIndex(
      (name) => colorNames.has(name) || colorNames.has(name.replace(/Style$/, "")),
    );
    const name = path[at];
    if (name === undefined) continue;
    const plain = name.replace(/Style$/, "");
    for (const other of [plain, `${plain}Style`]) {
      const sibling = [...path.slice(0, at), other];
      all.set(sibling.join("."), sibling);
    }
  }
  return [...all.values()];
}

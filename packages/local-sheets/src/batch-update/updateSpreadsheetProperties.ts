import { invalid } from "../model/apiError.ts";
import type { JsonObject } from "../model/cell.ts";
import { isJsonObject } from "../model/document.ts";
import { pairColors } from "../formats/pairColors.ts";
import { maskPaths, mergeMasked, parseFieldMask } from "../schema/fieldMask.ts";
import { handler, requireFields } from "./context.ts";

const text = (properties: JsonObject, name: string): string | undefined =>
  typeof properties[name] === "string" ? properties[name] : undefined;

function checkTimeZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return timeZone;
  } catch {
    throw invalid(`Invalid time zone: ${timeZone}`);
  }
}

export const updateSpreadsheetProperties = handler<{ properties?: JsonObject; fields?: string }>(
  (context, { properties = {}, fields }) => {
    const mask = parseFieldMask(requireFields(fields));
    const { document } = context.draft;
    const has = (name: string): boolean =>
      mask === true ? properties[name] !== undefined : name in mask;
    const before = document.properties;
    const formatPaths =
      mask === true
        ? [[]]
        : maskPaths(mask)
            .filter(([name]) => name === "defaultFormat")
            .map(([, ...rest]) => rest);
    const given = isJsonObject(properties["defaultFormat"])
      ? pairColors(properties["defaultFormat"])
      : undefined;
    const iterative = properties["iterativeCalculationSettings"];
    document.properties = {
      title: has("title") ? (text(properties, "title") ?? "") : before.title,
      locale: has("locale") ? (text(properties, "locale") ?? "en_US") : before.locale,
      timeZone: has("timeZone")
        ? checkTimeZone(text(properties, "timeZone") ?? "Etc/GMT")
        : before.timeZone,
      autoRecalc: has("autoRecalc")
        ? (text(properties, "autoRecalc") ?? "ON_CHANGE")
        : before.autoRecalc,
      iterativeCalculation: has("iterativeCalculationSettings")
        ? isJsonObject(iterative)
          ? iterative
          : undefined
        : before.iterativeCalculation,
      defaultFormat:
        has("defaultFormat") && given
          ? mergeMasked({ target: before.defaultFormat, source: given, paths: formatPaths })
          : before.defaultFormat,
      theme:
        has("spreadsheetTheme") && isJsonObject(properties["spreadsheetTheme"])
          ? properties["spreadsheetTheme"]
          : before.theme,
    };
    return undefined;
  },
);

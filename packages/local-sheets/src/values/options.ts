import { badRequest, invalid } from "../model/apiError.ts";
import type { Dimension } from "../model/document.ts";
import { snakeCase } from "../schema/discovery.ts";
import { dateTimeRenderOptions, valueRenderOptions, type RenderOptions } from "./render.ts";
import type { ValueInputOption } from "./writeArea.ts";

export function enumParameter<T extends string>(input: {
  given: string | null | undefined;
  name: string;
  type: string;
  allowed: readonly T[];
  fallback: T;
}): T {
  const { given, allowed } = input;
  if (given === null || given === undefined || given === "") return input.fallback;
  const found = allowed.find((value) => value === given);
  if (found !== undefined) return found;
  const field = snakeCase(input.name);
  const description = `Invalid value at '${field}' (type.googleapis.com/google.apps.sheets.v4.${input.type}), "${given}"`;
  throw badRequest(description, [{ field, description }]);
}

export function renderOptions(input: {
  value: string | null | undefined;
  dateTime: string | null | undefined;
  prefix?: string;
}): RenderOptions {
  const name = (plain: string): string =>
    input.prefix ? `${input.prefix}${plain.charAt(0).toUpperCase()}${plain.slice(1)}` : plain;
  return {
    value: enumParameter({
      given: input.value,
      name: name("valueRenderOption"),
      type: "ValueRenderOption",
      allowed: valueRenderOptions,
      fallback: "FORMATTED_VALUE",
    }),
    dateTime: enumParameter({
      given: input.dateTime,
      name: name("dateTimeRenderOption"),
      type: "DateTimeRenderOption",
      allowed: dateTimeRenderOptions,
      fallback: "SERIAL_NUMBER",
    }),
  };
}

export function majorDimension(given: string | null | undefined): Dimension {
  const allowed = ["ROWS", "COLUMNS", "DIMENSION_UNSPECIFIED"] as const;
  const chosen = enumParameter({
    given,
    name: "majorDimension",
    type: "Dimension",
    allowed,
    fallback: "ROWS",
  });
  return chosen === "COLUMNS" ? "COLUMNS" : "ROWS";
}

export function valueInputOption(given: string | null | undefined): ValueInputOption {
  const allowed = ["RAW", "USER_ENTERED", "INPUT_VALUE_OPTION_UNSPECIFIED"] as const;
  const fallback = "INPUT_VALUE_OPTION_UNSPECIFIED";
  const chosen = enumParameter({
    given,
    name: "valueInputOption",
    type: "ValueInputOption",
    allowed,
    fallback,
  });
  if (chosen === fallback) throw invalid("'valueInputOption' is required but not specified");
  return chosen;
}

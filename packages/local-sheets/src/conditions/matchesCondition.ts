import { isCellError, type Json, type JsonObject, type Value } from "../model/cell.ts";
import { isJsonObject } from "../model/document.ts";
import { parseEntered } from "../values/parseEntered.ts";

function operand(value: Json | undefined, locale: string): Value | undefined {
  if (!isJsonObject(value)) return undefined;
  const { userEnteredValue } = value;
  if (typeof userEnteredValue !== "string") return undefined;
  const { entered } = parseEntered(userEnteredValue, locale);
  return typeof entered === "object" ? userEnteredValue : entered;
}

const asNumber = (value: Value | undefined): number =>
  typeof value === "number" ? value : Number.NaN;
const asText = (value: Value | undefined): string =>
  (value === undefined || isCellError(value) ? "" : String(value)).toLowerCase();

function compareNumbers(
  type: string,
  value: number,
  first: number,
  second: number,
): boolean | undefined {
  switch (type) {
    case "NUMBER_GREATER":
    case "DATE_AFTER":
      return value > first;
    case "NUMBER_GREATER_THAN_EQ":
    case "DATE_ON_OR_AFTER":
      return value >= first;
    case "NUMBER_LESS":
    case "DATE_BEFORE":
      return value < first;
    case "NUMBER_LESS_THAN_EQ":
    case "DATE_ON_OR_BEFORE":
      return value <= first;
    case "NUMBER_EQ":
    case "DATE_EQ":
      return value === first;
    case "NUMBER_NOT_EQ":
    case "DATE_NOT_EQ":
      return value !== first;
    case "NUMBER_BETWEEN":
    case "DATE_BETWEEN":
      return value >= first && value <= second;
    case "NUMBER_NOT_BETWEEN":
    case "DATE_NOT_BETWEEN":
      return value < first || value > second;
    case "DATE_IS_VALID":
      return !Number.isNaN(value);
    default:
      return undefined;
  }
}

function compareTexts(type: string, value: string, wanted: string): boolean | undefined {
  switch (type) {
    case "TEXT_CONTAINS":
      return value.includes(wanted);
    case "TEXT_NOT_CONTAINS":
      return !value.includes(wanted);
    case "TEXT_STARTS_WITH":
      return value.startsWith(wanted);
    case "TEXT_ENDS_WITH":
      return value.endsWith(wanted);
    case "TEXT_EQ":
      return value === wanted;
    case "TEXT_NOT_EQ":
      return value !== wanted;
    case "TEXT_IS_EMAIL":
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
    case "TEXT_IS_URL":
      return /^(https?:\/\/)?[\w-]+(\.[\w-]+)+/.test(value);
    default:
      return undefined;
  }
}

/** Whether a value meets a BooleanCondition; undefined where the kind is not known here (formulas, ranges, relative dates). */
export function matchesCondition(input: {
  condition: JsonObject;
  value: Value | undefined;
  locale: string;
}): boolean | undefined {
  const { condition, value, locale } = input;
  const type = String(condition["type"]);
  const operands = Array.isArray(condition["values"])
    ? condition["values"].map((item) => operand(item, locale))
    : [];
  if (type === "BLANK") return value === undefined || value === "";
  if (type === "NOT_BLANK") return value !== undefined && value !== "";
  if (type === "BOOLEAN")
    return typeof value === "boolean" || operands.some((item) => asText(item) === asText(value));
  if (type === "ONE_OF_LIST") return operands.some((item) => asText(item) === asText(value));
  const numeric = compareNumbers(
    type,
    asNumber(value),
    asNumber(operands[0]),
    asNumber(operands[1]),
  );
  if (numeric !== undefined) return typeof value === "number" && numeric;
  return compareTexts(type, asText(value), asText(operands[0]));
}

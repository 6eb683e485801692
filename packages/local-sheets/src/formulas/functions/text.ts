import { isCellError } from "../../model/cell.ts";
import { formatNumber } from "../../formats/formatNumber.ts";
import { rowsOf, single, type Scope } from "../evaluate.ts";
import {
  fail,
  FormulaError,
  isAtom,
  matrix,
  textToNumber,
  toBoolean,
  toNumber,
  toText,
  type Atom,
  type Computed,
} from "../values.ts";
import { atomsOf } from "./atoms.ts";
import { scalar, whole, type FunctionTable } from "./spec.ts";

const count = (value: Atom, where: string, parameter: number, fallback = 1): number => {
  const number = value === undefined ? fallback : Math.floor(toNumber(value, where, parameter));
  if (number < 0)
    throw fail(
      "VALUE",
      `Function ${where} parameter ${parameter} value is ${number}. It should be greater than or equal to 0.`,
    );
  return number;
};

function regularExpression(source: Atom, where: string, flags = "u"): RegExp {
  const text = toText(source);
  const flag = text.startsWith("(?i)") ? `${flags}i` : flags;
  try {
    return new RegExp(text.replace(/^\(\?i\)/, ""), flag);
  } catch {
    throw fail(
      "REF",
      `Function ${where} parameter 2 value "${text}" is not a valid regular expression.`,
    );
  }
}

function find(needle: Atom, text: Atom, start: Atom, where: "FIND" | "SEARCH"): number {
  const from = (start === undefined ? 1 : toNumber(start, where, 3)) - 1;
  const fold = (value: Atom): string =>
    where === "FIND" ? toText(value) : toText(value).toLowerCase();
  const at = fold(text).indexOf(fold(needle), from);
  if (at === -1)
    throw fail(
      "VALUE",
      `In ${where} evaluation, cannot find '${toText(needle)}' within '${toText(text)}'.`,
    );
  return at + 1;
}

const splitWords = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(
      /(^|[^\p{L}'])(\p{L})/gu,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    );

function substitute([text, search, replacement, occurrence]: readonly Atom[]): string {
  const [whole_, wanted, put] = [toText(text), toText(search), toText(replacement)];
  if (wanted === "") return whole_;
  if (occurrence === undefined) return whole_.replaceAll(wanted, () => put);
  let at = -1;
  for (let left = toNumber(occurrence, "SUBSTITUTE", 4); left > 0; left -= 1) {
    at = whole_.indexOf(wanted, at + 1);
    if (at === -1) return whole_;
  }
  return whole_.slice(0, at) + put + whole_.slice(at + wanted.length);
}

function split(scope: Scope, values: readonly Computed[]): Computed {
  const [text, delimiter, each, removeEmpty] = values;
  const letters = toText(single(scope, delimiter));
  const byEach = each === undefined || toBoolean(single(scope, each), "SPLIT", 3);
  const dropsEmpty = removeEmpty === undefined || toBoolean(single(scope, removeEmpty), "SPLIT", 4);
  const pattern = byEach
    ? new RegExp(`[${letters.replaceAll(/[\\\]^-]/g, String.raw`\$&`)}]`, "u")
    : letters;
  const cut = (atom: Atom): Atom[] => {
    const parts = toText(atom).split(pattern);
    return (dropsEmpty ? parts.filter((part) => part !== "") : parts).map(
      (part) => textToNumber(part) ?? part,
    );
  };
  if (!isAtom(text) && scope.isArray) return matrix(rowsOf(scope, text).map((row) => cut(row[0])));
  return matrix([cut(single(scope, text))]);
}

function joined(
  scope: Scope,
  values: readonly Computed[],
  separator: string,
  dropsEmpty: boolean,
): string {
  const atoms = atomsOf(scope, values);
  const failed = atoms.find(isCellError);
  if (isCellError(failed)) throw new FormulaError(failed);
  return atoms
    .map(toText)
    .filter((text) => !dropsEmpty || text !== "")
    .join(separator);
}

function extracted(text: Atom, expression: Atom): Computed {
  const found = regularExpression(expression, "REGEXEXTRACT").exec(toText(text));
  if (!found)
    throw fail(
      "N_A",
      `Function REGEXEXTRACT parameter 2 value "${toText(expression)}" does not match text of Function REGEXEXTRACT parameter 1 value "${toText(text)}".`,
    );
  const groups = found.slice(1);
  return groups.length > 1 ? matrix([groups]) : (groups[0] ?? found[0]);
}

const localeOfScope = (scope: Scope): string => scope.document.properties.locale;

export const textFunctions: FunctionTable = {
  CONCATENATE: whole(1, Infinity, (scope, values) => joined(scope, values, "", false)),
  CONCAT: scalar(2, 2, ([left, right]) => toText(left) + toText(right)),
  JOIN: whole(2, Infinity, (scope, [separator, ...values]) =>
    joined(scope, values, toText(single(scope, separator)), false),
  ),
  TEXTJOIN: whole(3, Infinity, (scope, [separator, ignoreEmpty, ...values]) =>
    joined(
      scope,
      values,
      toText(single(scope, separator)),
      toBoolean(single(scope, ignoreEmpty), "TEXTJOIN", 2),
    ),
  ),
  LEFT: scalar(1, 2, ([text, length]) => toText(text).slice(0, count(length, "LEFT", 2))),
  RIGHT: scalar(1, 2, ([text, length]) => {
    const size = count(length, "RIGHT", 2);
    return size === 0 ? "" : toText(text).slice(-size);
  }),
  MID: scalar(3, 3, ([text, start, length]) => {
    const from = count(start, "MID", 2) - 1;
    return toText(text).slice(Math.max(0, from), Math.max(0, from) + count(length, "MID", 3));
  }),
  LEN: scalar(1, 1, ([text]) => toText(text).length),
  LOWER: scalar(1, 1, ([text]) => toText(text).toLowerCase()),
  UPPER: scalar(1, 1, ([text]) => toText(text).toUpperCase()),
  PROPER: scalar(1, 1, ([text]) => splitWords(toText(text))),
  TRIM: scalar(1, 1, ([text]) => toText(text).trim().replaceAll(/ +/g, " ")),
  CLEAN: scalar(1, 1, ([text]) =>
    [...toText(text)].filter((letter) => letter.charCodeAt(0) > 31).join(""),
  ),
  REPT: scalar(2, 2, ([text, times]) => toText(text).repeat(count(times, "REPT", 2))),
  EXACT: scalar(2, 2, ([left, right]) => toText(left) === toText(right)),
  FIND: scalar(2, 3, ([needle, text, start]) => find(needle, text, start, "FIND")),
  SEARCH: scalar(2, 3, ([needle, text, start]) => find(needle, text, start, "SEARCH")),
  SUBSTITUTE: scalar(3, 4, substitute),
  REPLACE: scalar(4, 4, ([text, start, length, put]) => {
    const from = count(start, "REPLACE", 2) - 1;
    return (
      toText(text).slice(0, from) +
      toText(put) +
      toText(text).slice(from + count(length, "REPLACE", 3))
    );
  }),
  CHAR: scalar(1, 1, ([code]) => String.fromCodePoint(toNumber(code, "CHAR"))),
  CODE: scalar(1, 1, ([text]) => toText(text).codePointAt(0) ?? 0),
  UNICHAR: scalar(1, 1, ([code]) => String.fromCodePoint(toNumber(code, "UNICHAR"))),
  UNICODE: scalar(1, 1, ([text]) => toText(text).codePointAt(0) ?? 0),
  VALUE: scalar(1, 1, ([value]) => {
    if (typeof value !== "string") return toNumber(value, "VALUE");
    const number = textToNumber(value);
    if (number === undefined)
      throw fail("VALUE", `VALUE parameter '${value}' cannot be parsed to number.`);
    return number;
  }),
  T: scalar(1, 1, ([value]) => (typeof value === "string" ? value : "")),
  N: scalar(1, 1, ([value]) =>
    typeof value === "number" ? value : typeof value === "boolean" ? Number(value) : 0,
  ),
  TO_TEXT: scalar(1, 1, ([value]) => toText(value)),
  TO_PURE_NUMBER: scalar(1, 1, ([value]) => value),
  TEXT: scalar(2, 2, ([value, pattern], scope) => {
    const number =
      typeof value === "string"
        ? textToNumber(value)
        : typeof value === "boolean"
          ? undefined
          : toNumber(value, "TEXT");
    if (number === undefined) return toText(value);
    return formatNumber({
      value: number,
      format: { type: "NUMBER", pattern: toText(pattern) },
      locale: localeOfScope(scope),
    });
  }),
  FIXED: scalar(1, 3, ([value, places, plainDigits], scope) => {
    const zeros = "0".repeat(places === undefined ? 2 : count(places, "FIXED", 2));
    const whole_ = plainDigits !== undefined && toBoolean(plainDigits, "FIXED", 3) ? "0" : "#,##0";
    return formatNumber({
      value: toNumber(value, "FIXED"),
      format: { type: "NUMBER", pattern: zeros === "" ? whole_ : `${whole_}.${zeros}` },
      locale: localeOfScope(scope),
    });
  }),
  DOLLAR: scalar(1, 2, ([value], scope) =>
    formatNumber({
      value: toNumber(value, "DOLLAR"),
      format: { type: "CURRENCY", pattern: undefined },
      locale: localeOfScope(scope),
    }),
  ),
  SPLIT: whole(2, 4, split),
  REGEXMATCH: scalar(2, 2, ([text, expression]) =>
    regularExpression(expression, "REGEXMATCH").test(toText(text)),
  ),
  REGEXREPLACE: scalar(3, 3, ([text, expression, put]) =>
    toText(text).replaceAll(
      regularExpression(expression, "REGEXREPLACE", "gu"),
      toText(put).replaceAll(/\\(\d)/g, "$$$1"),
    ),
  ),
  REGEXEXTRACT: whole(2, 2, (scope, [text, expression]) => {
    if (isAtom(text) || !scope.isArray)
      return extracted(single(scope, text), single(scope, expression));
    return matrix(
      rowsOf(scope, text).map((row) =>
        row.map((atom) => {
          const found = regularExpression(single(scope, expression), "REGEXEXTRACT").exec(
            toText(atom),
          );
          return found ? (found[1] ?? found[0]) : fail("N_A", "No match.").error;
        }),
      ),
    );
  }),
};

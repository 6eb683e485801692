import type { JsonObject } from "../model/cell.ts";
import type { LocaleFacts } from "../formats/locale.ts";

export interface ParsedNumber {
  readonly value: number;
  readonly format: JsonObject | undefined;
}

const symbols = "$€£¥₹₩₪";

interface Digits {
  readonly value: number;
  readonly isGrouped: boolean;
  readonly decimals: number;
  readonly isScientific: boolean;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const patterns = new Map<string, RegExp>();

function digitsPattern({ tag, decimal, group }: LocaleFacts): RegExp {
  const known = patterns.get(tag);
  if (known) return known;
  const space = /\s/.test(group) ? String.raw`[\s\u00a0\u202f]` : escaped(group);
  const point = escaped(decimal);
  const pattern = new RegExp(
    `^(?:(\\d{1,3}(?:${space}\\d{2,3})*${space}\\d{3})|(\\d+))?(?:${point}(\\d*))?(?:[eE]([+-]?\\d+))?$`,
  );
  patterns.set(tag, pattern);
  return pattern;
}

function readDigits(text: string, facts: LocaleFacts): Digits | undefined {
  const match = digitsPattern(facts).exec(text);
  if (!match) return undefined;
  const [, grouped, plain, fraction, exponent] = match;
  if (grouped === undefined && plain === undefined && (fraction ?? "") === "") return undefined;
  const whole = (grouped ?? plain ?? "0").replaceAll(/\D/g, "");
  const value = Number(
    `${whole}.${fraction ?? ""}${exponent === undefined ? "" : `e${exponent}`}`.replace(
      /\.(?=e|$)/,
      "",
    ),
  );
  if (!Number.isFinite(value)) return undefined;
  return {
    value,
    isGrouped: grouped !== undefined,
    decimals: fraction?.length ?? 0,
    isScientific: exponent !== undefined,
  };
}

/** The sign and what it stands before; accountants' brackets count as a minus. */
function readSign(text: string): { sign: 1 | -1; rest: string } {
  const bracketed = /^\((.+)\)$/.exec(text);
  if (bracketed) return { sign: -1, rest: (bracketed[1] ?? "").trim() };
  if (/^[-\u2212]/.test(text)) return { sign: -1, rest: text.slice(1).trim() };
  return { sign: 1, rest: text.startsWith("+") ? text.slice(1).trim() : text };
}

function currencyFormat(symbol: string, decimals: number, facts: LocaleFacts): JsonObject {
  const digits = decimals > 0 ? "#,##0.00" : "#,##0";
  if (facts.currencyPattern.includes(symbol))
    return { type: "CURRENCY", pattern: facts.currencyPattern.replace("#,##0.00", digits) };
  return { type: "CURRENCY", pattern: `[$${symbol}]${digits}` };
}

function formatFor(digits: Digits): JsonObject | undefined {
  if (digits.isScientific) return { type: "SCIENTIFIC", pattern: "0.00E+00" };
  return digits.isGrouped
    ? { type: "NUMBER", pattern: digits.decimals > 0 ? "#,##0.00" : "#,##0" }
    : undefined;
}

const mayStart = /^[-+\u2212(.,\d$€£¥₹₩₪]/;

/** Reads "1,234.50", "10%", "$5", "-£3.20", "(4)" and "1e3" as the locale writes them. */
export function parseAmount(text: string, facts: LocaleFacts): ParsedNumber | undefined {
  if (!mayStart.test(text)) return undefined;
  let { sign, rest } = readSign(text);
  const lead = symbols.includes(rest.charAt(0)) ? rest.charAt(0) : undefined;
  const trail =
    lead === undefined && symbols.includes(rest.at(-1) ?? " ") ? rest.at(-1) : undefined;
  const symbol = lead ?? trail;
  if (lead !== undefined) rest = rest.slice(1).trim();
  if (trail !== undefined) rest = rest.slice(0, -1).trim();
  if (lead !== undefined && sign === 1 && rest.startsWith("-"))
    [sign, rest] = [-1, rest.slice(1).trim()];
  const isPercent = symbol === undefined && rest.endsWith("%");
  const digits = readDigits(isPercent ? rest.slice(0, -1).trim() : rest, facts);
  if (!digits) return undefined;
  const value = sign * digits.value;
  if (isPercent)
    return {
      value: Number((value / 100).toPrecision(15)),
      format: { type: "PERCENT", pattern: digits.decimals > 0 ? "0.00%" : "0%" },
    };
  if (symbol !== undefined)
    return { value, format: currencyFormat(symbol, digits.decimals, facts) };
  return { value: value === 0 ? 0 : value, format: formatFor(digits) };
}

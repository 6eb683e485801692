export type TokenKind =
  | "number"
  | "string"
  | "operator"
  | "open"
  | "close"
  | "separator"
  | "row_separator"
  | "open_array"
  | "close_array"
  | "reference"
  | "error"
  | "name"
  | "space";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const sheetPrefix = String.raw`(?:'(?:[^']|'')+'!|[\p{L}_][\p{L}\p{N}_.]*!)?`;
const cell = String.raw`\$?[A-Za-z]{1,3}\$?[0-9]+`;
const corner = String.raw`(?:${cell}|\$?[A-Za-z]{1,3}|\$?[0-9]+)`;
const notName = String.raw`(?![\p{L}\p{N}_.(])`;

const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ["space", /\s+/uy],
  ["string", /"(?:[^"]|"")*"/uy],
  ["error", /#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|ERROR!)/iuy],
  ["reference", new RegExp(`${sheetPrefix}(?:${corner}:${corner}|${cell})${notName}`, "uy")],
  ["number", /(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/uy],
  ["name", /[\p{L}_][\p{L}\p{N}_.]*/uy],
  ["operator", /<>|<=|>=|[-+*/^&=<>%:]/uy],
  ["open", /\(/uy],
  ["close", /\)/uy],
  ["open_array", /\{/uy],
  ["close_array", /\}/uy],
  ["separator", /,|\\/uy],
  ["row_separator", /;/uy],
];

const commaNumber = /(?:[0-9]+,[0-9]+|,[0-9]+)(?:[eE][+-]?[0-9]+)?/uy;

/** The tokens of a formula without its leading "="; undefined where something is not of the language. */
export function tokenize(
  text: string,
  options: { isDecimalComma?: boolean } = {},
): Token[] | undefined {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    const token =
      (options.isDecimalComma ? match(commaNumber, "number", text, position) : undefined) ??
      next(text, position);
    if (!token) return undefined;
    tokens.push(token);
    position += token.text.length;
  }
  return tokens;
}

function match(
  pattern: RegExp,
  kind: TokenKind,
  text: string,
  position: number,
): Token | undefined {
  pattern.lastIndex = position;
  const found = pattern.exec(text);
  return found ? { kind, text: found[0] } : undefined;
}

function next(text: string, position: number): Token | undefined {
  for (const [kind, pattern] of patterns) {
    const token = match(pattern, kind, text, position);
    if (token) return token;
  }
  return undefined;
}

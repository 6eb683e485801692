import { bad, blank, doubtful, good, type Parsed } from "./parsed.ts";

const unclean =
  /[\u0000-\u001f\u007f\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]|^[\s']|\s$| {2}/;
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;

/** Odd spaces become spaces, invisible characters go, one leading text mark (') before a value goes (ROS-10). */
export function cleanText(text: string): string {
  if (isPlainlyClean(text) || !unclean.test(text)) return text;
  const trimmed = text.replace(invisible, "").replace(/\s+/g, " ").trim();
  return /^'[\d=+\-@(£$€]|^'(?:true|false)$/i.test(trimmed) ? trimmed.slice(1).trim() : trimmed;
}

/** Printable ASCII without two spaces on end, which is nearly every cell: told without the pattern. */
function isPlainlyClean(text: string): boolean {
  let before = 32;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 || code > 126 || (code === 32 && before === 32)) return false;
    before = code;
  }
  return before !== 32 && text.charCodeAt(0) !== 39;
}

/** Words of plain letters and digits with one space between them. */
const isPlain = /^[a-z0-9]+(?: [a-z0-9]+)*$/i;

/** Lower case, without accents and marks: the form in which words of a cell are compared. */
export function foldWords(text: string): string {
  if (isPlain.test(text)) return text.toLowerCase();
  return text
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const placeholders = new Set(
  (
    "n/a,na,n.a.,n.a,#n/d,tbd,tba,tbc,none,null,nil,nan,nat,unknown,unk,-,--,---,—,–,.,..,...,?,??,???,not available,not applicable," +
    "not known,to be confirmed,to be determined,missing,undefined,(blank),(none),blank,empty,x/x,k.a.,k. a.,keine angabe,keine,kein," +
    "unbekannt,entfällt,offen,fehlt,nicht bekannt,inconnu,inconnue,aucun,aucune,néant,neant,non renseigné,non renseigne,n.c.,nc,n.r.,à définir," +
    "s/d,sin dato,sin datos,desconocido,desconocida,ninguno,ninguna,no aplica,no disponible,pendiente de definir,n/d,nd,no data,nessuno,nessuna,non disponibile,n.d.,geen,onbekend,n.v.t.,nvt,nenhum,nenhuma,nao disponivel,desconhecido,void"
  ).split(","),
);

/** A word that people type where they know nothing: an empty cell, except in a name. */
export function isPlaceholder(text: string): boolean {
  if (text.length > 22 || endsInDigit(text)) return false;
  return placeholders.has(text.toLowerCase());
}

/** No such word does, and most cells that are no words do. */
function endsInDigit(text: string): boolean {
  const code = text.charCodeAt(text.length - 1);
  return code >= 48 && code <= 57;
}

const formulaError =
  /^(?:#(?:REF|N\/A|VALUE|NAME|DIV\/0|NUM|NULL|ERROR|SPILL|CALC|FIELD|GETTING_DATA|BLOCKED|CONNECT|UNKNOWN|BEZUG|WERT|NV|ZAHL|ÜBERLAUF|NOM|VALEUR|NOMBRE|NUL|VALOR|¿NOMBRE|¡VALOR|¡REF|¡NUM|¡DIV\/0|¿NOMBRE\?|N\/D|DESBORDAMIENTO)[!?]?[!?]?|#ERROR!|#\.\.\.|loading\.\.\.|lädt\.\.\.|wird geladen\.\.\.|chargement\.\.\.|cargando\.\.\.)$/i;

/** An error value of a spreadsheet, in the spelling of any locale. */
export function isFormulaError(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first !== 35 && !text.endsWith("...")) return false;
  return formulaError.test(text.trim());
}

const mojibake = /Ã[\u0080-\u00bf\u00a0-\u00ff]|Â[\u00a0-\u00bf]|â€|Ã¢|ï¿½|\ufffd/;

export function isMojibake(text: string): boolean {
  return mojibake.test(text);
}

/** Text that a spreadsheet would run if it were written back as typed by a person. */
export function isFormulaLike(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first !== 61 && first !== 43 && first !== 45 && first !== 64) return false;
  return /^(?:=\S|@\w|[+-]\s?[\p{L}(@=]|\+\d+\s+\p{L})/u.test(text);
}

const readableText = "plain text";

/** Free text: kept as typed, with a word about what looks wrong. */
export function parseText(text: string): Parsed<string> {
  const value = cleanText(text);
  if (value === "") return blank;
  if (isFormulaError(value)) return formulaErrorFound(value, readableText);
  if (isFormulaLike(value)) {
    return doubtful(value, {
      code: "formula_like_text",
      level: "warn",
      found: value,
      wanted: "text; it is kept as text and never run",
    });
  }
  return withMojibake(value);
}

export function withMojibake(value: string): Parsed<string> {
  if (!isMojibake(value)) return good(value);
  return doubtful(value, {
    code: "mojibake_suspected",
    level: "warn",
    found: value,
    wanted: "letters such as é or ü: the file was saved twice in different encodings",
  });
}

export function formulaErrorFound(text: string, wanted: string): Parsed<never> {
  return bad({ code: "formula_error", level: "error", found: text, wanted });
}

/** Text of a list, such as a plan: placeholders are empty. */
export function parseLabel(text: string): Parsed<string> {
  const parsed = parseText(text);
  return parsed.value !== null && isPlaceholder(parsed.value) ? blank : parsed;
}

const scientific = /^[+-]?\d(?:[.,]\d+)?E[+-]?\d{1,3}$/i;

export function isScientific(text: string): boolean {
  return scientific.test(text);
}

/** An ID is text: leading zeros count, a trailing ".0" of a spreadsheet does not. */
export function parseId(text: string): Parsed<string> {
  const value = cleanText(text);
  if (value === "" || isPlaceholder(value)) return blank;
  if (isFormulaError(value)) return formulaErrorFound(value, "the ID itself");
  if (isScientific(value)) {
    return bad({
      code: "id_unrecoverable",
      level: "error",
      found: value,
      wanted: "the whole ID, formatted as text",
    });
  }
  return good(/^\d+\.0+$/.test(value) ? value.slice(0, value.indexOf(".")) : value);
}

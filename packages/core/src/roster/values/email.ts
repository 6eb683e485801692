import { bad, blank, doubtful, good, type Parsed } from "./parsed.ts";
import { cleanText, isFormulaError, isPlaceholder } from "./text.ts";

const address =
  /^[^\s@,;:<>()[\]"\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,63}$/u;
// Nearly every address: what the pattern above takes of it as it stands.
const plainAddress =
  /^(?=[^@]{1,64}@)[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const wanted = "one address, such as name@example.org";

/** In lower case; the first of several; dropped with a warning when mail could not reach it (ROS-17). */
export function parseEmailText(text: string): Parsed<string> {
  if (plainAddress.test(text)) return good(text);
  const value = cleanText(text);
  if (value === "" || isPlaceholder(value)) return blank;
  if (isFormulaError(value))
    return bad({ code: "formula_error", level: "warn", found: value, wanted });
  const lower = value.toLowerCase();
  if (isAddress(lower)) return good(lower);
  const candidates = lower
    .split(/[;,|\s]+|\s+\/\s+|\/(?=[^/]*@)/)
    .map((part) => part.replace(/^mailto:|^[<("']+|[>)"'.]+$/g, "").replace(/^mailto:/, ""))
    .filter((part) => part.includes("@"));
  const [first] = candidates;
  if (first === undefined || !isAddress(first))
    return bad({ code: "email_invalid", level: "warn", found: value, wanted });
  if (new Set(candidates).size === 1) return good(first);
  return doubtful(first, {
    code: "email_multiple",
    level: "warn",
    found: value,
    wanted: `${wanted}; the first is used`,
  });
}

function isAddress(text: string): boolean {
  return (
    !text.includes("..") &&
    !text.startsWith(".") &&
    !text.startsWith("mailto:") &&
    address.test(text)
  );
}

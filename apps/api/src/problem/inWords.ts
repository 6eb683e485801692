import type { core } from "zod";

/** What would be right, in words of ours: "must be a whole number". A schema's own sentence stays as it is. */
export function inWords(issue: core.$ZodIssue): string {
  if (!/^(?:Invalid|Too big|Too small)\b/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return /received undefined/.test(issue.message) ? "is required" : typeWords(issue);
    case "too_big":
      return `must ${sizeWords(issue.origin, Number(issue.maximum), issue.inclusive === false ? "less than" : "at most")}`;
    case "too_small":
      return `must ${sizeWords(issue.origin, Number(issue.minimum), issue.inclusive === false ? "more than" : "at least")}`;
    case "invalid_value":
      return oneOf(issue.values.map(String));
    case "invalid_format":
      return formatWords[issue.format] ?? patternWords(issue);
    case "invalid_union": {
      const named = [...issue.message.matchAll(/'([^']*)'/g)].map(([, name = ""]) => name);
      return named.length > 0 ? oneOf(named) : "is in none of the forms that it may have";
    }
    default:
      return issue.message;
  }
}

const types: Readonly<Record<string, string>> = {
  string: "must be text",
  number: "must be a number",
  int: "must be a whole number",
  boolean: "must be true or false",
  array: "must be a list",
  object: "must be an object",
  record: "must be an object",
  null: "must be null",
};

function typeWords({ expected, message }: core.$ZodIssueInvalidType): string {
  return types[expected] ?? message;
}

function sizeWords(origin: string, limit: number, how: string): string {
  const counted = (one: string, many: string) => `have ${how} ${limit} ${limit === 1 ? one : many}`;
  if (origin === "string") return counted("character", "characters");
  if (["array", "set"].includes(origin)) return counted("entry", "entries");
  return `be ${how} ${limit}`;
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(", ")}`;
}

function patternWords({ pattern, message }: core.$ZodIssueInvalidStringFormat): string {
  return pattern === undefined ? message : `must match ${pattern}`;
}

const formatWords: Readonly<Record<string, string>> = {
  date: "must be a day that there is, such as 2026-06-01",
  datetime: "must be an instant, such as 2026-06-01T08:00:00Z",
  email: "must be an email address, such as ada@example.com",
  url: "must be a web address, such as https://example.com/rollbook",
};

import { DriveError } from "./driveError.ts";
import type { DriveFile } from "../workspace/files.ts";

type Test = (file: DriveFile) => boolean;

const tokenPattern = /\s*("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|<=|>=|!=|[=<>()]|[A-Za-z0-9_.:-]+)/y;

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.trimEnd().length) {
    const match = tokenPattern.exec(text);
    if (!match?.[1]) throw invalidQuery();
    tokens.push(match[1]);
  }
  return tokens;
}

const invalidQuery = (): DriveError => new DriveError(400, "invalid", "Invalid Value", "q");

const unquoted = (token: string): string =>
  /^["']/.test(token) ? token.slice(1, -1).replaceAll(/\\(.)/g, "$1") : token;

function fieldValue(file: DriveFile, field: string): string | number | boolean {
  switch (field) {
    case "name":
    case "title":
      return file.name;
    case "mimeType":
      return file.mimeType;
    case "trashed":
      return file.trashed;
    case "starred":
    case "sharedWithMe":
      return false;
    case "modifiedTime":
    case "viewedByMeTime":
      return file.modifiedMs;
    case "createdTime":
      return file.createdMs;
    case "fullText":
      return file.name;
    case "visibility":
      return file.permissions.some(({ type }) => type === "anyone") ? "anyoneWithLink" : "limited";
    default:
      throw invalidQuery();
  }
}

function compared(field: string, operator: string, raw: string): Test {
  return (file) => {
    const value = fieldValue(file, field);
    const wanted =
      typeof value === "number"
        ? Date.parse(raw)
        : typeof value === "boolean"
          ? raw === "true"
          : raw;
    const same =
      typeof value === "string"
        ? value.toLowerCase() === String(wanted).toLowerCase()
        : value === wanted;
    switch (operator) {
      case "=":
        return same;
      case "!=":
        return !same;
      case "<":
        return value < wanted;
      case "<=":
        return value <= wanted;
      case ">":
        return value > wanted;
      case ">=":
        return value >= wanted;
      case "contains":
        return String(value).toLowerCase().includes(String(wanted).toLowerCase());
      default:
        throw invalidQuery();
    }
  };
}

function memberOf(value: string, collection: string): Test {
  const isHeld = (file: DriveFile, roles: readonly string[]): boolean =>
    file.permissions.some(
      (permission) => permission.emailAddress === value && roles.includes(permission.role),
    );
  switch (collection) {
    case "parents":
      return (file) => file.parents.includes(value);
    case "owners":
      return (file) => isHeld(file, ["owner"]) || value === "me";
    case "writers":
      return (file) => isHeld(file, ["owner", "writer"]) || value === "me";
    case "readers":
      return (file) => isHeld(file, ["owner", "writer", "commenter", "reader"]) || value === "me";
    default:
      throw invalidQuery();
  }
}

class QueryParser {
  private position = 0;
  private readonly tokens: readonly string[];

  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  parse(): Test {
    const test = this.either();
    if (this.position < this.tokens.length) throw invalidQuery();
    return test;
  }

  private take(): string {
    const token = this.tokens[this.position];
    if (token === undefined) throw invalidQuery();
    this.position += 1;
    return token;
  }

  private takesWord(word: string): boolean {
    if (this.tokens[this.position]?.toLowerCase() !== word) return false;
    this.position += 1;
    return true;
  }

  private either(): Test {
    let left = this.both();
    while (this.takesWord("or")) {
      const [first, second] = [left, this.both()];
      left = (file) => first(file) || second(file);
    }
    return left;
  }

  private both(): Test {
    let left = this.single();
    while (this.takesWord("and")) {
      const [first, second] = [left, this.single()];
      left = (file) => first(file) && second(file);
    }
    return left;
  }

  private single(): Test {
    if (this.takesWord("not")) {
      const inner = this.single();
      return (file) => !inner(file);
    }
    const token = this.take();
    if (token === "(") {
      const inner = this.either();
      if (this.take() !== ")") throw invalidQuery();
      return inner;
    }
    if (/^["']/.test(token)) {
      if (!this.takesWord("in")) throw invalidQuery();
      return memberOf(unquoted(token), this.take());
    }
    if (token === "sharedWithMe" && this.tokens[this.position] !== "=") return () => false;
    return compared(token, this.take(), unquoted(this.take()));
  }
}

/** Reads Drive's search terms. @throws 400 as Drive does for what it cannot read. */
export const parseQuery = (text: string | null): Test =>
  text === null || text.trim() === "" ? () => true : new QueryParser(tokenize(text)).parse();

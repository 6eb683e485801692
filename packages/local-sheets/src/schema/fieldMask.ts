import { badRequest } from "../model/apiError.ts";
import type { Json, JsonObject } from "../model/cell.ts";
import { isJsonObject } from "../model/document.ts";
import { camelCase, type Discovery, type SchemaProperty } from "./discovery.ts";

/** `true` takes everything below. */
export type FieldMask = true | { readonly [name: string]: FieldMask };
type Building = { [name: string]: Building | true };

function tokens(text: string): string[] {
  return text.match(/[^,()./\s]+|[,()./]/g) ?? [];
}

class MaskParser {
  private position = 0;
  private readonly parts: string[];

  constructor(text: string) {
    this.parts = tokens(text);
  }

  parseList(into: Building): void {
    while (this.position < this.parts.length && this.parts[this.position] !== ")") {
      if (this.parts[this.position] === ",") this.position += 1;
      else this.parsePath(into);
    }
  }

  private parsePath(into: Building): void {
    const raw = this.parts[this.position] ?? "";
    if (/^[(./]$/.test(raw)) throw new SyntaxError(raw);
    const name = raw === "*" ? "*" : camelCase(raw);
    this.position += 1;
    const next = this.parts[this.position];
    if (next === "." || next === "/") {
      this.position += 1;
      this.parsePath(this.child(into, name));
    } else if (next === "(") {
      this.position += 1;
      this.parseList(this.child(into, name));
      if (this.parts[this.position] !== ")") throw new SyntaxError("unclosed");
      this.position += 1;
    } else into[name] = true;
  }

  private child(into: Building, name: string): Building {
    const existing = into[name];
    if (existing === true) return {};
    const created = existing ?? {};
    into[name] = created;
    return created;
  }

  get isDone(): boolean {
    return this.position >= this.parts.length;
  }
}

function unmatched(path: string): Error {
  return badRequest("Request contains an invalid argument.", [
    {
      field: path,
      description: `Error expanding 'fields' parameter. Cannot find matching fields for path '${path}'.`,
    },
  ]);
}

function check(input: {
  mask: FieldMask;
  discovery: Discovery;
  schema: string;
  path: string;
}): void {
  if (input.mask === true) return;
  const properties = input.discovery.schemas[input.schema]?.properties ?? {};
  for (const [name, below] of Object.entries(input.mask)) {
    if (name === "*") continue;
    const path = input.path === "" ? name : `${input.path}.${name}`;
    const property = properties[name];
    if (!property) throw unmatched(path);
    const schema = messageOf(property);
    if (below === true) continue;
    if (schema !== undefined) check({ ...input, mask: below, schema, path });
    else if (property.type !== "object" && property.items?.type !== "object")
      throw unmatched(`${path}.${Object.keys(below)[0]}`);
  }
}

const messageOf = (property: SchemaProperty): string | undefined =>
  property.$ref ?? property.items?.$ref;

function readFieldMask(
  text: string | undefined,
  against?: { discovery: Discovery; schema: string },
): FieldMask {
  if (text === undefined || text.trim() === "" || text.trim() === "*") return true;
  const root: Building = {};
  const parser = new MaskParser(text);
  try {
    parser.parseList(root);
    if (!parser.isDone) throw new SyntaxError("rest");
  } catch {
    throw badRequest("Request contains an invalid argument.", [
      {
        field: text,
        description: `Error expanding 'fields' parameter. Cannot find matching fields for path '${text}'.`,
      },
    ]);
  }
  if (against) check({ mask: root, ...against, path: "" });
  return "*" in root ? true : root;
}

const knownMasks = new Map<string, FieldMask>();
const keptMasks = 500;

/** Reads `a.b,c(d,e)`, `a/b` and snake_case; no text takes everything. The same text gives the same object.
 * @throws 400 for a field that the answer has not. */
export function parseFieldMask(
  text: string | undefined,
  against?: { discovery: Discovery; schema: string },
): FieldMask {
  if (text === undefined) return true;
  const key = `${against?.schema ?? ""} ${text}`;
  const known = knownMasks.get(key);
  if (known !== undefined) return known;
  const mask = readFieldMask(text, against);
  if (knownMasks.size > keptMasks) knownMasks.clear();
  knownMasks.set(key, mask);
  return mask;
}

export function maskAt(mask: FieldMask, ...path: string[]): FieldMask | undefined {
  let current: FieldMask | undefined = mask;
  for (const name of path) {
    if (current === undefined || current === true) return current;
    current = current[name] ?? current["*"];
  }
  return current;
}

export function applyFieldMask(value: Json, mask: FieldMask): Json {
  if (mask === true || value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => applyFieldMask(item, mask));
  const result: JsonObject = {};
  for (const [name, child] of Object.entries(value)) {
    const below = mask[name] ?? mask["*"];
    if (below !== undefined && child !== undefined) result[name] = applyFieldMask(child, below);
  }
  return result;
}

/** Every path of an update mask as a list of names; `*` is the empty path. */
export function maskPaths(mask: FieldMask, prefix: readonly string[] = []): string[][] {
  if (mask === true) return [[...prefix]];
  return Object.entries(mask).flatMap(([name, below]) =>
    name === "*" ? [[...prefix]] : maskPaths(below, [...prefix, name]),
  );
}

function readPath(value: JsonObject | undefined, path: readonly string[]): Json | undefined {
  let current: Json | undefined = value;
  for (const name of path) current = isJsonObject(current) ? current[name] : undefined;
  return current;
}

function writePath(
  target: JsonObject,
  path: readonly string[],
  value: Json | undefined,
): JsonObject {
  const [name, ...rest] = path;
  if (name === undefined) return isJsonObject(value) ? value : {};
  const { [name]: before, ...others } = target;
  const next =
    rest.length === 0 ? value : writePath(isJsonObject(before) ? before : {}, rest, value);
  const isGone =
    next === undefined || (rest.length > 0 && isJsonObject(next) && Object.keys(next).length === 0);
  if (isGone) return others;
  return { ...target, [name]: next };
}

/** What an update mask names is taken from `source`, also when it is absent there; the rest stays. */
export function mergeMasked(input: {
  target: JsonObject | undefined;
  source: JsonObject | undefined;
  paths: readonly string[][];
}): JsonObject {
  let result = input.target ?? {};
  for (const path of input.paths) result = writePath(result, path, readPath(input.source, path));
  return result;
}

type Json = { [key: string]: Json | undefined } | Json[] | string | number | boolean | null;
type JsonObject = { [key: string]: Json | undefined };

type Side = "request" | "answer";
type Pair = {
  before: JsonObject;
  after: JsonObject;
  where: string;
  side: Side;
  seen: ReadonlySet<string>;
};
type Documents = { before: JsonObject; after: JsonObject };

/**
 * What a caller of `before` would notice under `after`: operations, answers, fields and values gone, and new demands.
 * Additions are no change to a caller.
 */
export function breakingChanges(documents: Documents): string[] {
  const paths = object(documents.before.paths);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(object(methods)).flatMap(([method, operation]) => {
      const where = `${method.toUpperCase()} ${path}`;
      const after = object(object(object(documents.after.paths)[path])[method]);
      if (Object.keys(after).length === 0) return [`${where} is gone`];
      return operationChanges({ documents, before: object(operation), after, where });
    }),
  );
}

function operationChanges(input: {
  documents: Documents;
  before: JsonObject;
  after: JsonObject;
  where: string;
}): string[] {
  const { documents, before, after, where } = input;
  const compare = (pair: Omit<Pair, "seen">) =>
    schemaChanges(documents, { ...pair, seen: new Set() });
  return [
    ...parameterChanges(input),
    ...compare({
      before: jsonSchemaOf(before.requestBody),
      after: jsonSchemaOf(after.requestBody),
      where: `${where} body`,
      side: "request",
    }),
    ...successes(before).flatMap(([status, response]) => {
      const now = object(after.responses)[status];
      if (now === undefined) return [`${where} no longer answers ${status}`];
      return compare({
        before: jsonSchemaOf(response),
        after: jsonSchemaOf(now),
        where: `${where} ${status}`,
        side: "answer",
      });
    }),
  ];
}

function parameterChanges(input: {
  documents: Documents;
  before: JsonObject;
  after: JsonObject;
  where: string;
}) {
  const { documents, where } = input;
  const before = parametersOf(documents.before, input.before);
  const after = parametersOf(documents.after, input.after);
  const gone = [...before.keys()]
    .filter((name) => !after.has(name))
    .map((name) => `${where} no longer takes ${name}`);
  const demanded = [...after]
    .filter(
      ([name, parameter]) => parameter.required === true && before.get(name)?.required !== true,
    )
    .map(([name]) => `${where} now demands ${name}`);
  return [...gone, ...demanded];
}

function parametersOf(document: JsonObject, operation: JsonObject): Map<string, JsonObject> {
  const list = Array.isArray(operation.parameters) ? operation.parameters : [];
  return new Map(
    list.map((entry) => {
      const parameter = follow(document, object(entry));
      return [`${String(parameter.in)} ${String(parameter.name)}`, parameter];
    }),
  );
}

function schemaChanges(documents: Documents, pair: Pair): string[] {
  const reference = String(pair.before.$ref ?? "");
  if (reference !== "" && pair.seen.has(reference)) return [];
  const seen = new Set([...pair.seen, reference]);
  const before = follow(documents.before, pair.before);
  const after = follow(documents.after, pair.after);
  const { where, side } = pair;
  const next = (beforePart: Json | undefined, afterPart: Json | undefined, name: string) =>
    schemaChanges(documents, {
      before: object(beforePart),
      after: object(afterPart),
      where: `${where}/${name}`,
      side,
      seen,
    });
  return [
    ...typeChanges({ before, after, where, side }),
    ...enumChanges({ before, after, where, side }),
    ...fieldChanges({ before, after, where, side }),
    ...Object.entries(object(before.properties)).flatMap(([name, property]) => {
      const now = object(after.properties)[name];
      return now === undefined ? [] : next(property, now, name);
    }),
    ...(before.items === undefined ? [] : next(before.items, after.items, "*")),
  ];
}

type Compared = { before: JsonObject; after: JsonObject; where: string; side: Side };

function typeChanges({ before, after, where, side }: Compared): string[] {
  if (before.type === undefined || after.type === undefined) return [];
  const was = [before.type].flat().map(String);
  const is = [after.type].flat().map(String);
  const lost =
    side === "request"
      ? was.filter((type) => !is.includes(type))
      : is.filter((type) => !was.includes(type));
  return lost.length === 0 ? [] : [`${where} was ${was.join(" or ")} and is ${is.join(" or ")}`];
}

function enumChanges({ before, after, where, side }: Compared): string[] {
  if (!Array.isArray(before.enum) || !Array.isArray(after.enum) || side === "answer") return [];
  const now = new Set(after.enum.map(String));
  return before.enum
    .map(String)
    .filter((value) => !now.has(value))
    .map((value) => `${where} no longer takes ${value}`);
}

function fieldChanges({ before, after, where, side }: Compared): string[] {
  const now = object(after.properties);
  const gone = Object.keys(object(before.properties))
    .filter((name) => now[name] === undefined)
    .map((name) => `${where}/${name} is gone`);
  const was = new Set(namesIn(before.required));
  const isNow = new Set(namesIn(after.required));
  const changed =
    side === "request"
      ? [...isNow]
          .filter((name) => !was.has(name))
          .map((name) => `${where}/${name} is now required`)
      : [...was]
          .filter((name) => !isNow.has(name) && now[name] !== undefined)
          .map((name) => `${where}/${name} may now be missing`);
  return [...gone, ...changed];
}

function successes(operation: JsonObject): [string, Json | undefined][] {
  return Object.entries(object(operation.responses)).filter(([status]) => status.startsWith("2"));
}

function jsonSchemaOf(holder: Json | undefined): JsonObject {
  return object(object(object(object(holder).content)["application/json"]).schema);
}

function follow(document: JsonObject, node: JsonObject): JsonObject {
  if (Array.isArray(node.allOf)) return wholeOf(document, node, node.allOf);
  if (typeof node.$ref !== "string") return node;
  const found = node.$ref
    .slice(2)
    .split("/")
    .reduce<JsonObject>((at, key) => object(at[key]), document);
  return follow(document, found);
}

/** A schema that extends others has their fields as well as its own. */
function wholeOf(document: JsonObject, { allOf: _allOf, ...own }: JsonObject, parts: Json[]) {
  const wholes = [...parts.map((part) => follow(document, object(part))), own];
  return {
    ...Object.assign({}, ...wholes),
    properties: Object.assign({}, ...wholes.map(({ properties }) => object(properties))),
    required: wholes.flatMap(({ required }) => namesIn(required)),
  } as JsonObject;
}

function namesIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function object(value: Json | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

import * as fc from "fast-check";
import type { ApiDescription, JsonSchema } from "./describedApi.ts";

/** Values that exist, by the name of the field that takes them: `plan_id` of a plan that is there. */
export type KnownValues = Readonly<Record<string, readonly unknown[]>>;

const longestText = 40;

/** Values of a schema: mostly those that fit, with what its own keywords ask for. */
export function arbitraryOf(input: {
  api: ApiDescription;
  schema: JsonSchema;
  known: KnownValues;
  name?: string;
}): fc.Arbitrary<unknown> {
  const { api, known, name } = input;
  const schema = api.resolve(input.schema);
  const plain = plainArbitrary({ ...input, schema });
  const knownHere = name === undefined ? undefined : known[name];
  if (knownHere === undefined || knownHere.length === 0) return plain;
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...knownHere) },
    { weight: 1, arbitrary: plain },
  );
}

function plainArbitrary(input: {
  api: ApiDescription;
  schema: JsonSchema;
  known: KnownValues;
}): fc.Arbitrary<unknown> {
  const { schema } = input;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined)
    return fc.oneof(...options.map((option) => arbitraryOf({ ...input, schema: option })));
  if (schema.allOf !== undefined) return allOf({ ...input, parts: schema.allOf });
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? "unknown"];
  return fc.oneof(...types.map((type) => ofType({ ...input, type })));
}

function ofType(input: {
  api: ApiDescription;
  schema: JsonSchema;
  known: KnownValues;
  type: string;
}): fc.Arbitrary<unknown> {
  const { schema, type } = input;
  switch (type) {
    case "string":
      return textOf(schema);
    case "integer":
      return wholeNumberOf(schema);
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(arbitraryOf({ ...input, schema: schema.items ?? {} }), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      });
    case "object":
      return objectOf(input);
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

function textOf(schema: JsonSchema): fc.Arbitrary<string> {
  if (schema.format === "date") return dates;
  if (schema.format === "date-time") return instants;
  if (schema.format === "email") return fc.emailAddress();
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
  return fc.string({
    unit: "grapheme",
    minLength: schema.minLength ?? 0,
    maxLength: Math.min(
      schema.maxLength ?? longestText,
      Math.max(longestText, schema.minLength ?? 0),
    ),
  });
}

const day = { noInvalidDate: true, min: new Date("2019-01-01"), max: new Date("2031-12-31") };
const dates = fc.date(day).map((date) => date.toISOString().slice(0, 10));
const instants = fc.date(day).map((date) => date.toISOString());

function wholeNumberOf(schema: JsonSchema): fc.Arbitrary<number> {
  const least =
    schema.minimum ?? (schema.exclusiveMinimum === undefined ? -1000 : schema.exclusiveMinimum + 1);
  const min = Math.max(least, Number.MIN_SAFE_INTEGER);
  const max = Math.min(schema.maximum ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  return fc.oneof(
    fc.integer({ min, max: Math.min(max, min + 400) }),
    fc.maxSafeInteger().map((value) => Math.min(max, Math.max(min, value))),
  );
}

function objectOf(input: {
  api: ApiDescription;
  schema: JsonSchema;
  known: KnownValues;
}): fc.Arbitrary<unknown> {
  const { schema } = input;
  const properties = Object.entries(schema.properties ?? {});
  const required = schema.required ?? [];
  const model = Object.fromEntries(
    properties.map(([name, property]) => [name, arbitraryOf({ ...input, schema: property, name })]),
  );
  return fc.record(model, {
    requiredKeys: required.filter((name) => name in model),
    noNullPrototype: true,
  });
}

function allOf(input: {
  api: ApiDescription;
  parts: JsonSchema[];
  known: KnownValues;
}): fc.Arbitrary<unknown> {
  const parts = input.parts.map((part) => arbitraryOf({ ...input, schema: part }));
  return fc.tuple(...parts).map((values) => Object.assign({}, ...(values as object[])) as unknown);
}

/** Any JSON at all, or a value with one field dropped, added or replaced. */
export function spoiled(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc
      .tuple(
        value,
        fc.nat(),
        fc.jsonValue({ maxDepth: 1 }),
        fc.constantFrom("drop", "add", "replace"),
      )
      .map(spoil),
  );
}

function spoil([value, index, other, how]: [unknown, number, unknown, string]): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return other;
  if (how === "add") return { ...value, not_a_field: other };
  const names = Object.keys(value);
  const name = names[index % Math.max(1, names.length)];
  if (name === undefined) return other;
  const { [name]: _dropped, ...rest } = value as Record<string, unknown>;
  return how === "drop" ? rest : { ...rest, [name]: other };
}

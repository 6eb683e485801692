import { z } from "@hono/zod-openapi";
import { describe, expect, test } from "vitest";
import { StoredDateField } from "../wire/fields.ts";
import { invalidRequest } from "./fromZod.ts";

function errorsOf(schema: z.ZodType, value: unknown, known: readonly string[] = []) {
  const { error } = schema.safeParse(value);
  if (error === undefined) throw new Error("the value was accepted");
  return invalidRequest({ target: "json", issues: error.issues, known }).extras.errors ?? [];
}

describe("what would be right is said in words", () => {
  test.each([
    [z.string(), 7, "must be text"],
    [z.int(), 1.5, "must be a whole number"],
    [z.number(), "1", "must be a number"],
    [z.boolean(), "yes", "must be true or false"],
    [z.array(z.string()), {}, "must be a list"],
    [z.strictObject({}), [], "must be an object"],
    [z.string(), undefined, "is required"],
    [z.int().max(100), 101, "must be at most 100"],
    [z.int().min(0), -1, "must be at least 0"],
    [z.number().gt(0), 0, "must be more than 0"],
    [z.string().min(1), "", "must have at least 1 character"],
    [z.string().max(2), "abc", "must have at most 2 characters"],
    [z.array(z.int()).min(1), [], "must have at least 1 entry"],
    [z.enum(["cash", "check"]), "gold", "must be one of cash, check"],
    [z.literal("membership"), "gym", "must be membership"],
    [z.email(), "ada", "must be an email address, such as ada@example.com"],
    [z.url(), "here", "must be a web address, such as https://example.com/rollbook"],
    [z.iso.datetime(), "now", "must be an instant, such as 2026-06-01T08:00:00Z"],
    [StoredDateField, "2026-02-30", "must be a day that there is, such as 2026-06-01"],
    [StoredDateField, "1066-10-14", "must be a day from 1900-01-01 to 2199-12-31"],
    [z.string().regex(/^a+$/), "b", "must match /^a+$/"],
    [z.string().regex(/^a+$/, "must be a row of a"), "b", "must be a row of a"],
    [
      z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("one") }),
        z.object({ kind: z.literal("two") }),
      ]),
      { kind: "three" },
      "must be one of one, two",
    ],
  ])("%#: %s", (schema, value, detail) => {
    expect(errorsOf(schema, value).map((error) => error.detail)).toEqual([detail]);
  });
});

describe("a field that there is not", () => {
  const known = ["first_name", "last_name", "birth_date"];
  test.each([
    ["firstName", "is not a field of this request; did you mean first_name?"],
    ["frist_name", "is not a field of this request; did you mean first_name?"],
    ["birthdate", "is not a field of this request; did you mean birth_date?"],
    ["shoe_size", "is not a field of this request; it takes first_name, last_name, birth_date"],
    [
      "x".repeat(100_000),
      "is not a field of this request; it takes first_name, last_name, birth_date",
    ],
  ])("%.20s", (name, detail) => {
    const [error] = errorsOf(z.strictObject({}), { [name]: 1 }, known);
    expect(error).toEqual({ in: "body", pointer: `/${name}`, code: "unknown_field", detail });
  });

  test("within another one nothing is guessed", () => {
    const [error] = errorsOf(z.object({ of: z.strictObject({}) }), { of: { firstName: 1 } }, known);
    expect(error).toMatchObject({
      pointer: "/of/firstName",
      detail: "is not a field of this request",
    });
  });
});

import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { documentOfApi } from "../openapi/documentOfApi.ts";
import type { KnownValues } from "../testing/arbitraryOf.ts";
import { describeApi, type DescribedOperation, type JsonSchema } from "../testing/describedApi.ts";
import { bodyInit, requestOf } from "../testing/fuzzOperation.ts";
import {
  createPracticeApi,
  testSecret,
  type PracticeApi,
  type TestPractice,
} from "../testing/practiceApi.ts";
import { seedPractice } from "../testing/seedPractice.ts";
import { createCursors } from "../transport/index.ts";

const described = describeApi(documentOfApi());

let api: PracticeApi;
let mine: TestPractice;
let theirs: TestPractice;
let own: KnownValues;
let foreign: KnownValues;
beforeAll(async () => {
  api = await createPracticeApi();
  mine = await api.newPractice("Mine");
  own = await seedPractice({ practice: mine, services: api.services });
  theirs = await api.newPractice("Theirs");
  foreign = await seedPractice({ practice: theirs, services: api.services });
});
afterAll(() => api.drop());

test.each(described.operations)(
  "$id answers another practice's ids exactly like unknown ones, in every field that takes one",
  async (operation) => {
    const requests = fc.sample(
      requestOf({ api: described, operation, known: withIdsOf(foreign) }),
      { numRuns: 40, seed: 3 },
    );
    const compared = new Set<string>();
    for (const request of requests) {
      const text = JSON.stringify(request);
      const unknown = JSON.parse(replaceForeignIds(text)) as typeof request;
      if (JSON.stringify(unknown) === text) continue;
      const [theirs, nobodys] = [
        await send(operation, request, "a"),
        await send(operation, unknown, "b"),
      ];
      expect({ status: theirs.status, body: replaceForeignIds(theirs.body) }).toEqual({
        status: nobodys.status,
        body: nobodys.body,
      });
      for (const field of fieldsWithForeignIds(operation, request)) compared.add(field);
    }
    expect(idFieldsOf(operation).filter((field) => !compared.has(field))).toEqual([]);
  },
);

const paged = described.operations.filter(
  ({ path, parameters }) =>
    !path.includes("/operators/") && parameters.some(({ name }) => name === "cursor"),
);

test.each(paged)("$id takes no cursor of another practice", async ({ path }) => {
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(own[name]?.[0]));
  const ask = async (cursor: string) => {
    const headers = { authorization: `Bearer ${mine.key}` };
    const response = await api.app.request(`${address}?cursor=${cursor}`, { headers });
    return { status: response.status, body: withoutChance(await response.text()) };
  };
  const scope = { practiceId: theirs.practiceId, filters: {} };
  const cursors = createCursors({ secret: testSecret });
  const position = ["pat_00000000000000000000000000"];
  const answers = await Promise.all(
    described.operations.map(({ id: operationId }) =>
      ask(cursors.sign({ scope: { ...scope, operationId }, position })),
    ),
  );
  const unknown = await ask("bm90aGluZw.AAAAAAAAAAAAAAAAAAAAAA");
  expect(unknown.status).toBe(422);
  for (const answer of answers) expect(answer).toEqual(unknown);
});

const idField = /_ids?$/;
const ownId = /^[a-z]{3}[_-][0-9a-z]{26}$/;

/** The names of its fields that take ids of records, wherever they stand. */
function idFieldsOf(operation: DescribedOperation): string[] {
  const names = new Set(operation.parameters.map(({ name }) => name));
  const visit = (schema: JsonSchema, depth: number): void => {
    if (depth > 6) return;
    const resolved = described.resolve(schema);
    for (const [name, property] of Object.entries(resolved.properties ?? {})) {
      names.add(name);
      visit(property, depth + 1);
    }
    const parts = [...(resolved.anyOf ?? []), ...(resolved.oneOf ?? []), ...(resolved.allOf ?? [])];
    for (const part of [...parts, resolved.items ?? {}]) visit(part, depth + 1);
  };
  if (operation.bodySchema !== undefined) visit(operation.bodySchema, 0);
  const values = withIdsOf(foreign);
  const isOurs = (name: string) => values[name]?.some((value) => ownId.test(String(value)));
  return [...names].filter((name) => idField.test(name) && isOurs(name) === true);
}

function fieldsWithForeignIds(
  operation: DescribedOperation,
  request: { path: string; body: unknown },
): string[] {
  const found: string[] = [];
  const look = (name: string, value: unknown): void => {
    const text = JSON.stringify(value) ?? "";
    if (replaceForeignIds(text) !== text) found.push(name);
    if (typeof value !== "object" || value === null) return;
    for (const [inner, entry] of Object.entries(value))
      look(/^\d+$/.test(inner) ? name : inner, entry);
  };
  const [address = "", search = ""] = request.path.split("?");
  for (const [name, value] of new URLSearchParams(search)) look(name, value);
  const pattern = operation.path.split("/");
  for (const [index, segment] of address.split("/").entries())
    look(/^\{(\w+)\}/.exec(pattern[index] ?? "")?.[1] ?? "", segment);
  look("body", request.body);
  return found;
}

/** Own values for everything but ids, which are the other practice's. */
function withIdsOf(known: KnownValues): KnownValues {
  const ids = Object.entries(known).filter(
    ([name]) => name.endsWith("_id") || ["payer", "patient"].includes(name),
  );
  return { ...own, ...Object.fromEntries(ids), tied_invoice_id: known.invoice_id ?? [] };
}

function foreignIds(): string[] {
  return [...new Set(JSON.stringify(foreign).match(/[a-z]{3}[_-][0-9a-z]{26}/g) ?? [])];
}

// The same length and shape, and nobody's.
function replaceForeignIds(text: string): string {
  return foreignIds().reduce((all, id) => all.replaceAll(id, `${id.slice(0, -8)}00000000`), text);
}

async function send(
  operation: DescribedOperation,
  request: { path: string; headers: object; body: unknown },
  suffix: string,
) {
  const { "Idempotency-Key": _key, ...headers } = request.headers as Record<string, string>;
  const sent = bodyInit(operation, withUniqueNames(request.body, suffix));
  const response = await api.app.request(request.path, {
    method: operation.method,
    headers: { ...headers, ...sent.headers, authorization: `Bearer ${mine.key}` },
    ...sent.init,
  });
  const type = response.headers.get("content-type") ?? "";
  // A PDF and an XLSX hold the moment they were made; the same list is compared as CSV.
  const body = /pdf|spreadsheetml/.test(type) ? "" : withoutChance(await response.text());
  return { status: response.status, body };
}

// The second of two equal requests must not be refused for the first one's name.
function withUniqueNames(body: unknown, suffix: string): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const unique = Object.entries(body).map(([field, value]) =>
    ["name", "external_id"].includes(field) && typeof value === "string"
      ? [field, `${value}${suffix}`]
      : [field, value],
  );
  return Object.fromEntries(unique);
}

/** Ids and secrets that are made anew in every answer. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/req_[0-9a-f]+/g, "")
    .replaceAll(/"key":"rbk_[^"]*"/g, '"key":""')
    .replaceAll(/"id":"[a-z]{3}_[^"]*"/g, '"id":""')
    .replaceAll(/"(name|external_id)":"[^"]*"/g, '"$1":""');
}

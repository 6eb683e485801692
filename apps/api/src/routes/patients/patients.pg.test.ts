import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createPracticeApi,
  type PracticeApi,
  type TestPractice,
} from "../../testing/practiceApi.ts";

let api: PracticeApi;
let practice: TestPractice;
beforeAll(async () => {
  api = await createPracticeApi();
  practice = await api.newPractice("Patients");
});
afterAll(() => api.drop());

const ada = { first_name: "Ada", last_name: "Lovelace", birth_date: "1985-12-10" };

test("a patient is created, read, changed and listed", async () => {
  const { client } = practice;
  const created = await client.POST("/v1/patients", { body: ada });
  expect(created.response.status).toBe(201);
  const id = created.data?.id ?? "";
  expect(created.response.headers.get("location")).toBe(`/v1/patients/${id}`);

  const params = { path: { patient_id: id } };
  const read = await client.GET("/v1/patients/{patient_id}", { params });
  expect(read.data).toMatchObject(ada);
  const etag = read.response.headers.get("etag") ?? "";

  const withTag = { params: { ...params, header: { "If-Match": etag } } };
  const changed = await client.PATCH("/v1/patients/{patient_id}", {
    ...withTag,
    body: { phone: "+14155550123" },
  });
  expect(changed.data).toMatchObject({ ...ada, phone: "+14155550123" });

  const stale = await client.PATCH("/v1/patients/{patient_id}", {
    ...withTag,
    body: { phone: null },
  });
  expect(stale.error).toMatchObject({ status: 412, code: "stale" });

  const listed = await client.GET("/v1/patients", { params: { query: { search: "lovel" } } });
  expect(listed.data?.data.map((patient) => patient.id)).toEqual([id]);
});

test("a change without If-Match is 428", async () => {
  const response = await api.app.request("/v1/patients/pat_x", {
    method: "PATCH",
    headers: { authorization: `Bearer ${practice.key}`, "content-type": "application/json" },
    body: "{}",
  });
  expect(response.status).toBe(428);
});

test("pages follow each other without a gap, and a cursor belongs to its list, filters and practice", async () => {
  const paged = await api.newPractice("Paged");
  for (const last_name of ["A", "B", "C", "D", "E"])
    await paged.client.POST("/v1/patients", { body: { last_name } });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await paged.client.GET("/v1/patients", {
      params: { query: { limit: 2, cursor } },
    });
    seen.push(...(data?.data ?? []).map((patient) => patient.last_name));
    cursor = data?.next_cursor ?? undefined;
    expect(data?.has_more).toBe(cursor !== undefined);
    if (cursor === undefined) break;
    for (const other of [
      { client: paged.client, query: { cursor, search: "A" } },
      { client: practice.client, query: { cursor } },
      { client: paged.client, query: { cursor: `${cursor}x` } },
    ]) {
      const refused = await other.client.GET("/v1/patients", { params: { query: other.query } });
      expect(refused.error).toMatchObject({ status: 422, code: "invalid_cursor" });
    }
    const elsewhere = await paged.client.GET("/v1/households", { params: { query: { cursor } } });
    expect(elsewhere.error).toMatchObject({ code: "invalid_cursor" });
  } while (cursor !== undefined);
  expect(seen.toSorted()).toEqual(["A", "B", "C", "D", "E"]);
});

test("a POST with the same Idempotency-Key answers the first time again, and refuses another body", async () => {
  const send = (body: object) =>
    practice.client.POST("/v1/patients", {
      params: { header: { "Idempotency-Key": "the-same" } },
      body: body as typeof ada,
    });
  const first = await send({ last_name: "Once" });
  const again = await send({ last_name: "Once" });
  expect(again.data).toEqual(first.data);
  expect(first.response.headers.get("idempotency-replayed")).toBeNull();
  expect(again.response.headers.get("idempotency-replayed")).toBe("true");
  const other = await send({ last_name: "Twice" });
  expect(other.error).toMatchObject({ status: 422, code: "idempotency_key_reused" });
});
